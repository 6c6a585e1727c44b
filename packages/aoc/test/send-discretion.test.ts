import { expect, it } from "vitest";
import { apiKey, otherPhone, phone, text } from "./account.ts";
import { expectDiscreet } from "./discretion.ts";
import { recordFetch } from "./recorded-fetch.ts";
import { replyTo, sendTo, sendToJson, sendWith } from "./sending.ts";

const secrets = [apiKey, text, phone.slice(1), "98123 45678", otherPhone.slice(1)];
const spilled = [apiKey, text, phone, "91 98123 45678", otherPhone].join(" | ");

it("an error shows no key, no text and no number that the provider repeats, wherever it does", async () => {
  for (const status of [200, 400, 401, 404, 429, 500]) {
    for (const said of [{ error: spilled }, { error: { message: spilled } }, { error: false, message: spilled }]) {
      const body = { ...replyTo(spilled), ...said };
      const { verdicts } = await sendToJson(body, status, { to: [phone, otherPhone] });
      expect(verdicts).toHaveLength(2);
      for (const each of verdicts) {
        if (each.verdict === "accepted") throw new Error("This was no success.");
        expectDiscreet(each.error, secrets);
        expect(each.error.providerMessage).toContain("[redacted]");
      }
    }
  }
});

it("an error shows nothing of a page, of a request that failed, or of the message it could not send", async () => {
  const { fetch } = recordFetch(() => Promise.reject(new TypeError(spilled, { cause: new Error(spilled) })));
  for (const { verdicts } of [
    await sendTo(() => new Response(`<h1>${spilled}</h1>`)),
    await sendTo(() => new Response(spilled, { status: 302, headers: { location: `https://example.com/${text}` } })),
    await sendToJson(replyTo(spilled, spilled)),
    await sendWith(fetch),
    await sendWith(fetch, { senderId: "canary-brand" }),
    await sendWith(fetch, { options: { type: "canary-brand" as "OTP" } }),
    await sendWith(fetch, { to: [`${phone}${phone}` as typeof phone] }),
  ]) {
    const [each] = verdicts;
    if (each === undefined || each.verdict === "accepted") throw new Error("This was no success.");
    expectDiscreet(each.error, [...secrets, "canary-brand"]);
  }
});
