import { expect, it } from "vitest";
import { account, otherPhone, phone, text } from "./account.ts";
import { expectDiscreet } from "./discretion.ts";
import { recordFetch } from "./recorded-fetch.ts";
import { sendTo, sendToJson, sendWith } from "./sending.ts";

const secrets = [...Object.values(account), text, phone, phone.slice(1), "08 09 10", "2250102030405"];
const spilled = [...Object.values(account), text, phone, "225 07 08 09 10 11", otherPhone].join(" | ");

it("an error shows no credential, no text and no number that the provider repeats, wherever it does", async () => {
  for (const status of [200, 400, 500]) {
    for (const code of [901, "902", "903", 709, 2250708091011, "2250708091011", spilled]) {
      for (const to of [[phone], [phone, otherPhone]]) {
        const body = { code, message: spilled, status: spilled, description: spilled, data: { lot_id: spilled } };
        const { verdicts } = await sendToJson(body, status, { to });
        expect(verdicts).toHaveLength(to.length);
        for (const each of verdicts) {
          if (each.verdict === "accepted") throw new Error("This was no success.");
          expectDiscreet(each.error, secrets);
          expect(each.error.providerMessage).toContain("[redacted]");
        }
      }
    }
  }
});

it("an error shows nothing of a page, of a request that failed, or of the message it could not send", async () => {
  const { fetch } = recordFetch(() => Promise.reject(new TypeError(spilled, { cause: new Error(spilled) })));
  for (const { verdicts } of [
    await sendTo(() => new Response(`<h1>${spilled}</h1>`)),
    await sendTo(() => new Response(spilled, { status: 302, headers: { location: `https://example.com/${text}` } })),
    await sendWith(fetch),
    await sendWith(fetch, { senderId: "TwelveLetter" }),
    await sendWith(fetch, { to: [`${phone}${phone}` as typeof phone] }),
  ]) {
    const [each] = verdicts;
    if (each === undefined || each.verdict === "accepted") throw new Error("This was no success.");
    expectDiscreet(each.error, [...secrets, "TwelveLetter"]);
  }
});
