import type { ContactsCapability, NewContact } from "@polysms/core";
import { startMock } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { intouchvas } from "../src/index.ts";
import { canary, errorOf } from "./canary.ts";
import { json, phone, phones, record, spec, specFile } from "./setup.ts";

const file = new Blob(["msisdn\n+254712345600\n"], { type: "text/csv" });
const contact: NewContact = { phone, firstName: "Jane", otherName: "Doe", custom: ["Gold", "Nairobi"] };

function contacts(answer: () => Response | Promise<Response> = () => json("Done", 201)) {
  const sent = record(answer);
  const { can } = intouchvas({ apiKey: canary.apiKey, fetch: sent.fetch });
  return { ...sent, contacts: can.contacts, body: async () => (await sent.requests[0]?.json()) as unknown };
}

const calls: readonly [string, (contacts: ContactsCapability) => Promise<unknown>][] = [
  ["listContactGroups", (one) => one.groups()],
  ["createContacts", (one) => one.create({ name: "VIP" }, [contact])],
  ["uploadContacts", (one) => one.upload({ name: "VIP" }, file)],
  ["deleteContactGroup", (one) => one.delete("42")],
];

describe("contact groups", () => {
  it("are listed with their ids as strings", async () => {
    const { contacts: one } = contacts(() => json(spec.exampleOf("ContactGroupsTwoGroups")));
    expect(await one.groups()).toEqual([
      { id: "42", name: "VIP Customers", contacts: 1500, active: 1420 },
      { id: "43", name: "July Promo List", contacts: 8200, active: 8200 },
    ]);
  });

  it("may be an empty list, and may have ids too long for a number", async () => {
    expect(await contacts(() => json([])).contacts.groups()).toEqual([]);
    const long = '[{"id":12345678901234567890,"name":"VIP","contacts":1,"active":1}]';
    expect((await contacts(() => new Response(long)).contacts.groups())[0]?.id).toBe("12345678901234567890");
  });

  it("are made in large numbers, and their values stay hidden when the call fails", async () => {
    const many = Array.from({ length: 40_000 }, (_, at) => ({ ...contact, firstName: `Jane-${at}-Wanjiru` }));
    await contacts().contacts.create({ name: "VIP" }, many);
    const rejecting = contacts(() => json({ message: "No: Jane-39999-Wanjiru" }, 400));
    const error = await rejecting.contacts.create({ name: "VIP" }, many).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "bad-request", providerMessage: expect.not.stringContaining("Wanjiru") });
  });

  it("are made by name, with numbers in E.164 and the values in their places", async () => {
    const made = contacts();
    await made.contacts.create({ name: "VIP" }, [contact, { phone: phones(2)[1] as never }]);
    expect(await made.body()).toEqual({
      name: "VIP",
      contacts: [
        { msisdn: phone, first_name: "Jane", other_name: "Doe", custom_1: "Gold", custom_2: "Nairobi" },
        { msisdn: phones(2)[1] },
      ],
    });
  });

  it("are added to by id, which travels as a number", async () => {
    const added = contacts();
    await added.contacts.create({ id: "42" }, [{ phone }]);
    expect(await added.body()).toEqual({ id: 42, contacts: [{ msisdn: phone }] });
  });

  it("are filled from a file, into a new group or one that exists", async () => {
    for (const [group, fields] of [
      [{ name: "July" }, { name: "July" }],
      [{ id: "42" }, { id: "42" }],
    ] as const) {
      const uploaded = contacts();
      await uploaded.contacts.upload(group, file);
      const form = (await uploaded.requests[0]?.formData()) ?? new FormData();
      expect(await (form.get("file") as File).text()).toBe(await file.text());
      form.delete("file");
      expect(Object.fromEntries(form)).toEqual(fields);
    }
  });

  it("intouchvas-contact-group-id-type: are deleted by a number, which is a string here", async () => {
    const deleted = contacts();
    await deleted.contacts.delete("42");
    expect(await deleted.body()).toEqual({ contact_group_id: 42 });
  });

  it("break no rule of the spec", async () => {
    await using mock = await startMock(specFile);
    const { can } = intouchvas({ apiKey: "example-key", baseUrl: mock.baseUrl });
    for (const [, call] of calls) await call(can.contacts);
    expect(mock.violations).toEqual([]);
    expect(mock.exchanges.map(({ operationId }) => operationId)).toEqual(calls.map(([id]) => id));
  });
});

