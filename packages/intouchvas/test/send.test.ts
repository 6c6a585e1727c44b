import type { SendReport, Verdict } from "@polysms/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type IntouchvasMessageOptions, intouchvas } from "../src/index.ts";
import { expectNoCanary } from "./canary.ts";
import { json, phones, receipt, record, spec } from "./setup.ts";

const failure = (status: number) => ({ status, message: "error message" });

/** What one answer makes of a message to so many recipients. */
async function verdictsOn(
  answer: Response,
  recipients = 1,
  options: IntouchvasMessageOptions = {},
): Promise<SendReport> {
  const sent = record(() => answer);
  const to = phones(recipients);
  const report = await intouchvas({ apiKey: "example-key", fetch: sent.fetch }).send({ to, text: "Hello", options });
  expect(sent.requests).toHaveLength(1);
  expect(report.verdicts).toHaveLength(recipients);
  expect(report.httpStatus).toBe(answer.status);
  return report;
}

type Meaning = readonly ["accepted"] | readonly [Exclude<Verdict["status"], "accepted">, string];

// A documented rejection proves that nobody took the message; a 5xx proves nothing.
const expectedVerdicts: Readonly<Record<number, Meaning>> = {
  200: ["accepted"],
  400: ["rejected", "bad-request"],
  401: ["rejected", "auth"],
  403: ["rejected", "auth"],
  404: ["rejected", "bad-request"],
  405: ["rejected", "bad-request"],
  406: ["rejected", "bad-request"],
  418: ["rejected", "bad-request"],
  421: ["rejected", "bad-request"],
  422: ["rejected", "bad-request"],
  428: ["rejected", "auth"],
  429: ["rejected", "rate-limited"],
  500: ["unknown", "provider-down"],
  503: ["unknown", "provider-down"],
};

describe.each([
  { type: "transactional", operation: "sendTransactionalMessage" },
  { type: "promotional", operation: "sendPromotionalMessage" },
] as const)("a $type message", ({ type, operation }) => {
  const documented = spec.answersOf(operation);

  it("has a verdict for every documented status", () => {
    expect([...new Set(documented.map(({ status }) => String(status)))]).toEqual(Object.keys(expectedVerdicts));
  });

  it.each(documented)("answered $key has one verdict for every recipient", async ({ key, status, value }) => {
    const recipients = Number(/\d+$/.exec(String((value as { message?: string }).message))?.[0] ?? 3);
    const { verdicts } = await verdictsOn(json(value, status), recipients, { type });

    const [outcome, code] = expectedVerdicts[status] ?? [];
    expect(outcome, `${key} has no verdict yet`).toBeTypeOf("string");
    const mayHaveBeenSent = outcome === "unknown";
    const expected =
      outcome === "accepted"
        ? { status: outcome, id: String((value as { transaction_id: number }).transaction_id) }
        : {
            status: outcome,
            error: { code, mayHaveBeenSent, provider: "intouchvas", httpStatus: status, providerCode: `${status}` },
          };
    for (const each of verdicts) expect(each).toMatchObject(expected);
  });
});

describe("a failure object under HTTP 200", () => {
  it.each(Object.entries(expectedVerdicts).filter(([, [outcome]]) => outcome !== "accepted"))(
    "with status %s means what that status means",
    async (status, [outcome, code]) => {
      const { verdicts } = await verdictsOn(json(failure(Number(status))), 2);
      for (const each of verdicts) {
        expect(each).toMatchObject({
          status: outcome,
          error: { code, mayHaveBeenSent: outcome === "unknown", httpStatus: 200, providerCode: status },
        });
      }
    },
  );

  it.each([200, 201, 299, 302, 402, 409, 499, 502, 0, 3, -1])("with status %i proves nothing", async (status) => {
    const { verdicts } = await verdictsOn(json(failure(status)));
    expect(verdicts).toMatchObject([{ status: "unknown" }]);
  });
});

