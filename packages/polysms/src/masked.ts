import { maskPhone, type Outcome } from "@polysms/core";

/**
 * The outcome, which shows its number masked when it is printed with `console.log` or `util.inspect`. The number itself
 * stays in `to`, and in JSON made on purpose.
 */
export function masked<Name extends string>(outcome: Outcome<Name>): Outcome<Name> {
  return Object.defineProperty(outcome, Symbol.for("nodejs.util.inspect.custom"), {
    value: () => ({ ...outcome, to: maskPhone(outcome.to) }),
  });
}
