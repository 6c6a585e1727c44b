import type { Attempt, CallOptions, Verdict } from "@polysms/core";
import { startMock } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { intouchvas } from "../../src/index.ts";
import { accepted, notAccepted, unknown } from "../stub-provider.ts";
import { csv, desk, everything, ivorian, kenyan } from "./setup.ts";

const text = "Dear { name }, you owe {balance}. Not {msisdn}?";
const header = "note,balance,msisdn,name";
const lines = (numbers: readonly string[]) =>
  numbers.map((to, index) => `secret ${index},${index},${to},"Doe, ${index}"`);
const file = (...numbers: readonly string[]) => csv(header, ...lines(numbers));

describe("rule 11, campaigns: a launch to a provider that takes files", () => {
  it("hands over one file: the numbers first, then the columns of the text and no other", async () => {
    const { campaigns, sent, files } = desk();
    const [first, second] = kenyan(2);
    const local = `0${second?.slice(4)}`;
    const plan = await campaigns.plan({
      file: file(first ?? "", local),
      text,
      region: "KE",
      senderId: "MYBRAND",
      campaignName: "July",
    });
    const { rows, error } = await everything(campaigns.launch(plan));
    expect(files).toHaveLength(1);
    const [{ csv: uploaded, message } = { csv: "", message: undefined }] = files;
    expect(uploaded).toBe(`msisdn,name,balance\n${first},"Doe, 0",0\n${second},"Doe, 1",1\n`);
    expect(message).toMatchObject({
      text: "Dear {name}, you owe {balance}. Not {msisdn}?",
      senderId: "MYBRAND",
      campaignName: "July",
    });
    expect(message?.file.type).toBe("text/csv");
    expect(rows.map(({ row, outcome }) => [row, outcome.to, outcome.status])).toEqual([
      [2, first, "accepted"],
      [3, second, "accepted"],
    ]);
    expect([sent, error]).toEqual([[], undefined]);
  });

  it.each<[string, Verdict, object]>([
    ["accepted", accepted("file-7"), { status: "accepted", provider: "filer", id: "file-7" }],
    ["refused", notAccepted("auth"), { status: "rejected", error: { code: "auth", mayHaveBeenSent: false } }],
    ["unknown", unknown("timeout"), { status: "unknown", provider: "filer", error: { mayHaveBeenSent: true } }],
  ])("has one verdict for all rows of the file, and no second request: %s", async (_, verdict, outcome) => {
    const { campaigns, sent, files } = desk({ answer: () => verdict });
    const { rows } = await everything(campaigns.launch({ file: file(...kenyan(3)), text }));
    const attempts: Partial<Attempt>[] = [{ provider: "filer", status: verdict.status, durationMs: 0 }];
    expect(rows.map((each) => each.outcome)).toMatchObject(kenyan(3).map((to) => ({ to, ...outcome, attempts })));
    expect([files.length, sent]).toEqual([1, []]);
  });

  it("takes a provider that throws, which providers promise not to do, for unknown", async () => {
    const { campaigns, sent } = desk({ answer: () => Promise.reject(new Error("a defect")) });
    const { rows } = await everything(campaigns.launch({ file: file(...kenyan(2)), text }));
    expect(rows).toMatchObject([{ outcome: { status: "unknown" } }, { outcome: { status: "unknown" } }]);
    expect(sent).toEqual([]);
  });

  it("takes a provider that gives no verdict for unknown", async () => {
    const { campaigns } = desk({ answer: () => undefined as never });
    const { rows } = await everything(campaigns.launch({ file: file(...kenyan(1)), text }));
    expect(rows).toMatchObject([{ outcome: { status: "unknown", error: { code: "unreadable-response" } } }]);
  });

  it("sends the rows of other routes as messages", async () => {
    const { campaigns, sent, files } = desk();
    const plan = await campaigns.plan({ file: file(...ivorian(1), ...kenyan(2), ...ivorian(1, 1)), text });
    const { rows } = await everything(campaigns.launch(plan));
    expect(files[0]?.csv.trim().split("\n")).toHaveLength(3);
    expect(sent.map(({ to }) => to)).toEqual(ivorian(2));
    expect(sent[0]?.text).toBe(`Dear Doe, 0, you owe 0. Not ${ivorian(1)[0]}?`);
    expect(rows.map(({ row, outcome }) => [row, "provider" in outcome && outcome.provider])).toEqual([
      [2, "texter"],
      [3, "filer"],
      [4, "filer"],
      [5, "texter"],
    ]);
  });

  it("leaves bad rows out of the file", async () => {
    const { campaigns, files } = desk();
    const plan = await campaigns.plan({ file: file(...kenyan(1), "none", ...kenyan(2)), text: "Dear {name}" });
    expect(plan.badRows).toBe(2);
    const { rows } = await everything(campaigns.launch(plan, { skipBadRows: true }));
    const [first, second] = kenyan(2);
    expect(files[0]?.csv).toBe(`msisdn,name\n${first},"Doe, 0"\n${second},"Doe, 3"\n`);
    expect(rows.map(({ row }) => row)).toEqual([2, 5]);
  });

  it("sends messages only when files are switched off, as for a guard", async () => {
    const { campaigns, sent, files } = desk({ files: false });
    const plan = await campaigns.plan({ file: file(...kenyan(2)), text });
    expect(plan.providers).toEqual([{ name: "filer", rows: 2, by: "messages" }]);
    await everything(campaigns.launch(plan));
    expect([sent.length, files.length]).toEqual([2, 0]);
  });

  it("refuses a file that is larger than the provider takes, before anything is sent", async () => {
    const bytes = `msisdn,name,balance\n${kenyan(2)
      .map((to, index) => `${to},"Doe, ${index}",${index}\n`)
      .join("")}`.length;
    for (const [maximumBytes, fits] of [
      [bytes, true],
      [bytes - 1, false],
    ] as const) {
      const { campaigns, sent, files } = desk({ maximumBytes });
      const { rows, error } = await everything(campaigns.launch({ file: file(...kenyan(2), ...ivorian(1)), text }));
      if (fits) expect([rows.length, error]).toEqual([3, undefined]);
      else {
        expect(error).toMatchObject({ field: "file", mayHaveBeenSent: false });
        expect([rows, sent, files]).toEqual([[], [], []]);
      }
    }
  });

  it("refuses a file that has changed since it was planned, before anything is sent", async () => {
    let opened = 0;
    const open = () => file(...kenyan(2 + opened++)).stream();
    const { campaigns, sent, files } = desk();
    const plan = await campaigns.plan({ file: open, text });
    const { error } = await everything(campaigns.launch(plan));
    expect(error).toMatchObject({ field: "file", message: expect.stringContaining("planned") });
    expect([sent, files]).toEqual([[], []]);
  });

  it("hands the signal and the time on, and yields the rows of a file that was sent before an abort", async () => {
    const controller = new AbortController();
    let seen: CallOptions | undefined;
    const { campaigns, sent } = desk({
      answer: (call) => {
        seen = call;
        controller.abort();
        return accepted("file-1");
      },
    });
    const options = { signal: controller.signal, timeoutMs: 5000 };
    const { rows, error } = await everything(
      campaigns.launch({ file: file(...kenyan(2), ...ivorian(2), ...kenyan(3).slice(2)), text }, options),
    );
    expect(seen).toEqual(options);
    expect(rows.map(({ row }) => row)).toEqual([2, 3, 6]);
    expect(sent).toEqual([]);
    expect(error).toMatchObject({ code: "aborted" });
  });

  it("tells the hooks of each row", async () => {
    const told: string[] = [];
    const hooks = {
      attempt: (to: string, _: string, attempt: Attempt) => told.push(`${to} ${attempt.status}`),
      outcomes: (outcomes: readonly { readonly status: string }[]) =>
        told.push(...outcomes.map(({ status }) => status)),
    };
    const { campaigns } = desk({ hooks });
    await everything(campaigns.launch({ file: file(...kenyan(1)), text }));
    expect(told).toEqual([`${kenyan(1)[0]} accepted`, "accepted"]);
  });

  it("reaches InTouchVAS as its document asks", async () => {
    await using mock = await startMock("intouchvas");
    const provider = intouchvas({ apiKey: "example-key", senderId: "MYBRAND", baseUrl: mock.baseUrl });
    const { campaigns } = desk({ providers: [provider], legsFor: () => ["intouchvas"] });
    const { rows } = await everything(campaigns.launch({ file: file(...kenyan(3)), text }));
    expect(mock.violations).toEqual([]);
    const [request] = mock.requests("sendMessageFile");
    const form = await request?.formData();
    expect(form?.get("message")).toBe("Dear [name], you owe [balance]. Not [msisdn]?");
    expect(rows.map(({ outcome }) => outcome)).toMatchObject(
      kenyan(3).map((to) => ({ status: "accepted", to, provider: "intouchvas", id: "2295" })),
    );
  });
});
