import { expect, it } from "vitest";
import { apiKey, otherPhone, phone, text } from "./account.ts";
import { expectDiscreet } from "./discretion.ts";
import { recordFetch } from "./recorded-fetch.ts";
import { outcome, replyOf, sendTo, sendToJson, sendWith } from "./sending.ts";

const secrets = [apiKey, text, phone.slice(1), "83 123 4567", otherPhone.slice(1)];
const spilled = [apiKey, text, phone, "27 83 123 4567", otherPhone].join(" | ");
const told = { errorCode: spilled, error: spilled, errorDescription: spilled };

it("an error shows no key, no text and no number that the provider repeats, wherever it does", async () => {
  const answers = [
    [202, replyOf([], told)],
    [202, replyOf([outcome(27831234567), outcome(27832345678)], told)],
    [202, replyOf([outcome(phone, { accepted: false, ...told }), outcome(otherPhone, { accepted: false, ...told })])],
    [400, { status: 400, message: spilled }],
    [401, { status: 401, message: spilled }],
    [404, { status: 404, message: spilled }],
    [429, { status: 429, message: spilled }],
    [500, { status: 500, message: spilled }],
  ] as const;
  for (const [status, body] of answers) {
    const { verdicts } = await sendToJson(body, status, { to: [phone, otherPhone] });
    expect(verdicts).toHaveLength(2);
    for (const each of verdicts) {
      if (each.verdict === "accepted") throw new Error("This was no success.");
      expectDiscreet(each.error, secrets);
      expect(each.error.providerMessage).toContain("[redacted]");
    }
  }
});

it("an error shows nothing of a page, of a request that failed, or of the message it could not send", async () => {
  const { fetch } = recordFetch(() => Promise.reject(new TypeError(spilled, { cause: new Error(spilled) })));
  for (const { verdicts } of [
    await sendTo(() => new Response(`<h1>${spilled}</h1>`)),
    await sendTo(() => new Response(spilled, { status: 302, headers: { location: `https://example.com/${text}` } })),
    await sendWith(fetch),
    await sendWith(fetch, { senderId: "canary-brand" }),
    await sendWith(fetch, { to: [`${phone}${phone}` as typeof phone] }),
  ]) {
    const [each] = verdicts;
    if (each === undefined || each.verdict === "accepted") throw new Error("This was no success.");
    expectDiscreet(each.error, [...secrets, "canary-brand"]);
  }
});
