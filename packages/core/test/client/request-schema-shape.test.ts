import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findProblem, type RequestSchema } from "../../src/index.ts";
import { canary, expectNoCanary } from "../canary.ts";

/** The problem of a body `{ field: value }`, free of canaries. */
function problemOf(schema: RequestSchema, value: unknown) {
  const problem = findProblem({ type: "object", properties: { field: schema } }, { field: value });
  expectNoCanary(problem);
  return problem;
}

const text = canary.text;

describe("lists and objects", () => {
  const contacts: RequestSchema = {
    type: "array",
    items: { type: "object", required: ["phone"], properties: { phone: { type: "string", pattern: "^\\+" } } },
  };

  it("names the place of a wrong item", () => {
    expect(problemOf(contacts, [{ phone: "+1" }, { phone: text }])).toEqual({
      field: "field[1].phone",
      problem: "must match ^\\+",
    });
  });

  it("names the place of a missing field", () => {
    expect(problemOf(contacts, [{ phone: undefined }])).toEqual({ field: "field[0].phone", problem: "is missing." });
  });

  it("notices a hole in a list", () => {
    expect(problemOf({ items: { type: "string" } }, new Array(1))?.field).toBe("field[0]");
  });

  it("finds a field that is not declared, and only where the schema is closed", () => {
    const open: RequestSchema = { type: "object", properties: { text: {} } };
    expect(problemOf(open, { tekst: text })).toBeUndefined();
    expect(problemOf({ ...open, additionalProperties: false }, { tekst: text })).toEqual({
      field: "field.tekst",
      problem: "is not a field of this request; did you mean text?",
    });
    expect(problemOf({ ...open, additionalProperties: false }, { toString: text })?.field).toBe("field.toString");
    expect(problemOf({ ...open, additionalProperties: false }, { tekst: undefined })).toBeUndefined();
  });

  it("does not repeat an undeclared field that is itself a phone number", () => {
    const closed: RequestSchema = { type: "object", properties: { text: {} }, additionalProperties: false };
    expect(problemOf(closed, { [canary.phone]: text })?.problem).toContain("is not a field of this request");
  });

  it("asks for what another field needs", () => {
    const schema: RequestSchema = { type: "object", dependentRequired: { day: ["time"] } };
    expect(problemOf(schema, {})).toBeUndefined();
    expect(problemOf(schema, { day: 1, time: 2 })).toBeUndefined();
    expect(problemOf(schema, { day: text })).toEqual({ field: "field.time", problem: "is missing." });
  });

  it("takes a field that is called like a method of every object", () => {
    const schema: RequestSchema = { type: "object", dependentRequired: { day: ["time"] } };
    expect(problemOf(schema, { constructor: "a", toString: "b" })).toBeUndefined();
  });
});

describe("choices and conditions", () => {
  const byKey: RequestSchema = { required: ["key"], properties: { key: { type: "string" } } };
  const byName: RequestSchema = { required: ["name"], properties: { name: { type: "string" } } };

  it("anyOf takes one or both", () => {
    for (const value of [{ key: "a" }, { name: "b" }, { key: "a", name: "b" }]) {
      expect(problemOf({ anyOf: [byKey, byName] }, value)).toBeUndefined();
    }
    expect(problemOf({ anyOf: [byKey, byName] }, { other: text })).toEqual({
      field: "field.key",
      problem: "is missing.",
    });
  });

  it("oneOf takes one and not both", () => {
    expect(problemOf({ oneOf: [byKey, byName] }, { key: "a" })).toBeUndefined();
    expect(problemOf({ oneOf: [byKey, byName] }, { key: text, name: text })).toEqual({
      field: "field",
      problem: "fits several forms; only one may be used.",
    });
    expect(problemOf({ oneOf: [byKey, byName] }, {})).toEqual({ field: "field.key", problem: "is missing." });
  });

  it("anyOf does not switch oneOf off when both are in one schema", () => {
    const both: RequestSchema = { anyOf: [{ type: "object" }], oneOf: [byKey, byName] };
    expect(problemOf(both, { key: "a" })).toBeUndefined();
    expect(problemOf(both, {})).toEqual({ field: "field.key", problem: "is missing." });
  });

  it("then holds only where if does", () => {
    // As text, because an object that is written with a `then` looks like a promise.
    const schema: RequestSchema = JSON.parse(
      '{"if":{"required":["type"],"properties":{"type":{"const":"later"}}},"then":{"required":["time"]}}',
    );
    expect(problemOf(schema, { type: "now" })).toBeUndefined();
    expect(problemOf(schema, {})).toBeUndefined();
    expect(problemOf(schema, { type: "later", time: "12:00" })).toBeUndefined();
    expect(problemOf(schema, { type: "later" })).toEqual({ field: "field.time", problem: "is missing." });
  });
});

describe("the whole body", () => {
  it("is called body, and its fields by their own names", () => {
    expect(findProblem({ type: "object" }, text)).toEqual({
      field: "body",
      problem: "must be an object, not a string.",
    });
    expect(findProblem({ required: ["to"] }, {})).toEqual({ field: "to", problem: "is missing." });
  });

  it("never appears in the problem, whatever is wrong with it", () => {
    const schema: RequestSchema = {
      type: "object",
      properties: {
        a: { type: "string", maxLength: 3, pattern: "^x", format: "uri" },
        b: { enum: ["one"], minimum: 5 },
        c: { type: "array", maxItems: 1, items: { type: "string", const: "c" } },
      },
    };
    const value = fc.constantFrom<unknown[]>(canary.text, canary.secret, canary.phone, [canary.secret], {
      a: canary.phone,
    });
    fc.assert(
      fc.property(fc.record({ a: value, b: value, c: fc.oneof(value, fc.array(value)) }), (body) => {
        const problem = findProblem(schema, body);
        expect(problem?.field).toMatch(/^[abc]/);
        expectNoCanary(problem);
      }),
    );
  });
});
