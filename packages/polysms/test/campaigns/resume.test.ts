import type { E164, Outcome } from "@polysms/core";
import { describe, expect, it } from "vitest";
import { createSms, type IdempotencyStore, intouchvas, memoryIdempotencyStore } from "../../src/index.ts";
import { accepted, rejected, stub, unknown } from "../stub-provider.ts";
import { collectRows, csv, ivorian, kenyan, setup } from "./setup.ts";

const idempotencyKey = "spring-sale";
const file = (numbers: readonly string[]) => csv("msisdn,name", ...numbers.map((to, index) => `${to},name ${index}`));
const campaign = (numbers: readonly string[], text = "Dear {name}") => ({ file: file(numbers), text });
const summary = ({ outcome }: { outcome: Outcome }) => [outcome.status, outcome.replayed ?? false];

/** A store for several facades that records its keys. */
function sharedStore() {
  const keys: string[] = [];
  const memory = memoryIdempotencyStore();
  const store: IdempotencyStore = {
    ...memory,
    reserve(key, ...args) {
      keys.push(key.name);
      return memory.reserve(key, ...args);
    },
  };
  return { store, keys };
}

describe("rule 11, campaigns: a launch under an idempotency key", () => {
  it("continues where it was aborted, and sends to no number twice", async () => {
    const { store } = sharedStore();
    const numbers = ivorian(20);
    const first = stub("one", [], 1);
    const stop = new AbortController();
    const launched = createSms({ providers: [first], stores: { idempotency: store } }).campaigns.launch(
      campaign(numbers),
      {
        idempotencyKey,
        concurrency: 2,
        signal: stop.signal,
      },
    );
    const done: string[] = [];
    await expect(
      (async () => {
        for await (const { outcome } of launched) {
          if (outcome.status === "accepted") done.push(outcome.to);
          if (done.length === 7) stop.abort();
        }
      })(),
    ).rejects.toMatchObject({ code: "aborted" });

    const second = stub("one", [], 1);
    const { rows } = await collectRows(
      createSms({ providers: [second], stores: { idempotency: store } }).campaigns.launch(campaign(numbers), {
        idempotencyKey,
      }),
    );
    expect(rows).toHaveLength(20);
    const sentTwice = second.requests.flatMap(({ to }) => to).filter((to) => done.includes(to));
    expect(sentTwice).toEqual([]);
    expect(first.requests.length + second.requests.length).toBe(20);
    const replayed = rows.filter(({ outcome }) => outcome.replayed === true && outcome.status === "accepted");
    expect(replayed.map(({ outcome }) => outcome.to).sort()).toEqual(done.toSorted());
  });

  it("replays rejections and unknowns too, and a row that was started and never finished is unknown", async () => {
    const { store } = sharedStore();
    const numbers = ivorian(4);
    const hang = () => new Promise<never>(() => {});
    const first = stub("one", [accepted("a"), rejected("invalid-recipient"), unknown(), hang], 1);
    const launched = createSms({ providers: [first], stores: { idempotency: store } }).campaigns.launch(
      campaign(numbers),
      {
        idempotencyKey,
        concurrency: 1,
      },
    );
    const rows = launched[Symbol.asyncIterator]();
    for (let row = 0; row < 3; row++) await rows.next();
    void rows.next();
    while (first.requests.length < 4) await new Promise((resolve) => setImmediate(resolve));

    const second = stub("one", [], 1);
    const again = await collectRows(
      createSms({ providers: [second], stores: { idempotency: store } }).campaigns.launch(campaign(numbers), {
        idempotencyKey,
      }),
    );
    expect(again.rows.map(summary)).toEqual([
      ["accepted", true],
      ["rejected", true],
      ["unknown", true],
      ["unknown", true],
    ]);
    expect(second.requests).toEqual([]);
  });

  it("recognises a recipient in another row, and does not send another text under the same key", async () => {
    const { store } = sharedStore();
    const [one, two, three] = ivorian(3) as [E164, E164, E164];
    const launch = async (provider: ReturnType<typeof stub>, lines: readonly string[]) => {
      const { campaigns } = createSms({ providers: [provider], stores: { idempotency: store } });
      const input = { file: csv("msisdn,name", ...lines), text: "Dear {name}" };
      return collectRows(campaigns.launch(input, { idempotencyKey }));
    };
    await launch(stub("one", [], 1), [`${one},A`, `${two},B`]);
    const second = stub("one", [], 1);
    const { rows } = await launch(second, [`${three},C`, `${one},A`, `${two},Changed`]);
    expect(second.requests.map(({ to }) => to)).toEqual([[three]]);
    expect(rows.map(({ outcome }) => outcome.status)).toEqual(["accepted", "accepted", "rejected"]);
    expect(rows[2]?.outcome).toMatchObject({
      error: {
        code: "bad-request",
        field: "idempotencyKey",
        message: expect.stringContaining("another text to this number"),
        hint: expect.stringContaining("Send this one only if"),
      },
    });
  });

  it("passes no numbers to the store, and uses different keys for another launch", async () => {
    const { store, keys } = sharedStore();
    const { campaigns } = createSms({ providers: [stub("one", [], 1)], stores: { idempotency: store } });
    await collectRows(campaigns.launch(campaign(ivorian(2)), { idempotencyKey }));
    await collectRows(campaigns.launch(campaign(ivorian(2)), { idempotencyKey: "summer" }));
    expect(new Set(keys).size).toBe(7);
    expect(keys.filter((key) => /^((spring-sale|summer)\.([\w-]{22}|files)|activity)$/.test(key))).toEqual(keys);
    expect(keys.join()).not.toMatch(/0707/);
  });

  it("sends a file once", async () => {
    const { store: shared } = sharedStore();
    const kept: string[] = [];
    const store: IdempotencyStore = {
      ...shared,
      finalize(key, mark, record, keepMs, call) {
        if (keepMs === "until-forgotten" || key.group !== undefined) kept.push(key.name);
        return shared.finalize(key, mark, record, keepMs, call);
      },
    };
    const uploads: Request[] = [];
    const fetch = async (request: Request) => {
      uploads.push(request);
      return Response.json({ message: "Total recipients 2", status: 200, transaction_id: 2295 });
    };
    const launch = () =>
      collectRows(
        createSms({
          providers: [intouchvas({ apiKey: "key", fetch })],
          stores: { idempotency: store },
        }).campaigns.launch(campaign(kenyan(2)), {
          idempotencyKey,
        }),
      );
    const first = await launch();
    const again = await launch();
    expect(first.rows.map(summary)).toEqual(Array(2).fill(["accepted", false]));
    expect(again.rows.map(summary)).toEqual(Array(2).fill(["accepted", true]));
    expect(again.rows.map(({ outcome }) => outcome.to)).toEqual(kenyan(2));
    expect(uploads).toHaveLength(1);
    // Its rows have no keys of their own, so the key of the file must not expire.
    expect(kept).toContain("spring-sale.file.intouchvas");
  });

  it("throws before anything is sent when the key is empty", async () => {
    const { campaigns, sent } = setup();
    expect(() => campaigns.launch(campaign(ivorian(1)), { idempotencyKey: "" })).toThrow(/^idempotencyKey must be/);
    expect(sent).toEqual([]);
  });
});

