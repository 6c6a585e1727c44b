import { describe, expect, it } from "vitest";
import { createIntouchvasClient, intouchvas } from "../src/index.ts";
import { canary, errorOf } from "./canary.ts";
import { record } from "./setup.ts";

const { apiKey, username, password } = canary;

interface Wrong {
  readonly what: string;
  readonly options: object;
  readonly field: string;
  readonly says: string;
}

const wrongOptions: readonly Wrong[] = [
  { what: "no credentials", options: {}, field: "apiKey", says: "apiKey is missing" },
  { what: "an unset apiKey", options: { apiKey: undefined }, field: "apiKey", says: "apiKey is missing" },
  { what: "apiKey null", options: { apiKey: null }, field: "apiKey", says: "apiKey is missing" },
  { what: "an empty apiKey", options: { apiKey: "" }, field: "apiKey", says: "apiKey is empty" },
  { what: "an apiKey of white space", options: { apiKey: " \t" }, field: "apiKey", says: "apiKey is empty" },
  { what: "a line break after apiKey", options: { apiKey: `${apiKey}\n` }, field: "apiKey", says: "white space" },
  { what: "a space before apiKey", options: { apiKey: ` ${apiKey}` }, field: "apiKey", says: "white space" },
  { what: "a space inside apiKey", options: { apiKey: `${apiKey} x` }, field: "apiKey", says: "HTTP header" },
  { what: "an apiKey beyond ASCII", options: { apiKey: `${apiKey}é` }, field: "apiKey", says: "HTTP header" },
  { what: "an apiKey that is a number", options: { apiKey: 5 }, field: "apiKey", says: "must be a string, not number" },
  { what: "a username alone", options: { username }, field: "password", says: "password is missing" },
  { what: "a password alone", options: { password }, field: "username", says: "username is missing" },
  { what: "an empty password", options: { username, password: "" }, field: "password", says: "password is empty" },
  { what: "an empty username", options: { username: "", password }, field: "username", says: "username is empty" },
  {
    what: "a line break after the password",
    options: { username, password: `${password}\n` },
    field: "password",
    says: "white space",
  },
  {
    what: "a colon in the username",
    options: { username: `${username}:x`, password },
    field: "username",
    says: "must not contain a colon",
  },
  {
    what: "both kinds of credentials",
    options: { apiKey, username, password },
    field: "apiKey",
    says: "pass one or the other",
  },
];

const makers = [
  ["createIntouchvasClient", createIntouchvasClient],
  ["intouchvas", intouchvas],
] as const;

describe.each(makers)("%s", (_, make) => {
  it.each(wrongOptions)("throws on $what, and names the option", async ({ options, field, says }) => {
    const sent = record();

    const error = await errorOf(() => make({ ...options, fetch: sent.fetch } as never));

    expect(error).toMatchObject({ code: "config", mayHaveBeenSent: false, provider: "intouchvas", field });
    expect(error.message).toContain(says);
    expect(sent.requests).toHaveLength(0);
  });

  it.each([
    ["http off loopback", "http://sms-service.intouchvas.io", "must be https"],
    ["http on an address that only starts like loopback", "http://127.0.0.1.example.com", "must be https"],
    ["another protocol", "ftp://sms-service.intouchvas.io", "must be an https: URL"],
    ["something that is not a URL", "sms-service.intouchvas.io", "write it like https://"],
    ["credentials", `https://${username}:${encodeURIComponent(password)}@example.com`, "pass them as options"],
    ["a host map with an unknown host", { "https://sms.intouchvas.io": "http://127.0.0.1" }, "https://sms-service."],
  ])("throws on a base URL with %s", async (_what, baseUrl, says) => {
    const error = await errorOf(() => make({ apiKey, baseUrl } as never));
    expect(error).toMatchObject({ code: "config", field: "baseUrl", mayHaveBeenSent: false });
    expect(error.message).toContain(says);
  });

  it.each(["http://127.0.0.1:4010", "http://localhost", "http://[::1]:4010", "https://sms.example.com"])(
    "takes the base URL %s",
    (baseUrl) => {
      expect(() => make({ apiKey, baseUrl })).not.toThrow();
    },
  );
});

describe("intouchvas", () => {
  it.each([
    ["a misspelt option", { apiKey, senderID: "MYBRAND" }, "senderID", "did you mean senderId?"],
    ["a sender ID of 12 letters", { apiKey, senderId: "TWELVELETTER" }, "senderId", "at most 11"],
    ["an empty sender ID", { apiKey, senderId: "" }, "senderId", "1 to 11 characters"],
  ])("throws on %s", async (_what, options, field, says) => {
    const error = await errorOf(() => intouchvas(options));
    expect(error).toMatchObject({ code: "config", provider: "intouchvas", field });
    expect(error.message).toContain(says);
  });
});
