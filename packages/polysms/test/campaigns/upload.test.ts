import type { Attempt, CallOptions, Verdict } from "@polysms/core";
import { startMock } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { type AttemptEvent, intouchvas, type OutcomeEvent } from "../../src/index.ts";
import { accepted, rejected, unknown } from "../stub-provider.ts";
import { collectRows, csv, ivorian, kenyan, setup } from "./setup.ts";

const text = "Dear { name }, you owe {balance}. Not {msisdn}?";
const header = "note,balance,msisdn,name";
const lines = (numbers: readonly string[]) =>
  numbers.map((to, index) => `secret ${index},${index},${to},"Doe, ${index}"`);
const file = (...numbers: readonly string[]) => csv(header, ...lines(numbers));

describe("rule 11, campaigns: a launch through a provider that takes files", () => {
  it("sends one file: the numbers first, then only the columns of the text", async () => {
    const { campaigns, sent, files } = setup();
    const [first, second] = kenyan(2);
    const local = `0${second?.slice(4)}`;
    const plan = await campaigns.plan({
      file: file(first ?? "", local),
      text,
      region: "KE",
      senderId: "MYBRAND",
      campaignName: "July",
    });
    const { rows, error } = await collectRows(campaigns.launch(plan));
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
    ["rejected", rejected("auth"), { status: "rejected", error: { code: "auth", mayHaveBeenSent: false } }],
    ["unknown", unknown("timeout"), { status: "unknown", provider: "filer", error: { mayHaveBeenSent: true } }],
  ])("has one verdict for all rows of the file, and makes no second request: %s", async (_, verdict, outcome) => {
    const { campaigns, sent, files } = setup({ answer: () => verdict });
    const { rows } = await collectRows(campaigns.launch({ file: file(...kenyan(3)), text }));
    const attempts: Partial<Attempt>[] = [{ provider: "filer", status: verdict.status, durationMs: 0 }];
    expect(rows.map((each) => each.outcome)).toMatchObject(kenyan(3).map((to) => ({ to, ...outcome, attempts })));
    expect([files.length, sent]).toEqual([1, []]);
  });

  it("is unknown when the provider throws, which providers must not do", async () => {
    const { campaigns, sent } = setup({ answer: () => Promise.reject(new Error("a bug")) });
    const { rows } = await collectRows(campaigns.launch({ file: file(...kenyan(2)), text }));
    expect(rows).toMatchObject([{ outcome: { status: "unknown" } }, { outcome: { status: "unknown" } }]);
    expect(sent).toEqual([]);
  });

  it("is unknown when the provider returns no verdict", async () => {
    const { campaigns } = setup({ answer: () => undefined as never });
    const { rows } = await collectRows(campaigns.launch({ file: file(...kenyan(1)), text }));
    expect(rows).toMatchObject([{ outcome: { status: "unknown", error: { code: "unreadable-response" } } }]);
  });

  it("sends the rows of other routes as messages", async () => {
    const { campaigns, sent, files } = setup();
    const plan = await campaigns.plan({ file: file(...ivorian(1), ...kenyan(2), ...ivorian(1, 1)), text });
    const { rows } = await collectRows(campaigns.launch(plan));
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
    const { campaigns, files } = setup();
    const plan = await campaigns.plan({ file: file(...kenyan(1), "none", ...kenyan(2)), text: "Dear {name}" });
    expect(plan.badRows).toBe(2);
    const { rows } = await collectRows(campaigns.launch(plan, { skipBadRows: true }));
    const [first, second] = kenyan(2);
    expect(files[0]?.csv).toBe(`msisdn,name\n${first},"Doe, 0"\n${second},"Doe, 3"\n`);
    expect(rows.map(({ row }) => row)).toEqual([2, 5]);
  });

  it("sends only messages when files are off, as with a guard", async () => {
    const { campaigns, sent, files } = setup({ files: false });
    const plan = await campaigns.plan({ file: file(...kenyan(2)), text });
    expect(plan.providers).toEqual([{ name: "filer", rows: 2, by: "messages" }]);
    await collectRows(campaigns.launch(plan));
    expect([sent.length, files.length]).toEqual([2, 0]);
  });

  it("throws before anything is sent when the file is larger than the provider allows", async () => {
    const bytes = `msisdn,name,balance\n${kenyan(2)
      .map((to, index) => `${to},"Doe, ${index}",${index}\n`)
      .join("")}`.length;
    for (const [maxBytes, fits] of [
      [bytes, true],
      [bytes - 1, false],
    ] as const) {
      const { campaigns, sent, files } = setup({ maxBytes });
      const { rows, error } = await collectRows(campaigns.launch({ file: file(...kenyan(2), ...ivorian(1)), text }));
      if (fits) expect([rows.length, error]).toEqual([3, undefined]);
      else {
        expect(error).toMatchObject({ field: "file", mayHaveBeenSent: false });
        expect([rows, sent, files]).toEqual([[], [], []]);
      }
    }
  });

  it("throws before anything is sent when the file has changed since it was planned", async () => {
    let opened = 0;
    const open = () => file(...kenyan(2 + opened++)).stream();
    const { campaigns, sent, files } = setup();
    const plan = await campaigns.plan({ file: open, text });
    const { error } = await collectRows(campaigns.launch(plan));
    expect(error).toMatchObject({ field: "file", message: expect.stringContaining("planned") });
    expect([sent, files]).toEqual([[], []]);
  });

  it("passes on the signal and the timeout, and yields the rows of a file that was sent before an abort", async () => {
    const controller = new AbortController();
    let seen: CallOptions | undefined;
    const { campaigns, sent } = setup({
      answer: (call) => {
        seen = call;
        controller.abort();
        return accepted("file-1");
      },
    });
    const options = { signal: controller.signal, timeoutMs: 5000 };
    const { rows, error } = await collectRows(
      campaigns.launch({ file: file(...kenyan(2), ...ivorian(2), ...kenyan(3).slice(2)), text }, options),
    );
    expect(seen).toEqual(options);
    expect(rows.map(({ row }) => row)).toEqual([2, 3, 6]);
    expect(sent).toEqual([]);
    expect(error).toMatchObject({ code: "aborted" });
  });

  it("calls the hooks for each row", async () => {
    const events: string[] = [];
    const hooks = [
      {
        onAttempt: ({ to, status }: AttemptEvent) => events.push(`${to} ${status}`),
        onOutcome: ({ status }: OutcomeEvent) => events.push(status),
      },
    ];
    const { campaigns } = setup({ hooks });
    await collectRows(campaigns.launch({ file: file(...kenyan(1)), text }));
    expect(events).toEqual(["+254•••••••00 accepted", "accepted"]);
  });

  it("reaches InTouchVAS with via as well", async () => {
    await using mock = await startMock("intouchvas");
    const provider = intouchvas({ apiKey: "example-key", senderId: "MYBRAND", baseUrl: mock.baseUrl });
    const { campaigns } = setup({ providers: [provider] });
    const { rows } = await collectRows(campaigns.launch({ file: file(...kenyan(2)), text, via: "intouchvas" }));
    expect(rows.map(({ outcome }) => outcome.status)).toEqual(["accepted", "accepted"]);
    expect(mock.violations).toEqual([]);
  });

  it("reaches InTouchVAS as its document describes", async () => {
    await using mock = await startMock("intouchvas");
    const provider = intouchvas({ apiKey: "example-key", senderId: "MYBRAND", baseUrl: mock.baseUrl });
    const { campaigns } = setup({ providers: [provider], providersFor: () => ["intouchvas"] });
    const { rows } = await collectRows(campaigns.launch({ file: file(...kenyan(3)), text }));
    expect(mock.violations).toEqual([]);
    const [request] = mock.requests("sendMessageFile");
    const form = await request?.formData();
    expect(form?.get("message")).toBe("Dear [name], you owe [balance]. Not [msisdn]?");
    expect(rows.map(({ outcome }) => outcome)).toMatchObject(
      kenyan(3).map((to) => ({ status: "accepted", to, provider: "intouchvas", id: "2295" })),
    );
  });
});