describe("an answer whose HTTP status and body disagree", () => {
  it("takes the body's number if both are rejections", async () => {
    const { verdicts } = await verdictsOn(json(failure(429), 400));
    expect(verdicts).toMatchObject([{ status: "rejected", error: { code: "rate-limited", httpStatus: 400 } }]);
  });

  it.each([
    ["a rejection whose body says 500", json(failure(500), 400), "provider-down"],
    ["a rejection whose body says 200", json(failure(200), 400), "unreadable-response"],
    ["a rejection whose body says something undocumented", json(failure(999), 400), "provider-down"],
    ["a rejection with a transaction id", json({ ...failure(400), transaction_id: 7 }, 400), "unreadable-response"],
    ["a receipt under 400", json(receipt(7), 400), "unreadable-response"],
    ["a receipt under 500", json(receipt(7), 500), "provider-down"],
    ["a fault whose body says 401", json(failure(401), 500), "provider-down"],
    ["a receipt whose body says 428", json({ ...receipt(7), status: 428 }), "unreadable-response"],
    ["a receipt whose body says 500", json({ ...receipt(7), status: 500 }), "provider-down"],
    ["an undocumented status whose body says 401", json(failure(401), 409), "unreadable-response"],
  ])("is unknown: %s", async (_, answer, code) => {
    const { verdicts } = await verdictsOn(answer);
    expect(verdicts).toMatchObject([{ status: "unknown", error: { code, mayHaveBeenSent: true } }]);
  });
});

describe("an undocumented status", () => {
  it.each([402, 409, 410, 451, 499])("%i proves nothing, whatever its body repeats", async (status) => {
    for (const body of [failure(status), {}, null]) {
      const { verdicts } = await verdictsOn(json(body, status));
      expect(verdicts).toMatchObject([
        { status: "unknown", error: { code: "unreadable-response", httpStatus: status } },
      ]);
    }
  });

  it.each([501, 502, 504, 599])("%i proves nothing", async (status) => {
    const { verdicts } = await verdictsOn(json({}, status));
    expect(verdicts).toMatchObject([{ status: "unknown", error: { code: "provider-down", httpStatus: status } }]);
  });
});

describe("a receipt", () => {
  it.each([
    ["a number", 2295, "2295"],
    ["a string", "2295", "2295"],
    ["longer than a JavaScript number", "12345678901234567890", "12345678901234567890"],
  ])("gives the transaction id as a string when it is %s", async (_, id, expected) => {
    const { verdicts } = await verdictsOn(json({ ...receipt(1), transaction_id: id }));
    expect(verdicts).toEqual([{ status: "accepted", id: expected }]);
  });

  it("keeps every digit of a number too long for JavaScript", async () => {
    const body = '{"message":"ok","status":200,"transaction_id":12345678901234567890}';
    const { verdicts } = await verdictsOn(new Response(body));
    expect(verdicts).toEqual([{ status: "accepted", id: "12345678901234567890" }]);
  });

  it("is one for all recipients", async () => {
    const { verdicts } = await verdictsOn(json(receipt(7, 50)), 50);
    expect(verdicts).toEqual(Array.from({ length: 50 }, () => ({ status: "accepted", id: "7" })));
  });

  it("counts without a number of recipients", async () => {
    const { verdicts } = await verdictsOn(json({ ...receipt(7), message: "Queued" }), 2);
    expect(verdicts).toEqual([
      { status: "accepted", id: "7" },
      { status: "accepted", id: "7" },
    ]);
  });

  it.each([0, 1, 2, 4])("that counts %i for three recipients proves nothing about any of them", async (queued) => {
    const { verdicts } = await verdictsOn(json(receipt(7, queued)), 3);
    for (const verdict of verdicts) {
      expect(verdict).toMatchObject({ status: "unknown", error: { code: "unreadable-response", httpStatus: 200 } });
    }
  });
});

describe("Retry-After", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ["seconds", "7", 7000],
    ["a date", "Wed, 01 Jan 2030 00:00:30 GMT", 30_000],
    ["a date that has passed", "Tue, 01 Jan 2019 00:00:00 GMT", undefined],
    ["words", "soon", undefined],
  ])("in %s says how long to wait", async (_, header, retryAfterMs) => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2030-01-01T00:00:00Z") });
    const { verdicts } = await verdictsOn(json(failure(429), 429, { "retry-after": header }));

    const [verdict] = verdicts;
    if (verdict?.status !== "rejected") throw new Error("429 should be a rejection.");
    expect(verdict.error.retryAfterMs).toBe(retryAfterMs);
    expectNoCanary(verdict.error);
  });
});
