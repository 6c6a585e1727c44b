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
const file = new Blob(["1234"]);

describe("each keyword", () => {
  it.each<[string, RequestSchema, unknown, unknown, string]>([
    ["type string", { type: "string" }, "a", 1, "must be a string, not a number."],
    ["type string", { type: "string" }, "", null, "must be a string, not null."],
    ["type number", { type: "number" }, 1.5, text, "must be a number, not a string."],
    ["type integer", { type: "integer" }, -3, text, "must be a whole number, not a string."],
    ["type boolean", { type: "boolean" }, false, text, "must be a boolean, not a string."],
    ["type object", { type: "object" }, {}, [text], "must be an object, not a list."],
    ["type object", { type: "object" }, {}, null, "must be an object, not null."],
    ["type array", { type: "array" }, [], { text }, "must be an array, not an object."],
    ["type null", { type: "null" }, null, text, "must be null, not a string."],
    ["two types", { type: ["string", "null"] }, null, 7, "must be a string or null, not a number."],
    ["binary", { type: "string", format: "binary" }, file, text, "must be a Blob or File, not a string."],
    [
      "a file's size",
      { type: "string", format: "binary", maxLength: 4 },
      file,
      new Blob(["12345"]),
      "has 5 bytes; at most 4 are allowed.",
    ],
    ["const", { const: "yes" }, "yes", text, 'must be "yes".'],
    ["enum", { enum: ["OTP", 2, null] }, null, text, 'must be one of "OTP", 2, null.'],
    ["minLength", { minLength: 1 }, "a", "", "is empty."],
    ["minLength", { minLength: 100 }, "a".repeat(100), text, "has 24 characters; at least 100 are needed."],
    ["maxLength", { maxLength: 5 }, "12345", text, "has 24 characters; at most 5 are allowed."],
    ["maxLength in characters", { maxLength: 2 }, "👍👍", "👍👍👍", "has 3 characters; at most 2 are allowed."],
    ["pattern", { pattern: "^[0-9]+$", example: "123" }, "42", text, 'must be written like "123".'],
    ["pattern without an example", { pattern: "^[0-9]+$" }, "42", text, "must match ^[0-9]+$"],
    ["a Unicode pattern", { pattern: "^\\p{L}+$", example: "é" }, "é", text, 'must be written like "é".'],
    ["date", { format: "date" }, "2024-02-29", text, "must be a day, written YYYY-MM-DD."],
    ["date that does not exist", { format: "date" }, "2023-02-28", "2023-02-29", "must be a day, written YYYY-MM-DD."],
    [
      "date with a time",
      { format: "date" },
      "2023-12-31",
      "2023-12-31T00:00:00Z",
      "must be a day, written YYYY-MM-DD.",
    ],
    ["uri", { format: "uri" }, "https://a.example/b", text, "must be a URL."],
    ["minimum", { minimum: 3 }, 3, 2, "must be at least 3."],
    ["maximum", { maximum: 3 }, 3, 4, "must be at most 3."],
    ["minItems", { minItems: 2 }, [1, 2], [text], "has 1 items; at least 2 are needed."],
    ["maxItems", { maxItems: 1 }, [1], [text, text], "has 2 items; at most 1 are allowed."],
    ["not", { not: { enum: [text] } }, "other", text, "is not allowed in this form."],
  ])("%s lets a fitting value through and names the rule to another: %o", (_, schema, good, bad, message) => {
    expect(problemOf(schema, good)).toBeUndefined();
    expect(problemOf(schema, bad)).toEqual({ field: "field", problem: message });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    "type number does not allow %d, and does not call it a number",
    (value) => {
      expect(problemOf({ type: "number" }, value)?.problem).toMatch(/^must be a number, not (?!a number)/);
    },
  );

  it.each([1.5, 2 ** 53])("type integer does not allow %d", (value) => {
    expect(problemOf({ type: "integer" }, value)?.problem).toMatch(/^must be a whole number, not /);
  });
});