describe("bad input", () => {
  const c = (value: unknown) => value as never;
  it.each<[string, string, (contacts: ContactsCapability) => Promise<unknown>]>([
    ["no group", "group", (one) => one.create(c(undefined), [contact])],
    ["a group without name and id", "group", (one) => one.create(c({}), [contact])],
    ["a group with name and id", "group", (one) => one.upload(c({ name: "VIP", id: "42" }), file)],
    ["a misspelt field of the group", "group.nane", (one) => one.create(c({ nane: "VIP" }), [contact])],
    ["an empty name", "group.name", (one) => one.create({ name: " " }, [contact])],
    ["an id of 0, which would make a group", "group.id", (one) => one.create({ id: "0" }, [contact])],
    ["an id that is not a number", "group.id", (one) => one.upload({ id: "VIP" }, file)],
    ["an id that is not a string", "group.id", (one) => one.create(c({ id: 42 }), [contact])],
    ["no contacts", "contacts", (one) => one.create({ name: "VIP" }, [])],
    ["a contact that is not an object", "contacts[0]", (one) => one.create({ name: "VIP" }, [c(null)])],
    [
      "a local number",
      "contacts[1].phone",
      (one) => one.create({ name: "VIP" }, [contact, c({ phone: "0712345600" })]),
    ],
    ["a misspelt field", "contacts[0].fristName", (one) => one.create({ name: "VIP" }, [c({ phone, fristName: "J" })])],
    ["six values", "contacts[0].custom", (one) => one.create({ name: "VIP" }, [{ phone, custom: [..."123456"] }])],
    [
      "a name that is a number",
      "contacts[0].first_name",
      (one) => one.create({ name: "V" }, [c({ phone, firstName: 5 })]),
    ],
    ["no file", "file", (one) => one.upload({ name: "VIP" }, c("msisdn"))],
    ["an empty file", "file", (one) => one.upload({ name: "VIP" }, new Blob([]))],
    ["a picture", "file", (one) => one.upload({ name: "VIP" }, new Blob(["x"], { type: "image/png" }))],
    ["a name instead of an id", "groupId", (one) => one.delete("VIP")],
    ["an id with more than digits", "groupId", (one) => one.delete("42 ")],
    ["an id too long for a number", "groupId", (one) => one.delete("12345678901234567890")],
  ])("rejects, names the field, and nothing is sent: %s", async (_, field, call) => {
    const sent = contacts();
    expect(await errorOf(() => call(sent.contacts))).toMatchObject({
      field,
      code: "bad-request",
      provider: "intouchvas",
    });
    expect(sent.requests).toEqual([]);
  });
});

describe.each(calls)("%s", (id, call) => {
  const failures = spec.answersOf(id).filter(({ status }) => status >= 400);
  const codes: Readonly<Record<number, string>> = {
    401: "auth",
    403: "auth",
    428: "auth",
    429: "rate-limited",
    500: "provider-down",
    503: "provider-down",
  };

  it.each(failures)("rejects when it is answered $key, with the proof that this is", async ({ status, value }) => {
    const error = await errorOf(() => call(contacts(() => json(value, status)).contacts));
    expect(error).toMatchObject({
      code: codes[status] ?? "bad-request",
      mayHaveBeenSent: status >= 500,
      httpStatus: status,
      provider: "intouchvas",
    });
  });

  it("rejects with a failure object under HTTP 200, which is a rejection", async () => {
    const failure = () => json({ status: 429, message: "error message" });
    const error = await errorOf(() => call(contacts(failure).contacts));
    expect(error).toMatchObject({ code: "rate-limited", mayHaveBeenSent: false, httpStatus: 200 });
  });

  it.each([
    ["null", () => json(null)],
    ["an object", () => json({})],
    ["a number", () => json(5)],
    ["a list of something else", () => json([{ id: "x" }, null])],
    ["no JSON", () => new Response("Welcome")],
    ["an undocumented status", () => json("Done", 409)],
  ])("rejects as unknown when the answer is %s", async (_, answer) => {
    const error = await errorOf(() => call(contacts(answer).contacts));
    expect(error).toMatchObject({ code: "unreadable-response", mayHaveBeenSent: true });
  });

  it("rejects as unknown when the connection breaks", async () => {
    const broken = () => Promise.reject(new TypeError(`fetch failed for ${canary.apiKey}`));
    expect(await errorOf(() => call(contacts(broken).contacts))).toMatchObject({
      code: "network",
      mayHaveBeenSent: true,
    });
  });
});

it("a rejected contact is not in the error, neither its number nor its names", async () => {
  const words = `Jane Doe, Gold, Nairobi, ${phone}: ${canary.apiKey}`;
  const rejecting = contacts(() => json({ status: 400, message: words }, 400));
  const error = await errorOf(() => rejecting.contacts.create({ name: "VIP" }, [contact]));
  expect(error.providerMessage).toMatch(/^(\[redacted\][ ,:]*)+$/);
});
