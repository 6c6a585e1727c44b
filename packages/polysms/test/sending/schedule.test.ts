import type { AnyProvider, Outcome, OutgoingMessage, SendReport, Verdict } from "@polysms/core";
import { describe, expect, it, vi } from "vitest";
import { createSms } from "../../src/index.ts";
import type { Pipeline } from "../../src/sending/pipeline.ts";
import { createSchedule } from "../../src/sending/schedule.ts";
import { accepted, rejected, stub, unknown } from "../stub-provider.ts";
import { pipelineOf } from "./setup.ts";

const now = Date.parse("2030-01-01T00:00:00Z");
const at = new Date("2030-01-02T09:00:00Z");
const to = "+254712345678";
const text = "Hello";

interface Scheduled {
  readonly message: OutgoingMessage;
  readonly at: Date;
}

/** A provider that schedules and records the messages. Its `send` must never be called. */
function scheduler(name: string, answers: readonly (Verdict | (() => SendReport))[] = [], limit = 50) {
  const scheduled: Scheduled[] = [];
  const plain = stub(name, [], limit);
  const provider: AnyProvider = {
    ...plain,
    can: {
      schedule: {
        async send(message, time) {
          const answer = answers[Math.min(scheduled.length, answers.length - 1)] ?? accepted(name);
          scheduled.push({ message, at: time });
          return typeof answer === "function" ? answer() : { verdicts: message.to.map(() => answer) };
        },
      },
    },
  };
  return { provider, scheduled, sent: plain.requests };
}

function setup(
  providers: readonly AnyProvider[],
  route: readonly string[] | (() => readonly string[]) = providers.map(({ name }) => name),
) {
  const runs: unknown[] = [];
  const pipeline = pipelineOf(providers, {
    providersFor: (phone) => (phone.startsWith("+1") ? [] : typeof route === "function" ? route() : route),
  });
  const recording: Pipeline = {
    ...pipeline,
    run(message, step) {
      runs.push(message.payload);
      return pipeline.run(message, step);
    },
  };
  const named = new Map(providers.map((provider) => [provider.name, provider]));
  const member = createSchedule(named, recording, () => now);
  return { ...member, runs };
}

