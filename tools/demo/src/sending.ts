import { type Attempt, isSmsError, maskPhone, type Outcome, regionOf } from "polysms";
import type { Expectations } from "./expectations.ts";
import { createDemoSms, type Mocks } from "./facade.ts";

const text = "Hello from polysms";
// The numbers of the documented examples, which the answers of the mocks have too.
const kenyan = "+254710123456";
const ivorian = "+2250709000001";
const southAfrican = ["+27831234567", "+27832345678"] as const;
const indian = ["+919812345671", "+919812345672", "+919812345673"] as const;

const head = ["recipient", "country", "provider", "outcome", "id or reason", "attempts", "ms"];

export async function sendWithTypedClients(mocks: Mocks, { expect }: Expectations): Promise<string[][]> {
  const sms = createDemoSms(mocks);
  const answers = [
    await sms.client("intouchvas").POST("/message/send/transactional", { body: { message: text, msisdn: kenyan } }),
    await sms.client("vavasms").POST("/api/v1/text/single", {
      body: { sender_id: "CompanyName", phone: ivorian, message: text },
    }),
    await sms.client("touchbasepro").POST("/sms/messages", { body: { text, to: [...southAfrican] } }),
    await sms.client("aoc").POST("/v1/sms", {
      body: { sender: "AOCAPI", to: indian[0].slice(1), text, type: "TRANS" },
    }),
  ];
  for (const { ok, response } of answers) expect(ok, `a typed client gets a success (HTTP ${response.status})`);
  const calls = ["transactional message", "text/single", "sms/messages", "v1/sms"];
  const names = ["intouchvas", "vavasms", "touchbasepro", "aoc"];
  const rows = answers.map(({ data, error, response }, index) => [
    names[index] ?? "",
    calls[index] ?? "",
    `HTTP ${response.status}`,
    shorten(JSON.stringify(data ?? error)),
  ]);
  return [["provider", "call", "answer", "body"], ...rows];
}

export async function sendOneEach(mocks: Mocks, { expect }: Expectations): Promise<string[][]> {
  const sms = createDemoSms(mocks);
  const outcomes = [];
  for (const to of [kenyan, ivorian, southAfrican[0], indian[0]] as const) {
    const outcome = await sms.send({ to, text });
    expect(outcome.status === "accepted", `the message to ${maskPhone(to)} is accepted`);
    outcomes.push(outcome);
  }
  return [head, ...outcomes.map(row)];
}

export async function sendBatch(mocks: Mocks, { expect }: Expectations): Promise<string[][]> {
  mocks.aoc.respondWith("sendMessage", { example: "bulk" });
  const batch = await createDemoSms(mocks).send({ to: [kenyan, ...southAfrican, ...indian, kenyan], text });
  mocks.aoc.respondWith("sendMessage", {});
  expect(batch.counts.accepted === 6 && batch.counts.skipped === 1, "the batch is 6 accepted and 1 skipped");
  return [head, ...batch.outcomes.map(row)];
}

export async function showRejection(mocks: Mocks, { expect }: Expectations): Promise<string> {
  mocks.vavasms.respondWith("sendMessage", { status: 200, example: "invalidSenderId" });
  const rejection = await createDemoSms(mocks)
    .send({ to: ivorian, text, via: "vavasms" })
    .orThrow()
    .catch((error: unknown) => error);
  expect(isSmsError(rejection) && rejection.code === "invalid-sender", "the rejection is an SmsError: invalid-sender");
  expect(isSmsError(rejection) && !rejection.mayHaveBeenSent, "the rejection is proven");
  return JSON.stringify(rejection, undefined, 2).replaceAll(/^/gm, "  ");
}

export async function showFailover(mocks: Mocks, { expect }: Expectations): Promise<string[][]> {
  const outcome = await createDemoSms(mocks).send({ to: ivorian, text });
  mocks.vavasms.respondWith("sendMessage", {});
  const path = outcome.attempts.map(({ provider, status }) => `${provider}: ${status}`).join(", ");
  expect(path === "vavasms: rejected, intouchvas: accepted", "failover goes from vavasms to intouchvas");
  return [
    ["recipient", "provider", "status", "code", "HTTP"],
    ...outcome.attempts.map((one) => attemptRow(outcome, one)),
  ];
}

function row(outcome: Outcome): string[] {
  const { to, status, attempts } = outcome;
  const provider = "provider" in outcome ? outcome.provider : "";
  const reason = "id" in outcome ? outcome.id : "error" in outcome ? outcome.error.message : outcome.reason;
  const ms = attempts.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const attemptCount = String(attempts.length);
  return [
    maskPhone(to),
    regionOf(to) ?? "",
    provider,
    status,
    reason,
    attemptCount,
    attempts.length === 0 ? "" : String(ms),
  ];
}

function attemptRow({ to }: Outcome, { provider, status, code, httpStatus }: Attempt): string[] {
  return [maskPhone(to), provider, status, code ?? "", String(httpStatus ?? "")];
}

function shorten(json: string): string {
  return json.length > 90 ? `${json.slice(0, 89)}…` : json;
}
