import { assertNoSecrets, errorOf, jsonAnswer, recordFetch, rejectionOf } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { createVavasmsClient, vavasms } from "../src/index.ts";
import { account } from "./credentials.ts";
import { spec } from "./setup.ts";

const { exampleOf } = spec;

const secrets = Object.values(account);
const message = { sender_id: "CompanyName", phone: "2250709000001", message: "Hello World!" };

describe("a client with missing or malformed credentials is not made", () => {
  const malformed = [
    { value: undefined, problem: "is missing." },
    { value: null, problem: "is missing." },
    { value: "", problem: "is empty." },
    { value: " \t\n", problem: "is empty." },
    { value: "canary-secret\n", problem: "begins or ends with white space." },
    { value: " canary-secret", problem: "begins or ends with white space." },
    { value: 4711, problem: "must be a string, not number." },
  ];
  const cases = (["username", "password"] as const).flatMap((option) => malformed.map((each) => ({ option, ...each })));

  it.each(cases)("when $option is $value", ({ option, value, problem }) => {
    const options = { ...account, [option]: value };
    for (const make of [
      createVavasmsClient,
      (credentials: typeof account) => vavasms({ ...credentials, senderId: "Brand" }),
    ]) {
      const error = errorOf(() => make(options));
      expect(error).toMatchObject({ code: "config", mayHaveBeenSent: false, field: option, provider: "vavasms" });
      expect(error.message).toBe(`vavasms: ${option} ${problem}`);
      assertNoSecrets(error, [...secrets, "canary-secret", "4711"]);
    }
  });
});

describe("a client with a base URL that cannot be used is not made", () => {
  it.each([
    ["http://vavasms.com", "baseUrl must be https: http would send credentials in the clear"],
    ["ftp://vavasms.com", "baseUrl must be an https: URL."],
    ["vavasms.com", "baseUrl is not a URL"],
    ["https://owner:canary-secret@vavasms.com", "baseUrl must not contain credentials"],
    ["https://vavasms.com/?key=canary-secret", "baseUrl must end with its path"],
  ])("%s", (baseUrl, problem) => {
    for (const given of [baseUrl, { "https://vavasms.com": baseUrl }] as const) {
      const error = errorOf(() => createVavasmsClient({ ...account, baseUrl: given }));
      expect(error).toMatchObject({ code: "config", field: "baseUrl" });
      expect(error.message).toContain(problem);
      assertNoSecrets(error, [...secrets, "canary-secret"]);
    }
  });

  it("for a host that the document does not have", () => {
    const baseUrl = { "https://example.com": "https://vavasms.com" };
    const error = errorOf(() => createVavasmsClient({ ...account, baseUrl: baseUrl as never }));
    expect(error).toMatchObject({ code: "config", field: "baseUrl" });
    expect(error.message).toContain("https://vavasms.com");
  });
});

describe("a request that breaks the document is not sent", () => {
  const otp = { sender_id: "CompanyName", phone: "2250709000001" };
  const wrong = [
    ["single", { ...message, sender_id: undefined, senderid: "Brand" }, "senderid", "did you mean sender_id?"],
    ["single", { ...message, text: "Hello" }, "text", "there are username, password, sender_id, phone, message."],
    ["single", { ...message, sender_id: "TwelveLetter" }, "sender_id", "has 12 characters; at most 11 are allowed."],
    ["single", { ...message, sender_id: "AB" }, "sender_id", "has 2 characters; at least 3 are needed."],
    ["single", { ...message, sender_id: "My Brand" }, "sender_id", 'must be written like "CompanyName".'],
    ["single", { ...message, phone: "0709000001" }, "phone", 'must be written like "2250709000001".'],
    ["single", { ...message, phone: "2250709000001, 2250709000002" }, "phone", "must be written like"],
    ["single", { ...message, phone: 2250709000001 }, "phone", "must be a string, not a number."],
    ["single", { ...message, message: "" }, "message", "is empty."],
    ["single", undefined, "sender_id", "is missing."],
    ["otp", { ...otp, otp_length: 10 }, "otp_length", "must be at most 9."],
    ["otp", { ...otp, otp_length: "6" }, "otp_length", "must be a whole number, not a string."],
    ["otp", { ...otp, message: "Your code" }, "message", 'must be written like "Votre code OTP est : ##OTP##"'],
  ] as const;

  it.each(wrong)("%s %j: the error names %s", async (name, body, field, problem) => {
    const { fetch, requests } = recordFetch(() => jsonAnswer(exampleOf("SendAccepted")));
    const client = createVavasmsClient({ ...account, fetch });
    const path = name === "single" ? "/api/v1/text/single" : "/api/v1/otp/send";
    const error = await rejectionOf(client.POST(path, { body } as never));
    expect(error).toMatchObject({ code: "bad-request", mayHaveBeenSent: false, field, provider: "vavasms" });
    expect(error.message).toContain(problem);
    assertNoSecrets(error, [...secrets, "0709000001, ", "TwelveLetter", "My Brand"]);
    expect(requests).toEqual([]);
  });

  it("on a path that the document does not have", async () => {
    const { fetch, requests } = recordFetch(() => jsonAnswer(exampleOf("SendAccepted")));
    const client = createVavasmsClient({ ...account, fetch });
    const error = await rejectionOf(client.POST("/api/v1/text/singel" as never, { body: message } as never));
    expect(error).toMatchObject({ code: "bad-request", field: "path" });
    expect(error.message).toContain("did you mean POST /api/v1/text/single?");
    expect(requests).toEqual([]);
  });
});
