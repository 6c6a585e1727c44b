import { message } from "../src/contender.ts";
import { type fourProviders, idOfOutcome } from "./four-providers.ts";

type Settings = ReturnType<typeof fourProviders>;

/** Sends with every setting on that works on a message; each has an idempotency key of its own. */
export function sendWithEverything(
  { createSms, logHooks, memoryIdempotencyStore }: typeof import("polysms"),
  settings: Settings,
) {
  let told = 0;
  const tell = () => {
    told++;
  };
  const sms = createSms({
    ...settings,
    retry: { maxAttempts: 3 },
    circuitBreaker: { failureThreshold: 5 },
    // Far above what can be sent, so that nobody waits and the bucket is asked all the same.
    rateLimit: { touchbasepro: { perSecond: 1_000_000, burst: 1_000_000 } },
    stores: { idempotency: memoryIdempotencyStore() },
    hooks: [{ onAttempt: tell, onOutcome: tell }, logHooks({ debug: tell })],
  });
  return async (index: number) => {
    const before = told;
    const id = idOfOutcome(await sms.send({ ...message, idempotencyKey: `message-${index}` }));
    if (told === before) throw new Error("Nobody was told.");
    return id;
  };
}