describe("rule 12, scheduling", () => {
  it("passes the message and the time to the provider, and sets no timer itself", async () => {
    const one = scheduler("one", [accepted("later-1")]);
    const timer = vi.spyOn(globalThis, "setTimeout");
    const outcome = await setup([one.provider]).send({ to, text, senderId: "MYBRAND", at });
    expect(outcome).toMatchObject({ status: "accepted", to, provider: "one", id: "later-1" });
    expect(one.scheduled).toEqual([
      { message: { to: [to], text, senderId: "MYBRAND", reference: outcome.reference }, at },
    ]);
    expect(outcome.attempts).toMatchObject([{ provider: "one", status: "accepted" }]);
    expect([one.sent, timer.mock.calls]).toEqual([[], []]);
  });

  it("keeps what a provider has as accessors of its class", async () => {
    const one = scheduler("one");
    class Accessors {
      get limits() {
        return one.provider.limits;
      }
    }
    const { limits: _, ...members } = one.provider;
    const provider = Object.assign(new Accessors(), members);
    expect(
      await createSms({ providers: [provider as typeof one.provider & { can: { schedule: object } }] }).schedule.send({
        to,
        text,
        at,
      }),
    ).toMatchObject({ status: "accepted" });
  });

  it("asks only providers that schedule, in the order of the route", async () => {
    const plain = stub("plain");
    const one = scheduler("one");
    const outcome = await setup([plain, one.provider]).send({ to, text, at });
    expect(outcome).toMatchObject({ status: "accepted", provider: "one" });
    expect([plain.requests, one.sent, one.scheduled.length]).toEqual([[], [], 1]);
  });

  it("fails over to the next provider that schedules after a proven rejection, and never after an unknown", async () => {
    for (const [first, status, asked] of [
      [rejected("auth"), "accepted", 1],
      [rejected("bad-request"), "rejected", 0],
      [unknown(), "unknown", 0],
    ] as const) {
      const one = scheduler("one", [first]);
      const two = scheduler("two");
      const outcome = await setup([one.provider, two.provider]).send({ to, text, at });
      expect([outcome.status, two.scheduled.length]).toEqual([status, asked]);
    }
  });

  it("uses the provider of via and no other", async () => {
    const one = scheduler("one");
    const two = scheduler("two", [rejected("auth")]);
    const outcome = await setup([one.provider, two.provider], ["one"]).send({ to, text, at, via: "two" });
    expect(outcome).toMatchObject({ status: "rejected", error: { code: "auth" } });
    expect(one.scheduled).toEqual([]);
  });

  it("rejects a via that does not schedule, and lists the providers that do", async () => {
    const one = scheduler("one");
    const plain = stub("plain");
    const sending = setup([one.provider, plain]).send({ to, text, at, via: "plain" });
    await expect(sending).rejects.toMatchObject({
      field: "via",
      message: "via names plain, which has no scheduling; choose from one.",
    });
    expect(plain.requests).toEqual([]);
  });

  it("rejects a recipient whose route has no provider that schedules, and schedules the others", async () => {
    const one = scheduler("one");
    const batch = await setup([stub("plain"), one.provider], ["plain"]).send({ to: [to], text, at });
    expect(batch.outcomes).toMatchObject([
      {
        status: "rejected",
        attempts: [],
        error: { code: "route-unavailable", hint: expect.stringContaining("via: one") },
      },
    ]);
    const mixed = await setup([one.provider]).send({ to: [to, "+15550100123"], text, at });
    expect(mixed.outcomes.map(({ status }) => status)).toEqual(["accepted", "rejected"]);
    expect(mixed.filter("rejected")[0]?.error.message).toContain("country");
  });

  it("returns an outcome per recipient: split at the provider's limit, in order, each number once", async () => {
    const one = scheduler("one", [accepted("a"), unknown()], 2);
    const numbers = ["+254712345670", "+254712345671", "+254712345672"] as const;
    const batch = await setup([one.provider]).send({ to: [...numbers, numbers[0]], text, at });
    expect(one.scheduled.map(({ message }) => message.to)).toEqual([numbers.slice(0, 2), numbers.slice(2)]);
    expect(batch.outcomes.map(({ to: phone, status }) => [phone, status])).toEqual([
      [numbers[0], "accepted"],
      [numbers[1], "accepted"],
      [numbers[2], "unknown"],
      [numbers[0], "skipped"],
    ]);
  });

  it("is unknown when a provider throws or returns too few verdicts", async () => {
    for (const answer of [
      () => {
        throw new Error("a bug");
      },
      () => ({ verdicts: [] }),
    ]) {
      const outcome = await setup([scheduler("one", [answer]).provider]).send({ to, text, at });
      expect(outcome).toMatchObject({ status: "unknown", provider: "one" });
    }
  });

  it.each<[string, unknown, string]>([
    ["no time", undefined, "Date"],
    ["a text", "2030-01-02", "Date"],
    ["a number", now, "Date"],
    ["an invalid Date", new Date(Number.NaN), "invalid"],
    ["the past", new Date(now - 1), "a minute from now"],
    ["less than a minute ahead", new Date(now + 59_999), "a minute from now"],
  ])("throws for %s, and asks no provider", async (_, wrong, message) => {
    const one = scheduler("one");
    const sending = setup([one.provider]).send({ to, text, at: wrong as Date });
    await expect(sending).rejects.toMatchObject({
      code: "bad-request",
      field: "at",
      mayHaveBeenSent: false,
      message: expect.stringContaining(message),
    });
    expect(one.scheduled).toEqual([]);
  });

  it("accepts a time exactly a minute ahead", async () => {
    const one = scheduler("one");
    const soon = new Date(now + 60_000);
    expect(await setup([one.provider]).send({ to, text, at: soon })).toMatchObject({ status: "accepted" });
    expect(one.scheduled[0]?.at).toEqual(soon);
  });

  it("checks the message as send does", async () => {
    const one = scheduler("one");
    const member = setup([one.provider]);
    await expect(member.send({ to, text: " ", at })).rejects.toMatchObject({ field: "text" });
    await expect(member.send({ to: "0712" as never, text, at })).rejects.toMatchObject({ field: "to" });
    await expect(member.send({ to, text, at, when: at } as never)).rejects.toMatchObject({ field: "when" });
    await expect(member.send(undefined as never)).rejects.toMatchObject({ field: "message" });
    expect(one.scheduled).toEqual([]);
  });

  it("includes the time in the message that an idempotency key identifies", async () => {
    const member = setup([scheduler("one").provider]);
    await member.send({ to, text, at, idempotencyKey: "key" });
    await member.send({ to, text, at: new Date(at.getTime() + 1000), idempotencyKey: "key" });
    const [first, second] = member.runs;
    expect(first).toMatchObject({ text, at: at.toISOString() });
    expect(first).not.toEqual(second);
  });

  it("throws the same errors as send with orThrow", async () => {
    const member = setup([scheduler("one", [accepted("a"), rejected("auth")]).provider]);
    const outcome: Outcome = await member.send({ to, text, at }).orThrow();
    expect(outcome).toMatchObject({ id: "a" });
    await expect(member.send({ to, text, at }).orThrow()).rejects.toMatchObject({ code: "auth" });
    await expect(member.send({ to: [to], text, at }).orThrow()).rejects.toMatchObject({ code: "auth" });
  });

  it("asks a route that alternates once for each recipient", async () => {
    const one = scheduler("one");
    const two = scheduler("two");
    let calls = 0;
    const routes = [["one"], ["two"]];
    const numbers = [to, "+254712345679", "+254712345670", "+254712345671"] as const;
    const alternating = setup([one.provider, two.provider], () => routes[calls++ % 2] ?? []);
    const { counts } = await alternating.send({ to: numbers, text, at });
    expect([counts.accepted, calls]).toEqual([4, 4]);
    expect([one, two].map(({ scheduled }) => scheduled.map(({ message }) => message.to))).toEqual([
      [[numbers[0], numbers[2]]],
      [[numbers[1], numbers[3]]],
    ]);
  });
});
