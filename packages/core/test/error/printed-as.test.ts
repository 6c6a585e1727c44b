import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { printedAs } from "../../src/index.ts";

describe("a value with its own view", () => {
  const value = { to: "+254700111222", note: "x" };
  const printed = printedAs(value, ({ note }) => ({ to: "masked", note }));

  it("is printed as the view says, also inside other values", () => {
    expect(inspect(printed)).toBe("{ to: 'masked', note: 'x' }");
    expect(inspect([printed])).toBe("[ { to: 'masked', note: 'x' } ]");
  });

  it("is otherwise unchanged: the same object, its fields, its JSON and its copies", () => {
    expect(printed).toBe(value);
    expect(Object.keys(printed)).toEqual(["to", "note"]);
    expect(JSON.stringify(printed)).toBe('{"to":"+254700111222","note":"x"}');
    expect(structuredClone(printed)).toEqual({ to: "+254700111222", note: "x" });
    expect(inspect({ ...printed })).toContain("+254700111222");
  });
});
