import type { E164, Outcome } from "@polysms/core";
import type { Pipeline, SendStep } from "../sending/pipeline.ts";
import { sendToAll } from "../sending/send.ts";
import type { SendContext } from "../sending/send-context.ts";
import type { OtpContext, SendThrough } from "./context.ts";

/** Sends codes through the pipeline of every message: the same route, rate limits, circuit breakers and retries. */
export function createCodeSender(pipeline: Pipeline): OtpContext["prepare"] {
  return (message, options) => {
    // Checked first: after this the start counts, and the code before it becomes invalid.
    pipeline.inFlight.assertOpen();
    const checked = pipeline.check(message, options);
    return {
      to: checked.to[0] as E164,
      text: checked.text,
      async send(through, signal) {
        // The signal knows the time limit of the whole call, part of which has passed.
        const message = { ...checked, call: { ...checked.call, signal }, totalTimeoutMs: undefined };
        const [outcome] = await pipeline.run(message, sendStep(through));
        return outcome as Outcome;
      },
    };
  };
}

function sendStep(through: SendThrough): SendStep {
  return (message, context) => sendToAll(message, { ...context, providers: providersThrough(context, through) });
}

/** The same providers, with their circuit breakers and rate limits, but another `send`. */
function providersThrough({ providers }: SendContext, through: SendThrough): SendContext["providers"] {
  return new Map(
    [...providers].map(([name, resilient]) => {
      const { regions, limits, can, client } = resilient.provider;
      const send: typeof resilient.provider.send = (message, call) => through(resilient.provider, message, call);
      return [name, { ...resilient, provider: { name, regions, limits, can, client, send } }];
    }),
  );
}
