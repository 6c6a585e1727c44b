import { randomInt } from "node:crypto";
import { type OtpCapability, toReport, type Verdict } from "@polysms/core";
import { ask, type MemoryContext, sendMessages } from "./exchange.ts";

/** A provider's own service for one-time codes. A code is approved once, and the next code replaces it. */
export function memoryOtp(context: MemoryContext): { readonly capability: OtpCapability; clear(): void } {
  const codes = new Map<string, { readonly code: string; readonly expiresAt: number }>();
  const capability: OtpCapability = {
    async start({ to, senderId, text = "{code} is your code.", codeLength = 6, expiresInMinutes = 10 }, call = {}) {
      const { verdicts } = await toReport(context.name, [to], async () => {
        const code = String(randomInt(10 ** codeLength)).padStart(codeLength, "0");
        const message = { kind: "otp" as const, to, text: text.replaceAll("{code}", code), senderId, code };
        const expiresAt = Date.now() + expiresInMinutes * 60_000;
        const sent = await sendMessages(context, [message], call);
        if (sent[0]?.status !== "rejected") codes.set(to, { code, expiresAt });
        return { verdicts: sent };
      });
      return verdicts[0] as Verdict;
    },
    check: ({ to, code }, call = {}) =>
      ask(context, "otp", call, () => {
        const sent = codes.get(to);
        if (sent === undefined || sent.expiresAt <= Date.now()) return "expired";
        if (sent.code !== code) return "wrong";
        codes.delete(to);
        return "approved";
      }),
  };
  return { capability, clear: () => codes.clear() };
}
