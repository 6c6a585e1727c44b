import { describe, expect, it } from "vitest";
import { createSms } from "../../src/index.ts";
import { deferred } from "../deferred.ts";
import { accepted, stub } from "../stub-provider.ts";

const to = "+254712345678";
const closed = { code: "aborted", mayHaveBeenSent: false, message: "polysms: closed; nothing was sent." };

/** A facade whose provider answers once the test calls `answer`. */
function setup() {
  const { promise: answered, resolve: answer } = deferred();
  const one = stub("one", [
    async (message) => {
      await answered;
      return { verdicts: message.to.map(() => accepted("late")) };
    },
  ]);
  return { one, sms: createSms({ providers: [one] }), answer };
}

describe("close", () => {
  it("waits for what is in flight, which keeps its outcome", async () => {
    const { one, sms, answer } = setup();
    const sending = sms.send({ to, text: "Hello" });
    while (one.requests.length === 0) await Promise.resolve();
    let done = false;
    const closing = sms.close().then(() => {
      done = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toBe(false);
    answer();
    expect(await sending).toMatchObject({ status: "accepted", id: "late" });
    await closing;
  });

  it("sends nothing afterwards: send and otp.start reject, stream and campaigns yield rejected outcomes", async () => {
    const { one, sms } = setup();
    await sms.close();
    await expect(sms.send({ to, text: "Hello" })).rejects.toMatchObject(closed);
    await expect(sms.send({ to: [to], text: "Hello" })).rejects.toMatchObject(closed);
    await expect(sms.otp.start({ to })).rejects.toMatchObject(closed);
    for await (const outcome of sms.stream([{ to, text: "Hello" }])) {
      expect(outcome).toMatchObject({ status: "rejected", to, error: closed });
    }
    const file = new Blob([`msisdn\n${to}\n`]);
    for await (const { outcome } of sms.campaigns.launch({ file, text: "Hello" })) {
      expect(outcome).toMatchObject({ status: "rejected", to, error: closed });
    }
    expect(one.requests).toEqual([]);
    expect(sms.preview({ to, text: "Hello" }).segments).toBe(1);
  });

  it("keeps the last one-time code valid", async () => {
    const one = stub("one");
    const sms = createSms({ providers: [one], otp: { resendAfterSeconds: 0 } });
    const started = await sms.otp.start({ to });
    if (started.status !== "sent") throw new Error(started.status);
    await sms.close();
    await expect(sms.otp.start({ to })).rejects.toMatchObject(closed);
    const code = one.requests[0]?.text.match(/\d{6}/)?.[0] ?? "";
    expect(await sms.otp.check(started.ticket, code)).toBe("approved");
  });

  it("is what `await using` does at the end of a block, and may be called twice", async () => {
    const { sms } = setup();
    {
      await using scoped = sms;
      expect(scoped.health()).toEqual({ one: "healthy" });
    }
    await expect(sms.send({ to, text: "Hello" })).rejects.toMatchObject(closed);
    await sms.close();
  });
});
