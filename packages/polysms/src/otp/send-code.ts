import type { E164, Outcome } from "@polysms/core";
import type { InFlight } from "../concurrency/in-flight.ts";
import { newReference } from "../hashing/reference.ts";
import type { CheckedMessage, LooseMessage } from "../message/message.ts";
import type { Reporting } from "../reports/reporting.ts";
import { sendToAll } from "../sending/send.ts";
import type { SendContext } from "../sending/send-context.ts";
import type { OtpStartOptions } from "./member.ts";
import type { OtpOptionsAndContext, SendThrough } from "./otp.ts";

/** Prepares messages for the delivery that every message of the facade takes: same route, limits, breakers and retries. */
export function createCodeSender(
  dispatch: SendContext,
  check: (message: LooseMessage, options: OtpStartOptions) => CheckedMessage,
  gate: InFlight,
  during: Reporting["during"],
): OtpOptionsAndContext["prepare"] {
  return (message, options) => {
    // Before the start is counted and the code before it made worthless.
    gate.assertOpen();
    const checked = { ...check(message, options), reference: newReference() };
    return {
      to: checked.to[0] as E164,
      text: checked.text,
      deliver: (through) =>
        gate.run(async () => {
          const send = () => sendToAll(checked, { ...dispatch, providers: linesThrough(dispatch.providers, through) });
          const outcomes = await during(checked.reference, send);
          dispatch.hooks.outcomes(outcomes);
          return outcomes[0] as Outcome;
        }),
    };
  };
}

/** The same lines, with their breakers and rate limits, and another `send`. */
function linesThrough(lines: SendContext["providers"], through: SendThrough): SendContext["providers"] {
  return new Map(
    [...lines].map(([name, line]) => {
      const { regions, limits, can, client } = line.provider;
      const send: typeof line.provider.send = (message, call) => through(line.provider, message, call);
      return [name, { ...line, provider: { name, regions, limits, can, client, send } }];
    }),
  );
}
