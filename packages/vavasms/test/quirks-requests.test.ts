import { createValidator, errorOf, jsonAnswer, recordFetch, rejectionOf } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { createVavasmsClient, vavasms } from "../src/index.ts";
import { account, otherPhone, phone, text } from "./credentials.ts";
import { readForm, sendToJson, spec } from "./setup.ts";

const { exampleOf } = spec;
const validator = createValidator(spec.document);

const exampleNames = Object.keys(spec.objectAt("components", "examples"));

function connect(options: { statusPath?: string; username?: string } = {}) {
  const { fetch, requests } = recordFetch(() => jsonAnswer(exampleOf("SendAccepted")));
  return { requests, client: createVavasmsClient({ ...account, fetch, ...options }) };
}

const message = { sender_id: "CompanyName", phone: "2250709000001", message: "Hello World!" };
const code = { phone: "2250709000001", otp: "4821" };

describe("sending", () => {
  it("vavasms-plus-sign: a plus sign is allowed, and polysms leaves it out, as in the document's examples", async () => {
    const { client, requests } = connect();
    for (const number of ["+2250709000001", "2250709000001", "+2250709000001,2250709000002"]) {
      await client.POST("/api/v1/text/single", { body: { ...message, phone: number } });
      expect((await readForm(requests.at(-1))).phone).toBe(number);
    }
    const { requests: own } = await sendToJson(exampleOf("SendAccepted"));
    expect((await readForm(own[0])).phone).toBe(phone.slice(1));

    const withPlus = exampleNames.filter((name) => String(exampleOf(name).phone).includes("+"));
    expect(withPlus).toEqual(["MessageRequestPlusSign"]);
  });

  it("vavasms-old-numbering-plan: numbers of eight national digits still pass; the examples have ten", async () => {
    const { client, requests } = connect();
    await client.POST("/api/v1/text/single", { body: { ...message, phone: "22509000001" } });
    await client.POST("/api/v1/otp/send", { body: { sender_id: "CompanyName", phone: "22509000001" } });
    expect(requests).toHaveLength(2);

    const printed = exampleNames
      .filter((name) => !name.endsWith("InvalidPhoneNumber"))
      .map((name) => exampleOf(name))
      .flatMap(({ phone, form }) => [phone, form].filter((number) => typeof number === "string"))
      .flatMap((numbers) => numbers.replaceAll("+", "").split(","));
    const ivorian = printed.filter((number) => number.startsWith("225"));
    expect(ivorian.length).toBeGreaterThan(10);
    expect(ivorian.filter((number) => !/^225(0[157]|2[157])\d{8}$/.test(number))).toEqual([]);
  });

  it("vavasms-single-takes-lists: several numbers go to the one path for sending, in one request", async () => {
    const { requests } = await sendToJson(exampleOf("SendAcceptedSeveralRecipients"), 200, { to: [phone, otherPhone] });
    expect(requests.map(({ url }) => new URL(url).pathname)).toEqual(["/api/v1/text/single"]);
    expect((await readForm(requests[0])).phone).toBe("2250708091011,2250102030405");
    expect(Object.keys(spec.objectAt("paths")).filter((path) => path.startsWith("/api/v1/text/"))).toEqual([
      "/api/v1/text/single",
      "/api/v1/text/status",
    ]);
  });

  it("vavasms-message-length: a text longer than a segment goes out whole", async () => {
    for (const long of ["a".repeat(161), "ê".repeat(71), "é€😀".repeat(500)]) {
      const { requests } = await sendToJson(exampleOf("SendAccepted"), 200, { text: long });
      expect((await readForm(requests[0])).message).toBe(long);
    }
  });

  it("vavasms-username-as-sender: a sender ID is required and never taken from the user name", async () => {
    const { client, requests } = connect({ username: "plainName" });
    const { sender_id: _, ...unsigned } = message;
    expect(await rejectionOf(client.POST("/api/v1/text/single", { body: unsigned as typeof message }))).toMatchObject({
      field: "sender_id",
    });
    expect(requests).toEqual([]);
    expect(errorOf(() => vavasms(account as Parameters<typeof vavasms>[0]))).toMatchObject({ field: "senderId" });
    await client.POST("/api/v1/text/single", { body: message });
    expect(await readForm(requests[0])).toMatchObject({ username: "plainName", sender_id: "CompanyName" });
  });

  it("vavasms-required-fields-unmarked: what every sample sends is required, and nothing else", async () => {
    const { client, requests } = connect({ statusPath: "/api/v1/text/status" });
    const needed = {
      "/api/v1/text/single": message,
      "/api/v1/otp/send": { sender_id: "CompanyName", phone: "2250709000001" },
      "/api/v1/otp/verify": code,
      "/api/v1/text/status": { message_id: "SM-1" },
      "/api/v1/check/balance": {},
    } as const;
    expect(Object.keys(needed).sort()).toEqual(Object.keys(spec.objectAt("paths")).sort());
    for (const [path, body] of Object.entries(needed)) {
      await client.POST(path as "/api/v1/text/single", { body: body as typeof message });
      for (const field of Object.keys(body)) {
        const incomplete = { ...body, [field]: undefined };
        const error = await rejectionOf(client.POST(path as "/api/v1/text/single", { body: incomplete as never }));
        expect(error.message).toBe(`vavasms: ${field} is missing.`);
      }
    }
    expect(requests).toHaveLength(Object.keys(needed).length);
  });

  it("vavasms-plain-http: only https is used, to a path with slashes", async () => {
    expect(spec.document.servers).toMatchObject([{ url: "https://vavasms.com" }]);
    expect(errorOf(() => createVavasmsClient({ ...account, baseUrl: "http://vavasms.com" }))).toMatchObject({
      field: "baseUrl",
    });
    const { requests } = await sendToJson(exampleOf("SendAccepted"), 200, { text });
    expect(requests.map(({ url }) => url)).toEqual(["https://vavasms.com/api/v1/text/single"]);
  });

  it("vavasms-samples-do-not-run: the form is encoded, and fetch sets the Host header", async () => {
    const { client, requests } = connect();
    await client.POST("/api/v1/text/single", { body: { ...message, message: "a&sender_id=Other+1" } });
    const [request] = requests;
    expect(request?.headers.has("host")).toBe(false);
    const body = await request?.clone().text();
    expect(body).toContain("username=canary%2Bowner%40example.com&");
    expect(body).toContain("message=a%26sender_id%3DOther%2B1&");
    expect(await readForm(request)).toMatchObject({ ...account, sender_id: "CompanyName" });
  });
});

