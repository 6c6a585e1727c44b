import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createSms, failover } from "../src/index.ts";
import { createLine, nextTurn } from "../src/line.ts";
import { notAccepted, stub } from "./stub-provider.ts";

const to = "+254712345678";

describe("rule 6, the turn of a provider", () => {
  it("that is passed over for its rate limit keeps the probe of its breaker", async () => {
    const lines = ["one", "two"].map((name) =>
      createLine(stub(name), { failures: 1, openMs: 0 }, name === "one" ? { perSecond: 0.01 } : undefined, () => 0),
    );
    const [one] = lines;
    one?.bucket.take();
    one?.breaker.record([notAccepted("network")]);
    expect(await nextTurn(lines, 10, undefined)).toMatchObject({ line: { provider: { name: "two" } }, rest: [] });
    expect([one?.breaker.admits(), one?.breaker.admits()]).toEqual([true, false]);
  });

  it("is waited for as long as it takes when the one before has refused and there is no other", async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const two = stub("two");
    const sms = createSms({
      providers: [stub("one", [notAccepted("auth")]), two],
      route: failover("one", "two"),
      rate: { two: { perSecond: 0.01 } },
    });
    expect(await sms.send({ to, text: "Hello" })).toMatchObject({ provider: "two" });
    const sending = sms.send({ to, text: "Hello" });
    await vi.advanceTimersByTimeAsync(99_999);
    expect(two.requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await sending).toMatchObject({ status: "accepted", provider: "two" });
  });
});
