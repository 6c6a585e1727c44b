import { memoryProvider } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { createSms } from "../../src/index.ts";

const file = new Blob([
  'msisdn,name,balance\n0712345678,"Jane ""JJ"" Doe",1000\n0712345679,"Joe, Jr",20\n0712345670,"Line\nbreak",3\n',
]);
const campaign = { file, text: "Dear {name}, you owe {balance}.", region: "KE" } as const;
const texts = ['Dear Jane "JJ" Doe, you owe 1000.', "Dear Joe, Jr, you owe 20.", "Dear Line\nbreak, you owe 3."];

describe("campaigns through the memory provider", () => {
  it("come as one file, of which every row can be read as the message that it makes", async () => {
    const sms = createSms({ providers: [memoryProvider()] });
    const provider = sms.client("memory");
    // One answer for the file, which is not the one for a single number.
    provider.reject("opted-out", { to: "+254712345678" });
    const rows = await all(sms.campaigns.launch(campaign));
    expect(rows.map(({ outcome }) => outcome.status)).toEqual(["accepted", "accepted", "accepted"]);
    expect(provider.sent.map(({ kind, text }) => [kind, text])).toEqual(texts.map((text) => ["files", text]));
    expect(provider.sent[1]).toMatchObject({ to: "+254712345679", row: { name: "Joe, Jr", balance: "20" } });
  });

  it("share the verdict on their file", async () => {
    const sms = createSms({ providers: [memoryProvider()] });
    const provider = sms.client("memory");
    provider.leaveUnknown({ on: "files" });
    const rows = await all(sms.campaigns.launch(campaign));
    expect(rows.map(({ outcome }) => outcome.status)).toEqual(["unknown", "unknown", "unknown"]);
    expect(provider.sent.map(({ status: verdict }) => verdict)).toEqual(["unknown", "unknown", "unknown"]);
  });

  it("are a message per row for a provider that takes no files", async () => {
    const sms = createSms({ providers: [memoryProvider({ can: [] })] });
    const provider = sms.client("memory");
    provider.reject("opted-out", { to: "+254712345679" });
    const rows = await all(sms.campaigns.launch(campaign));
    expect(rows.map(({ row, outcome }) => [row, outcome.status]).sort()).toEqual([
      [2, "accepted"],
      [3, "rejected"],
      [4, "accepted"],
    ]);
    expect(provider.sent.map(({ kind }) => kind)).toEqual(["send", "send"]);
    expect(provider.sent.map(({ text }) => text).sort()).toEqual([texts[0], texts[2]]);
  });
});

async function all<Each>(each: AsyncIterable<Each>): Promise<Each[]> {
  const list: Each[] = [];
  for await (const one of each) list.push(one);
  return list;
}