describe("rule 11, campaigns: a template", () => {
  const templates = { spring: { text: "Dear {name}", dlt: { templateId: "1507" } }, other: { text: "{city}" } };

  it("takes its values from the columns of the same name, and is sent with its DLT id", async () => {
    const one = stub("one", [], 1);
    const sms = createSms({ providers: [one], templates });
    const plan = await sms.campaigns.plan({ file: file(ivorian(2)), template: "spring" });
    expect(plan).toMatchObject({ rows: 2, badRows: 0 });
    await collectRows(sms.campaigns.launch(plan));
    expect(one.requests.map(({ text, templateId }) => [text, templateId]).sort()).toEqual([
      ["Dear name 0", "1507"],
      ["Dear name 1", "1507"],
    ]);
  });

  it("needs its columns in the file", async () => {
    const sms = createSms({ providers: [stub("one")], templates });
    const { problems } = await sms.campaigns.plan({ file: file(ivorian(1)), template: "other" });
    expect(problems).toMatchObject([{ kind: "header", column: "city" }]);
  });

  it.each([
    [
      "an unknown name",
      { template: "autumn" },
      "template",
      /is not one of the templates of createSms; there are spring/,
    ],
    ["a text as well", { template: "spring", text: "Hello" }, "text", /together with template/],
  ])("throws for %s", async (_, content, field, message) => {
    const sms = createSms({ providers: [stub("one")], templates });
    const planned = sms.campaigns.plan({ file: file(ivorian(1)), ...content } as never);
    await expect(planned).rejects.toMatchObject({ field, message: expect.stringMatching(message) });
  });
});
