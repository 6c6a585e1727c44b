import { describe, expect, it } from "vitest";
import { createIntouchvasClient, type IntouchvasClient } from "../src/index.ts";
import { calls, json, record } from "./setup.ts";

const sms = "https://sms-service.intouchvas.io";
const csv = new File(["msisdn,name\n254712345678,Jane\n"], "people.csv", { type: "text/csv" });

interface Expected {
  readonly operation: string;
  readonly call: (client: IntouchvasClient) => Promise<unknown>;
  readonly url: string;
  readonly contentType?: string;
  readonly body?: string;
}

const filePart = `--boundary
Content-Disposition: form-data; name="file"; filename="people.csv"
Content-Type: text/csv

msisdn,name
254712345678,Jane

--boundary`;

const expected: readonly Expected[] = [
  {
    operation: "sendTransactionalMessage",
    call: ({ POST }) =>
      POST("/message/send/transactional", {
        body: {
          message: "Kóð 1234 €",
          msisdn: "+254712345678,+254712345679",
          sender_id: "MYBRAND",
          callback_url: "https://example.com/reports?of=1",
        },
      }),
    url: `${sms}/message/send/transactional`,
    contentType: "application/json",
    body: '{"message":"Kóð 1234 €","msisdn":"+254712345678,+254712345679","sender_id":"MYBRAND","callback_url":"https://example.com/reports?of=1"}',
  },
  {
    operation: "sendPromotionalMessage",
    call: ({ POST }) =>
      POST("/message/send/promotional", {
        body: {
          message: "Offer",
          msisdn: "254712345678",
          country_code: "ke",
          schedule: true,
          date: "2030-01-01",
          send_time: "09:30:01",
        },
      }),
    url: `${sms}/message/send/promotional`,
    contentType: "application/json",
    body: '{"message":"Offer","msisdn":"254712345678","country_code":"ke","schedule":true,"date":"2030-01-01","send_time":"09:30:01"}',
  },
  {
    operation: "sendMessageFile",
    call: ({ POST }) =>
      POST("/message/send/upload-file", {
        body: { message: "Dear [name]", file: csv, campaign_name: "July", schedule: false },
      }),
    url: `${sms}/message/send/upload-file`,
    contentType: "multipart/form-data; boundary=boundary",
    body: `--boundary
Content-Disposition: form-data; name="message"

Dear [name]
${filePart}
Content-Disposition: form-data; name="campaign_name"

July
--boundary
Content-Disposition: form-data; name="schedule"

false
--boundary--
`,
  },
  {
    operation: "sendGroupMessage",
    call: ({ POST }) =>
      POST("/api/message/send/group", {
        body: { contact_group_id: "42", sender_id: "MYBRAND", message: "Hi {first_name}", sms_type: "transactional" },
      }),
    url: `${sms}/api/message/send/group`,
    contentType: "application/json",
    body: '{"contact_group_id":"42","sender_id":"MYBRAND","message":"Hi {first_name}","sms_type":"transactional"}',
  },
  {
    operation: "listContactGroups",
    call: ({ GET }) => GET("/api/contact/groups"),
    url: `${sms}/api/contact/groups`,
  },
  {
    operation: "createContacts",
    call: ({ POST }) =>
      POST("/contact/create", {
        body: { name: "VIP", country_code: "254", contacts: [{ msisdn: "0712345678", first_name: "Jane" }] },
      }),
    url: `${sms}/contact/create`,
    contentType: "application/json",
    body: '{"name":"VIP","country_code":"254","contacts":[{"msisdn":"0712345678","first_name":"Jane"}]}',
  },
  {
    operation: "uploadContacts",
    call: ({ POST }) => POST("/contact/upload", { body: { file: csv, id: 42 } }),
    url: `${sms}/contact/upload`,
    contentType: "multipart/form-data; boundary=boundary",
    body: `${filePart}
Content-Disposition: form-data; name="id"

42
--boundary--
`,
  },
  {
    operation: "deleteContactGroup",
    call: ({ POST }) => POST("/contact/group/delete", { body: { contact_group_id: 42 } }),
    url: `${sms}/contact/group/delete`,
    contentType: "application/json",
    body: '{"contact_group_id":42}',
  },
];

describe("the typed client", () => {
  it("is tested with every operation of the spec; the token call has its own tests", () => {
    const tested = expected.map(({ operation }) => operation);
    expect(calls.map(({ operationId }) => operationId)).toEqual(["getToken", ...tested]);
  });

  it.each(expected)("sends $operation byte for byte", async ({ call, url, contentType, body }) => {
    const sent = record();

    await call(createIntouchvasClient({ apiKey: "example-key", fetch: sent.fetch }));

    expect(sent.requests).toHaveLength(1);
    const request = await withFixedBoundary(sent.requests[0]);
    expect(request.url).toBe(url);
    expect(request.method).toBe(body === undefined ? "GET" : "POST");
    expect(request.headers).toEqual({
      accept: "application/json",
      "x-api-key": "example-key",
      ...(contentType === undefined ? {} : { "content-type": contentType }),
    });
    expect(request.body).toBe(body ?? "");
  });

  it("never follows a redirect, which would carry the key along", async () => {
    const sent = record(() => new Response(null, { status: 307, headers: { location: "https://elsewhere.example" } }));
    const client = createIntouchvasClient({ apiKey: "example-key", fetch: sent.fetch });

    await expect(client.GET("/api/contact/groups")).rejects.toMatchObject({
      code: "unreadable-response",
      mayHaveBeenSent: true,
      httpStatus: 307,
    });
    expect(sent.requests).toHaveLength(1);
    expect(sent.requests[0]?.redirect).toBe("manual");
  });

  it("sends every host's requests to the base URL that it is given", async () => {
    const sent = record(() => json({ token: "token-1", lifetime: 1800 }));
    const options = { username: "someone", password: "example", fetch: sent.fetch };
    const one = createIntouchvasClient({ ...options, baseUrl: "http://127.0.0.1:8080/mock/" });
    const two = createIntouchvasClient({ ...options, baseUrl: { [sms]: "http://localhost:8081" } });

    await one.GET("/api/contact/groups");
    await two.GET("/api/contact/groups");

    expect(sent.requests.map(({ url }) => url)).toEqual([
      "http://127.0.0.1:8080/mock/auth/api-key",
      "http://127.0.0.1:8080/mock/api/contact/groups",
      "https://identity-service.intouchvas.io/auth/api-key",
      "http://localhost:8081/api/contact/groups",
    ]);
  });
});

async function withFixedBoundary(request: Request | undefined) {
  if (request === undefined) throw new Error("Nothing was sent.");
  const { method, url } = request;
  const type = request.headers.get("content-type");
  const boundary = type?.split("boundary=")[1] ?? "no boundary";
  const fix = (text: string) =>
    text.replaceAll(boundary, "boundary").replaceAll("\r\n", "\n").replaceAll("--\n\n", "--\n");
  const headers = Object.fromEntries([...request.headers].map(([name, value]) => [name, fix(value)]));
  return { method, url, headers, body: fix(await request.text()) };
}
