import { createIntouchvasClient, type IntouchvasClient, intouchvas } from "../src/index.ts";

// Checked by tsc: each @ts-expect-error is a line that must not compile.

export function credentials() {
  createIntouchvasClient({ apiKey: "key" });
  createIntouchvasClient({ username: "user", password: "password", timeoutMs: 1000 });
  // @ts-expect-error: no credentials
  createIntouchvasClient({});
  // @ts-expect-error: half of them
  createIntouchvasClient({ username: "user" });
  // @ts-expect-error: both kinds
  createIntouchvasClient({ apiKey: "key", username: "user", password: "password" });
  // @ts-expect-error: misspelt
  createIntouchvasClient({ apikey: "key" });
  // @ts-expect-error: an environment variable that may be missing
  createIntouchvasClient({ apiKey: process.env.INTOUCHVAS_API_KEY });
  // @ts-expect-error: a host that the spec does not have
  createIntouchvasClient({ apiKey: "key", baseUrl: { "https://intouchvas.io": "http://localhost" } });
  // @ts-expect-error: the sender ID belongs to the provider
  createIntouchvasClient({ apiKey: "key", senderId: "MYBRAND" });
}

export async function requests(client: IntouchvasClient, file: Blob) {
  const body = { message: "Hello", msisdn: "+254712345678" };
  await client.POST("/message/send/transactional", { body, timeoutMs: 5000 });
  // @ts-expect-error: no such path
  await client.POST("/message/send", { body });
  // @ts-expect-error: a prefix that this path does not have
  await client.POST("/api/contact/create", { body: { name: "VIP", contacts: [] } });
  // @ts-expect-error: another method
  await client.GET("/message/send/transactional");
  // @ts-expect-error: another method
  await client.DELETE("/contact/group/delete", { body: { contact_group_id: 42 } });
  // @ts-expect-error: the body is required
  await client.POST("/message/send/transactional");
  // @ts-expect-error: misspelt field
  await client.POST("/message/send/transactional", { body: { ...body, sender: "MYBRAND" } });
  // @ts-expect-error: required field
  await client.POST("/message/send/transactional", { body: { message: "Hello" } });
  // @ts-expect-error: a list
  await client.POST("/message/send/transactional", { body: { message: "Hello", msisdn: ["+254712345678"] } });
  // @ts-expect-error: transactional messages cannot be scheduled
  await client.POST("/message/send/transactional", { body: { ...body, schedule: true } });
  // @ts-expect-error: credentials are headers, filled in by the client
  await client.POST("/message/send/transactional", { body: { ...body, apiKey: "key" } });
  // @ts-expect-error: no query
  await client.GET("/api/contact/groups", { params: { query: { page: 1 } } });
  // @ts-expect-error: a string here
  await client.POST("/api/message/send/group", { body: { contact_group_id: 42, sender_id: "MYBRAND", message: "Hi" } });
  // @ts-expect-error: a number here
  await client.POST("/contact/group/delete", { body: { contact_group_id: "42" } });
  const toGroup = { contact_group_id: "42", sender_id: "MYBRAND", message: "Hi" };
  await client.POST("/api/message/send/group", { body: { ...toGroup, sms_type: "promotional" } });
  // @ts-expect-error: neither of the two types
  await client.POST("/api/message/send/group", { body: { ...toGroup, sms_type: "otp" } });
  // @ts-expect-error: a path on a disk
  await client.POST("/contact/upload", { body: { file: "people.csv", name: "VIP" } });
  await client.POST("/contact/upload", { body: { file, name: "VIP" } });
}

export async function answers(client: IntouchvasClient) {
  const groups = await client.GET("/api/contact/groups");
  if (groups.ok) {
    groups.data.map(({ id, active }) => id satisfies number & typeof active);
    // @ts-expect-error: a success has no error
    groups.error.message satisfies string;
  } else {
    groups.error.status satisfies number;
    groups.error.message satisfies string;
    // @ts-expect-error: a failure has no data
    groups.data.length satisfies number;
  }
  const created = await client.POST("/contact/create", { body: { name: "VIP", contacts: [] } });
  if (created.ok) created.data satisfies string;
}

export function provider() {
  const sms = intouchvas({ apiKey: "key", senderId: "MYBRAND" });
  sms.name satisfies "intouchvas";
  sms.client satisfies IntouchvasClient;
  // @ts-expect-error: no balance call is documented
  sms.can.balance satisfies object;
  const to = [] as const;
  sms.send({ to, text: "Hello", options: { type: "promotional", callbackUrl: "https://example.com" } });
  // @ts-expect-error: another provider's type
  sms.send({ to, text: "Hello", options: { type: "PROMO" } });
  // @ts-expect-error: misspelt option
  sms.send({ to, text: "Hello", options: { callbackURL: "https://example.com" } });
  // @ts-expect-error: unchecked numbers
  sms.send({ to: ["+254712345678"], text: "Hello" });
  // @ts-expect-error: misspelt option
  intouchvas({ apiKey: "key", sender: "MYBRAND" });
}
