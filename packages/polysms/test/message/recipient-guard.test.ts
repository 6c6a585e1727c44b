import { describe, expect, it } from "vitest";
import { createSms } from "../../src/index.ts";
import { stub } from "../stub-provider.ts";

const allowed = "+254700000001";
const other = "+254712345678";
const text = "Hello";

describe("rule 14, the guard for development", () => {
  it("drops numbers that are not allowed and sends to the rest, with an outcome for each", async () => {
    const one = stub("one");
    const sms = createSms({ providers: [one], guard: { allow: [allowed], otherwise: "drop" } });
    const batch = await sms.send({ to: [other, allowed, allowed], text });
    expect(batch.outcomes).toMatchObject([
      { to: other, status: "skipped", reason: "guarded", attempts: [] },
      { to: allowed, status: "accepted" },
      { to: allowed, status: "skipped", reason: "duplicate" },
    ]);
    expect(one.requests.map(({ to }) => to)).toEqual([[allowed]]);
    expect(await sms.send({ to: other, text })).toMatchObject({ status: "skipped", reason: "guarded" });
  });

  it("throws before anything is sent, and names the field but not the number", async () => {
    const one = stub("one");
    const sms = createSms({ providers: [one], guard: { allow: [allowed], otherwise: "throw" } });
    const error = await sms.send({ to: [allowed, other], text }).catch((reason: Error) => reason);
    expect(error).toMatchObject({ code: "bad-request", field: "to[1]" });
    expect(String(error)).not.toContain("712345678");
    expect(one.requests).toEqual([]);
  });

  it("sends to another number instead, once", async () => {
    const one = stub("one");
    const sms = createSms({ providers: [one], guard: { allow: [], otherwise: allowed } });
    const batch = await sms.send({ to: [other, "+254712345679"], text });
    expect(one.requests.map(({ to }) => to)).toEqual([[allowed]]);
    expect(batch.outcomes.map(({ to, status }) => [to, status])).toEqual([
      [allowed, "accepted"],
      [allowed, "skipped"],
    ]);
  });

  it.each([
    [{ allow: ["0712"], otherwise: "drop" }, /guard\.allow\[0\] must be an E\.164 number/],
    [{ allow: "all", otherwise: "drop" }, /guard\.allow\[0\]/],
    [{ allow: [], otherwise: "0712" }, /guard\.otherwise must be/],
    [{ allow: [], otherwize: "drop" }, /guard\.otherwize is not a field here; did you mean otherwise\?/],
  ])("throws for the settings %j", (guard, problem) => {
    expect(() => createSms({ providers: [stub("one")], guard: guard as never })).toThrow(problem);
  });
});
