import type { E164 } from "@polysms/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSms, type Route, roundRobin, weighted } from "../../src/index.ts";
import { createRecorder } from "./recorder.ts";
import { collectRows, csv, kenyan } from "./setup.ts";

type Name = "a" | "b" | "c";

const file = (numbers: readonly string[]) => csv("msisdn", ...numbers);

function facade(route: Route<Name>) {
  const recorder = createRecorder();
  const providers = [
    recorder.provider("a", { files: true }),
    recorder.provider("b", { files: true }),
    recorder.provider("c"),
  ];
  return { recorder, campaigns: createSms({ providers, route: route as Route<string> }).campaigns };
}

/** A route that returns these providers in order: an index of a, b and c, or 3 for none. */
function changingRoute(answers: readonly number[]): Route<Name> {
  let asked = 0;
  const names: Name[] = ["a", "b", "c"];
  const providersFor = () => {
    const name = names[answers[asked++ % answers.length] ?? 3];
    return name === undefined ? [] : [name];
  };
  return { names, providersFor };
}

describe("rule 11, campaigns: a route that changes its answer", () => {
  it.each([
    ["roundRobin of two", () => roundRobin("a", "c")],
    ["roundRobin of three", () => roundRobin("a", "b", "c")],
    ["weighted", () => weighted({ a: 1, b: 1, c: 1 })],
  ])("is asked once which rows go in a file: %s", async (_, route) => {
    const { recorder, campaigns } = facade(route());
    const plan = await campaigns.plan({ file: file(kenyan(20)), text: "Hi" });
    const { rows, error } = await collectRows(campaigns.launch(plan));
    expect(error).toBeUndefined();
    expect(rows.map(({ outcome }) => outcome.to)).toEqual(kenyan(20));
    expect(recorder.duplicates).toEqual([]);
    expect([...recorder.sent.keys()].sort()).toEqual(kenyan(20));
    for (const { name, rows, by } of plan.providers) {
      if (by === "messages") continue;
      expect([...recorder.sent.values()].filter(([way]) => way === `file of ${name}`)).toHaveLength(rows);
    }
  });

  it("alternates: each of two providers gets half", async () => {
    const { campaigns } = facade(roundRobin("a", "c"));
    const { providers } = await campaigns.plan({ file: file(kenyan(10)), text: "Hi" });
    expect(providers).toEqual([
      { name: "a", rows: 5, by: "file" },
      { name: "c", rows: 5, by: "messages" },
    ]);
  });

  it("sends to each good row once, with one outcome that names its provider, whatever the route returns", async () => {
    const answers = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(answers, fc.integer({ min: 1, max: 12 }), async (route, count) => {
        const { recorder, campaigns } = facade(changingRoute(route));
        const plan = await campaigns.plan({ file: file(kenyan(count)), text: "Hi" });
        fc.pre(plan.badRows < plan.rows);
        const { rows, error } = await collectRows(campaigns.launch(plan, { skipBadRows: true }));
        expect(error).toBeUndefined();
        expect(rows).toHaveLength(plan.rows - plan.badRows);
        expect(new Set(rows.map(({ row }) => row)).size).toBe(rows.length);
        expect(recorder.duplicates).toEqual([]);
        for (const { outcome } of rows) {
          const [way] = recorder.sent.get(outcome.to) ?? [];
          // A message asks the route again, which may have no provider then.
          if (outcome.status === "rejected")
            expect([way, outcome.error.code]).toEqual([undefined, "route-unavailable"]);
          else expect(way).toMatch(new RegExp(` of ${"provider" in outcome && outcome.provider}$`));
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("rule 11, campaigns: a file that has changed since it was planned", () => {
  const [one, two, three] = kenyan(3) as [E164, E164, E164];

  it.each([
    ["more rows", [one, two, three]],
    ["fewer rows", [one]],
    ["another number", [one, three]],
    ["another order", [two, one]],
    ["a row that is bad now", [one, "none"]],
    ["an empty line", ["", one, two]],
  ])("throws before anything is sent: %s", async (_, later) => {
    for (const route of ["a", "c"] as const) {
      let opened = 0;
      const open = () => file(opened++ === 0 ? [one, two] : later).stream();
      const { recorder, campaigns } = facade(roundRobin(route));
      const plan = await campaigns.plan({ file: open, text: "Hi" });
      const { rows, error } = await collectRows(campaigns.launch(plan));
      expect(error).toMatchObject({
        field: "file",
        mayHaveBeenSent: false,
        message: expect.stringMatching(/planned/),
      });
      expect([rows, recorder.sent.size]).toEqual([[], 0]);
    }
  });

  it("throws even if it changes while it is sent, and every row that was sent has its outcome", async () => {
    let opened = 0;
    const open = () => file(opened++ < 2 ? [one, two, three] : [one, "none", three]).stream();
    const { recorder, campaigns } = facade(roundRobin("c"));
    const { rows, error } = await collectRows(campaigns.launch({ file: open, text: "Hi" }));
    expect(error).toMatchObject({ field: "file", message: expect.stringContaining("changed while it was being sent") });
    expect(rows.map(({ outcome }) => outcome.to)).toEqual([...recorder.sent.keys()]);
  });
});
