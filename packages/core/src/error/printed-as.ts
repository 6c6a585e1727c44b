/** What Node's `util.inspect` and `console.log` call on a value to ask how it is to be printed. */
export const INSPECT: unique symbol = Symbol.for("nodejs.util.inspect.custom");

/**
 * Makes `console.log` and `util.inspect` show a value as `view` gives it, and returns the value. The value itself is
 * unchanged: its fields, its JSON and its copies are as before. Runtimes without `util.inspect` ignore it.
 */
export function printedAs<Value extends object>(value: Value, view: (value: Value) => unknown): Value {
  return Object.defineProperty(value, INSPECT, { value: () => view(value) });
}
