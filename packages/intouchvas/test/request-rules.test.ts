import { describe, expect, it } from "vitest";
import { createIntouchvasClient, intouchvas } from "../src/index.ts";
import { canary, errorOf } from "./canary.ts";
import { phone, phones, record } from "./setup.ts";

const { apiKey, text: message, digits } = canary;
const msisdn = `+${digits}`;

interface Broken {
  readonly what: string;
  readonly path: string;
  readonly body: unknown;
  readonly field: string;
  readonly says: string;
}

const transactional = "/message/send/transactional";
const group = { contact_group_id: "42", sender_id: "MYBRAND", message };

const broken: readonly Broken[] = [
  {
    what: "a misspelt field",
    path: transactional,
    body: { message, msisdn, senderId: "MYBRAND" },
    field: "senderId",
    says: "did you mean sender_id?",
  },
  {
    what: "a field that is not there",
    path: transactional,
    body: { message, msisdn, priority: 1 },
    field: "priority",
    says: "there are message, msisdn, sender_id, callback_url",
  },
  { what: "no recipients", path: transactional, body: { message }, field: "msisdn", says: "msisdn is missing" },
  { what: "no text", path: transactional, body: { msisdn }, field: "message", says: "message is missing" },
  { what: "an empty text", path: transactional, body: { message: "", msisdn }, field: "message", says: "is empty" },
  {
    what: "a list of numbers",
    path: transactional,
    body: { message, msisdn: [msisdn] },
    field: "msisdn",
    says: "must be a string, not a list",
  },
  {
    what: "a sender ID of 12 characters",
    path: transactional,
    body: { message, msisdn, sender_id: "TWELVELETTER" },
    field: "sender_id",
    says: "has 12 characters; at most 11",
  },
  {
    what: "a sender ID of 12 characters for a group",
    path: "/api/message/send/group",
    body: { ...group, sender_id: "TWELVELETTER" },
    field: "sender_id",
    says: "has 12 characters; at most 11",
  },
  {
    what: "a callback that is not a URL",
    path: transactional,
    body: { message, msisdn, callback_url: "example.com" },
    field: "callback_url",
    says: "must be a URL",
  },
  {
    what: "a scheduled group message without a time",
    path: "/api/message/send/group",
    body: { ...group, schedule: true, schedule_date: "2030-01-01" },
    field: "schedule_time",
    says: "schedule_time is missing",
  },
  {
    what: "a day that does not exist",
    path: "/message/send/promotional",
    body: { message, msisdn, schedule: true, date: "2030-02-30", send_time: "10:00" },
    field: "date",
    says: "YYYY-MM-DD",
  },
  {
    what: "a file that is a path",
    path: "/message/send/upload-file",
    body: { message, file: "people.csv" },
    field: "file",
    says: "must be a Blob or File, not a string",
  },
  {
    what: "a misspelt field of a contact",
    path: "/contact/create",
    body: { name: "VIP", contacts: [{ msisdn, firstname: "Jane" }] },
    field: "contacts[0].firstname",
    says: "did you mean first_name?",
  },
  {
    what: "no body",
    path: "/contact/group/delete",
    body: undefined,
    field: "contact_group_id",
    says: "contact_group_id is missing",
  },
];

describe("the typed client", () => {
  it.each(broken)("sends nothing for $what, and names the field", async ({ path, body, field, says }) => {
    const sent = record();
    const client = createIntouchvasClient({ apiKey, fetch: sent.fetch });
    const post = client.POST as (path: string, init: object) => Promise<unknown>;

    const error = await errorOf(() => post(path, { body }));

    expect(error).toMatchObject({ code: "bad-request", mayHaveBeenSent: false, provider: "intouchvas", field });
    expect(error.message).toContain(says);
    expect(sent.requests).toHaveLength(0);
  });

  it("sends nothing to a path that is not in the spec, and suggests one that is", async () => {
    const sent = record();
    const client = createIntouchvasClient({ apiKey, fetch: sent.fetch });
    const post = client.POST as (path: string, init: object) => Promise<unknown>;

    const error = await errorOf(() => post("/contacts/create", { body: {} }));

    expect(error).toMatchObject({ code: "bad-request", field: "path" });
    expect(error.message).toContain("did you mean POST /contact/create?");
    expect(sent.requests).toHaveLength(0);
  });
});

describe("the provider", () => {
  it.each([
    ["a misspelt option", { options: { callbackURL: "https://example.com" } }, "options.intouchvas.callbackURL"],
    ["an unknown type", { options: { type: "Promotional" } }, "options.intouchvas.type"],
    ["a type that names another operation", { options: { type: "upload-file" } }, "options.intouchvas.type"],
    ["a callback that is not a URL", { options: { callbackUrl: "example.com" } }, "callback_url"],
    ["a sender ID of 12 letters", { senderId: "TWELVELETTER" }, "sender_id"],
    ["a sender ID of 12 digits", { senderId: "254712345678" }, "sender_id"],
    ["an empty text", { text: "" }, "message"],
    ["51 recipients", { to: phones(51) }, "msisdn"],
  ])("rejects %s: nothing is sent, and nobody took it", async (_, part, field) => {
    const sent = record();
    const message = { to: [phone], text: canary.text, ...part };

    const { verdicts } = await intouchvas({ apiKey, fetch: sent.fetch }).send(message as never);

    expect(verdicts).toHaveLength(message.to.length);
    for (const verdict of verdicts) {
      expect(verdict).toMatchObject({ status: "rejected", error: { code: "bad-request", field } });
    }
    expect(sent.requests).toHaveLength(0);
  });
});
