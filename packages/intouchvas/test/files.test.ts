import { type FileMessage, isSmsError, type Verdict } from "@polysms/core";
import { startMock } from "@polysms/testing";
import { afterEach, describe, expect, it, vi } from "vitest";
import { intouchvas } from "../src/index.ts";
import { canary, expectNoCanary } from "./canary.ts";
import { json, receipt, record, schema, spec, specFile } from "./setup.ts";

const csv = "msisdn,name\n+254712345600,Jane\n";
const file = new Blob([csv], { type: "text/csv" });

async function send(message: Partial<FileMessage> = {}, answer: Response = json(receipt(7, 10_000))) {
  const sent = record(() => answer);
  const sms = intouchvas({ apiKey: canary.apiKey, senderId: "MYBRAND", fetch: sent.fetch });
  const verdict = await sms.can.files.send({ file, text: "Dear {name}", ...message });
  const [request] = sent.requests;
  return { verdict, requests: sent.requests, request, form: await request?.formData() };
}

function rejectionOf(verdict: Verdict) {
  if (verdict.status !== "rejected") throw new Error("The file should have been rejected.");
  expectNoCanary(verdict.error);
  return verdict.error;
}

describe("a file of recipients", () => {
  it("travels as multipart with the text, and columns in square brackets", async () => {
    const { request, form, verdict } = await send({
      text: "Dear {name}, {name}: {balance due} {}",
      campaignName: "July",
      reference: "july",
      reportUrl: "https://example.com/sms/intouchvas.july.token",
    });
    expect(new URL(request?.url ?? "").pathname).toBe("/message/send/upload-file");
    const part = form?.get("file") as File;
    expect([await part.text(), part.type, part.name]).toEqual([csv, "text/csv", "file.csv"]);
    form?.delete("file");
    expect(Object.fromEntries(form ?? [])).toEqual({
      message: "Dear [name], [name]: [balance due] {}",
      sender_id: "MYBRAND",
      campaign_name: "July",
      callback_url: "https://example.com/sms/intouchvas.july.token",
    });
    expect(verdict).toEqual({ status: "accepted", id: "7" });
  });

  it("breaks no rule of the spec", async () => {
    await using mock = await startMock(specFile);
    const sms = intouchvas({ apiKey: "example-key", baseUrl: mock.baseUrl });
    const verdict = await sms.can.files.send({ file, text: "Dear {name}", senderId: "MYBRAND" });
    expect(mock.violations).toEqual([]);
    expect(mock.exchanges.map(({ operationId }) => operationId)).toEqual(["sendMessageFile"]);
    expect(verdict).toEqual({ status: "accepted", id: "2295" });
  });

  it("can have less than 100 MB, as the spec says", () => {
    const { maxBytes } = intouchvas({ apiKey: "example-key" }).can.files;
    expect(maxBytes).toBe(schema("MessageFile", "properties", "file").maxLength);
    expect(maxBytes).toBeLessThan(100 * 1024 * 1024);
  });

  it.each([
    ["no file", { file: undefined as never }, "file"],
    ["a string instead of a file", { file: csv as never }, "file"],
    ["an empty file", { file: new Blob([]) }, "file"],
    ["another kind of file", { file: new Blob([csv], { type: "image/png" }) }, "file"],
    ["no text", { text: undefined as never }, "text"],
    ["an empty text", { text: " " }, "text"],
    ["brackets, which would be read as a column", { text: "Sale [today]" }, "text"],
    ["a sender that is too long", { senderId: "TWELVE CHARS" }, "sender_id"],
    ["a field that does not exist", { at: "noon" } as object, "at"],
  ])("is rejected with %s, and nothing is sent", async (_, message, field) => {
    const { verdict, requests } = await send(message);
    expect(rejectionOf(verdict)).toMatchObject({ field, mayHaveBeenSent: false, code: "bad-request" });
    expect(requests).toEqual([]);
  });

  it("that is too large is rejected, and nothing is sent", async () => {
    const large = new Blob([csv]);
    Object.defineProperty(large, "size", { value: 100 * 1024 * 1024 });
    const { verdict, requests } = await send({ file: large });
    expect(rejectionOf(verdict).message).toContain("at most 104857599");
    expect(requests).toEqual([]);
  });

  it.each(spec.answersOf("sendMessageFile"))("answered $key has one verdict", async ({ status, value }) => {
    const { verdict } = await send({}, json(value, status));
    if (status === 200) {
      expect(verdict).toEqual({ status: "accepted", id: String((value as { transaction_id: number }).transaction_id) });
      return;
    }
    if (verdict.status === "accepted") throw new Error("A failure should not be accepted.");
    expect(verdict.status).toBe(status < 500 ? "rejected" : "unknown");
    expect(verdict.error).toMatchObject({ httpStatus: status, provider: "intouchvas" });
    expectNoCanary(verdict.error);
  });

  it.each([
    ["no JSON", new Response("Welcome")],
    ["no transaction id", json({ message: "Queued", status: 200 })],
    ["an undocumented status", json({}, 409)],
  ])("answered with %s proves nothing", async (_, answer) => {
    expect(await send({}, answer)).toMatchObject({ verdict: { status: "unknown", error: { mayHaveBeenSent: true } } });
  });

  it("shows neither key nor text nor number when it is rejected", async () => {
    const words = `${canary.text} | +${canary.digits} | ${canary.apiKey} | Dear [name]`;
    const { verdict } = await send({ text: canary.text }, json({ status: 400, message: words }, 400));
    expect(rejectionOf(verdict).providerMessage).toContain("[redacted]");
  });
});

describe("the time limit of a call with a file", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  async function endsAfter(options: object, call?: { readonly timeoutMs: number }): Promise<number> {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: 0 });
    const sms = intouchvas({ apiKey: "example-key", fetch: () => new Promise(() => {}), ...options });
    let ended: number | undefined;
    const sending = sms.can.files.send({ file: new Blob(["1".repeat(1_000_000)]), text: "Hello" }, call);
    const done = sending.then((verdict) => {
      ended = Date.now();
      return verdict;
    });
    while (ended === undefined) await vi.advanceTimersByTimeAsync(500);
    const verdict = await done;
    expect("error" in verdict && isSmsError(verdict.error) && verdict.error.code).toBe("timeout");
    return ended;
  }

  it("grows with it: 10 seconds for each MB beyond the default 30", async () => {
    expect(await endsAfter({})).toBe(40_000);
  });

  it("grows from the time limit of the provider", async () => {
    expect(await endsAfter({ timeoutMs: 5_000 })).toBe(15_000);
  });

  it("is the one of the call, if it has one", async () => {
    expect(await endsAfter({}, { timeoutMs: 2_000 })).toBe(2_000);
  });
});