describe("asking for a status", () => {
  it("vavasms-status-without-path: nothing is called until the path is given, and never the one for sending", async () => {
    expect(spec.at("paths", "/api/v1/text/status", "post")).toMatchObject({
      operationId: "getMessageStatus",
      "x-evidence": "assumed",
    });
    const without = connect();
    const call = { body: { message_id: "SM-1" } };
    await rejectionOf(without.client.POST("/api/v1/text/status", call));
    expect(without.requests).toEqual([]);
    const complete = connect({ statusPath: "/api/v1/real" });
    await complete.client.POST("/api/v1/text/status", call);
    expect(complete.requests.map(({ url }) => url)).toEqual(["https://vavasms.com/api/v1/real"]);
  });

  it("vavasms-status-id-form: ids of any form go out as they are", async () => {
    const { client, requests } = connect({ statusPath: "/api/v1/real" });
    for (const id of ["RMA029VA222991919", "SM-20190617-1445914", "0042", "é/+ &"]) {
      await client.POST("/api/v1/text/status", { body: { message_id: id, lot_id: id } });
      expect(await readForm(requests.at(-1))).toMatchObject({ message_id: id, lot_id: id });
    }
  });
});

describe("one-time passwords", () => {
  it("vavasms-otp-length-default: the length is the provider's four by default, and nothing is sent for it", async () => {
    expect(spec.at("components", "schemas", "OtpRequest", "properties", "otp_length")).toMatchObject({ default: 4 });
    const { client, requests } = connect();
    const body = { sender_id: "CompanyName", phone: "2250709000001" };
    await client.POST("/api/v1/otp/send", { body });
    await client.POST("/api/v1/otp/send", { body: { ...body, otp_length: 5 } });
    expect(await readForm(requests[0])).toEqual({ ...body, ...account });
    expect(await readForm(requests[1])).toEqual({ ...body, otp_length: "5", ...account });
  });

  it("vavasms-verify-sender-id: a check goes out with a sender ID and without", async () => {
    const { client, requests } = connect();
    await client.POST("/api/v1/otp/verify", { body: code });
    await client.POST("/api/v1/otp/verify", { body: { ...code, sender_id: "CompanyName" } });
    expect(await readForm(requests[0])).toEqual({ ...code, ...account });
    expect(await readForm(requests[1])).toEqual({ ...code, sender_id: "CompanyName", ...account });
  });

  it("vavasms-otp-integer: a code is a string of four to nine digits, including leading zeros", async () => {
    const { client, requests } = connect();
    for (const otp of ["0042", "0000", "012345678"]) {
      await client.POST("/api/v1/otp/verify", { body: { ...code, otp } });
      expect((await readForm(requests.at(-1))).otp).toBe(otp);
    }
    for (const otp of [42, 4821, "042", "0123456789", "12a4"]) {
      const error = await rejectionOf(client.POST("/api/v1/otp/verify", { body: { ...code, otp: otp as string } }));
      expect(error).toMatchObject({ field: "otp", mayHaveBeenSent: false });
    }
    expect(requests).toHaveLength(3);
  });

  it("vavasms-otp-ids-differ: a check takes no id, and its answer may carry any or none", async () => {
    const { client, requests } = connect();
    const body = { ...code, message_id: "OTP-20190621-2234509" };
    expect(await rejectionOf(client.POST("/api/v1/otp/verify", { body }))).toMatchObject({ field: "message_id" });
    expect(requests).toEqual([]);
    const sent = exampleOf("OtpAccepted").data;
    expect(exampleOf("OtpVerified").data).not.toMatchObject({
      message_id: (sent as { message_id: string }).message_id,
    });
    for (const data of [{ message_id: "OTP-1", status: "success" }, { status: "success" }]) {
      const answer = jsonAnswer({ code: 0, message: "OPERATION_SUCCES", data });
      expect(await validator.checkResponse("verifyOtp", answer)).toEqual([]);
    }
  });
});
