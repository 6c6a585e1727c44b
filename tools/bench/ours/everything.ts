import { message } from "../src/contender.ts";
import { type fourProviders, idOfOutcome } from "./four-providers.ts";

type Settings = ReturnType<typeof fourProviders>;

/** Sends with every setting that affects a message; each message has an idempotency key of its own. */
export function sendWithEverything(
  { createSms, logHooks, memoryIdempotencyStore }: typeof import("polysms"),
  settings: Settings,
) {
  let calls = 0;
  const listen = () => {
    calls++;
  };
  const sms = createSms({
    ...settings,
    retry: { maxAttempts: 3 },
    circuitBreaker: { failureThreshold: 5 },
    // Far above what can be sent: the limit is checked, and nothing waits.
    rateLimit: { touchbasepro: { perSecond: 1_000_000, burst: 1_000_000 } },
    stores: { idempotency: memoryIdempotencyStore() },
    hooks: [{ onAttempt: listen, onOutcome: listen }, logHooks({ debug: listen })],
  });
  return async (index: number) => {
    const before = calls;
    const id = idOfOutcome(await sms.send({ ...message, idempotencyKey: `message-${index}` }));
    if (calls === before) throw new Error("No hook was called.");
    return id;
  };
}
