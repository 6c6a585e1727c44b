import type { E164, Outcome } from "@polysms/core";
import { deliver } from "./delivery.ts";
import type { Dispatch } from "./dispatch.ts";
import type { Guard } from "./guard.ts";
import { checkMessage } from "./message.ts";
import type { OtpParts, SendThrough } from "./otp.ts";

/** Prepares messages for the delivery that every message of the facade takes: same route, limits, breakers and retries. */
export function prepareFor(dispatch: Dispatch, guard: Guard): OtpParts["prepare"] {
  return (message, options) => {
    const checked = checkMessage(message, options, [...dispatch.lines.keys()], guard);
    return {
      to: checked.to[0] as E164,
      async deliver(through) {
        const outcomes = await deliver(checked, { ...dispatch, lines: linesThrough(dispatch.lines, through) });
        dispatch.hooks.outcomes(outcomes);
        return outcomes[0] as Outcome;
      },
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
