import { memoryProvider } from "@polysms/testing";
import { describe, expect, it, vi } from "vitest";
import { createSms } from "../../src/index.ts";

const to = "+254712345678";

/** The same two calls, with a code of polysms and with the provider's service. */
const kinds = [
  ["a code of polysms", () => createSms({ providers: [memoryProvider()], otp: { resendAfterSeconds: 0 } })],
  [
    "the provider's service",
    () => createSms({ providers: [memoryProvider({ can: ["otp"] })], otp: { resendAfterSeconds: 0 } }),
  ],
] as const;

describe.each(kinds)("a login with %s, over the memory provider", (_, setup) => {
  const login = async (sms: ReturnType<typeof setup>) => {
    const started = await sms.otp.start({ to, text: "{code} is your Acme code" });
    if (!("ticket" in started)) throw new Error(started.status);
    return { started, ticket: started.ticket, code: sms.client("memory").code(to) };
  };

  it("is approved once with the code that the test reads", async () => {
    const sms = setup();
    const { started, ticket, code } = await login(sms);
    expect(started.status).toBe("sent");
    expect(sms.client("memory").sent).toMatchObject([{ to, text: `${code} is your Acme code` }]);
    expect(code).toMatch(/^\d{6}$/);
    expect(await sms.otp.check(ticket, code === "000000" ? "000001" : "000000")).toBe("wrong");
    expect(await sms.otp.check(ticket, code)).toBe("approved");
    expect(await sms.otp.check(ticket, code)).toBe("expired");
  });

  it("reads the last code, and the one before it is no longer valid", async () => {
    const sms = setup();
    const first = await login(sms);
    const second = await login(sms);
    if (second.code !== first.code) expect(await sms.otp.check(second.ticket, first.code)).toBe("wrong");
    expect(await sms.otp.check(second.ticket, second.code)).toBe("approved");
  });

  it("still works when the send is unknown, and has no code when it was rejected", async () => {
    const sms = setup();
    sms.client("memory").leaveUnknown({ times: 1 });
    const { started, ticket, code } = await login(sms);
    expect(started.status).toBe("unknown");
    expect(await sms.otp.check(ticket, code)).toBe("approved");
    sms.client("memory").reset();
    sms.client("memory").reject("content-blocked");
    expect(await sms.otp.start({ to })).toMatchObject({ status: "rejected", error: { code: "content-blocked" } });
    expect(() => sms.client("memory").code(to)).toThrow(/nothing was sent/);
  });
});

describe("the code service of the memory provider", () => {
  it("lets a code expire, also with a clock that a test sets", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      const { can, client } = memoryProvider({ can: ["otp"] });
      await can.otp.start({ to: to as never, expiresInMinutes: 5, codeLength: 4 });
      const code = client.code(to);
      expect(code).toMatch(/^\d{4}$/);
      vi.setSystemTime(Date.now() + 5 * 60_000);
      expect(await can.otp.check({ to: to as never, code })).toBe("expired");
    } finally {
      vi.useRealTimers();
    }
  });

  it("approves a code once, and never one that was rejected", async () => {
    const { can, client } = memoryProvider({ can: ["otp"] });
    const phone = to as never;
    const { status } = await can.otp.start({ to: phone, text: "Order 90210: {code}" });
    const code = client.code(to);
    expect([status, client.sent[0]?.text]).toEqual(["accepted", `Order 90210: ${code}`]);
    expect(await can.otp.check({ to: phone, code })).toBe("approved");
    expect(await can.otp.check({ to: phone, code })).toBe("expired");
    client.reject("auth");
    await can.otp.start({ to: phone });
    expect(await can.otp.check({ to: phone, code: client.rejected[0]?.code ?? "" })).toBe("expired");
  });

  it("can be made to fail a check", async () => {
    const sms = createSms({ providers: [memoryProvider({ can: ["otp"] })] });
    const started = await sms.otp.start({ to });
    if (started.status !== "sent") throw new Error(started.status);
    sms.client("memory").reject("provider-down", { on: "otp", times: 1 });
    await expect(sms.otp.check(started.ticket, "123456")).rejects.toMatchObject({ code: "provider-down" });
    expect(await sms.otp.check(started.ticket, sms.client("memory").code(to))).toBe("approved");
  });
});

describe("reading a code from a text", () => {
  it("finds the only run of 4 to 9 digits, and throws when there is none or several", async () => {
    const sms = createSms({ providers: [memoryProvider()] });
    const { code } = sms.client("memory");
    const send = (text: string) => sms.send({ to, text });
    await send("G-4821: yours for 10 minutes");
    expect(code(to)).toBe("4821");
    await send("Code 4821, order 90210");
    expect(() => code(to)).toThrow("+254•••••••78) whose last message has 2 numbers that could be a code");
    await send("Hello");
    expect(() => code(to)).toThrow("has no run of 4 to 9 digits");
  });
});
