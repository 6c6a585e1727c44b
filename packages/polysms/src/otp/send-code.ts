import type { E164, Outcome } from "@polysms/core";
import type { Gate } from "../concurrency/in-flight.ts";
import { newReference } from "../hashing/reference.ts";
import type { CheckedMessage, LooseMessage } from "../message/message.ts";
import type { Reporting } from "../reports/reporting.ts";
import { deliver } from "../sending/send.ts";
import type { Dispatch } from "../sending/send-context.ts";
import type { OtpStartOptions } from "./member.ts";
import type { OtpParts, SendThrough } from "./otp.ts";

/** Prepares messages for the delivery that every message of the facade takes: same route, limits, breakers and retries. */
export function prepareFor(
  dispatch: Dispatch,
  check: (message: LooseMessage, options: OtpStartOptions) => CheckedMessage,
  gate: Gate,
  during: Reporting["during"],
): OtpParts["prepare"] {
  return (message, options) => {
    // Before the start is counted and the code before it made worthless.
    gate.assertOpen();
    const checked = { ...check(message, options), reference: newReference() };
    return {
      to: checked.to[0] as E164,
      text: checked.text,
      deliver: (through) =>
        gate.enter(async () => {
          const send = () => deliver(checked, { ...dispatch, lines: linesThrough(dispatch.lines, through) });
          const outcomes = await during(checked.reference, send);
          dispatch.hooks.outcomes(outcomes);
          return outcomes[0] as Outcome;
        }),
    };
  };
}

/** The same lines, with their breakers and rate limits, and another `send`. */
function linesThrough(lines: Dispatch["lines"], through: SendThrough): Dispatch["lines"] {
  return new Map(
    [...lines].map(([name, line]) => {
      const { regions, limits, can, client } = line.provider;
      const send: typeof line.provider.send = (message, call) => through(line.provider, message, call);
      return [name, { ...line, provider: { name, regions, limits, can, client, send } }];
    }),
  );
}
