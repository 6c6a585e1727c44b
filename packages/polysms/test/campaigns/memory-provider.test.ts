import { memoryProvider } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { createSms } from "../../src/index.ts";
import { collect } from "../collect.ts";

const file = new Blob([
  'msisdn,name,balance\n0712345678,"Jane ""JJ"" Doe",1000\n0712345679,"Joe, Jr",20\n0712345670,"Line\nbreak",3\n',
]);
const campaign = { file, text: "Dear {name}, you owe {balance}.", region: "KE" } as const;
const texts = ['Dear Jane "JJ" Doe, you owe 1000.', "Dear Joe, Jr, you owe 20.", "Dear Line\nbreak, you owe 3."];

describe("campaigns through the memory provider", () => {
  it("are sent as one file, and each row can be read as the message it becomes", async () => {
    const sms = createSms({ providers: [memoryProvider()] });
    const provider = sms.client("memory");
    // A file has one answer, so the rule for a single number does not apply.
    provider.reject("opted-out", { to: "+254712345678" });
    const rows = await collect(sms.campaigns.launch(campaign));
    expect(rows.map(({ outcome }) => outcome.status)).toEqual(["accepted", "accepted", "accepted"]);
    expect(provider.sent.map(({ kind, text }) => [kind, text])).toEqual(texts.map((text) => ["files", text]));
    expect(provider.sent[1]).toMatchObject({ to: "+254712345679", row: { name: "Joe, Jr", balance: "20" } });
  });

  it("have the status of their file for every row", async () => {
    const sms = createSms({ providers: [memoryProvider()] });
    const provider = sms.client("memory");
    provider.leaveUnknown({ on: "files" });
    const rows = await collect(sms.campaigns.launch(campaign));
    expect(rows.map(({ outcome }) => outcome.status)).toEqual(["unknown", "unknown", "unknown"]);
    expect(provider.sent.map(({ status }) => status)).toEqual(["unknown", "unknown", "unknown"]);
  });

  it("are sent as one message per row through a provider that takes no files", async () => {
    const sms = createSms({ providers: [memoryProvider({ can: [] })] });
    const provider = sms.client("memory");
    provider.reject("opted-out", { to: "+254712345679" });
    const rows = await collect(sms.campaigns.launch(campaign));
    expect(rows.map(({ row, outcome }) => [row, outcome.status]).sort()).toEqual([
      [2, "accepted"],
      [3, "rejected"],
      [4, "accepted"],
    ]);
    expect(provider.sent.map(({ kind }) => kind)).toEqual(["send", "send"]);
    expect(provider.sent.map(({ text }) => text).sort()).toEqual([texts[0], texts[2]]);
  });
});
