import { describe, expect, it } from "vitest";
import { createValidator } from "../../src/index.ts";
import { acmeWith } from "../setup.ts";

describe("the validator on documents", () => {
  const schemas = ["components", "schemas"];
  it.each([
    [
      "a keyword that does not exist",
      [...schemas, "MessageRequest", "properties", "message", "maxlength"],
      3,
      /MessageRequest.*maxlength/,
    ],
    [
      "a keyword with a value of the wrong type",
      [...schemas, "Number", "maxLength"],
      "9",
      /#\/components\/schemas\/.*maxLength/,
    ],
    ["a negative length", [...schemas, "Number", "maxLength"], -1, /schema is invalid/],
    ["a format that does not exist", [...schemas, "Number", "format"], "phone", /unknown format "phone"/],
    [
      "a $ref that leads nowhere",
      [...schemas, "MessageRequest", "properties", "schedule"],
      { $ref: "#/components/schemas/Plan" },
      /Plan/,
    ],
    ["a $ref out of the document", ["paths", "/v1/bulk"], { $ref: "./bulk.yaml" }, /Bundle it first/],
    ["an open request body", [...schemas, "Schedule", "additionalProperties"], undefined, /additionalProperties/],
    ["a relative server", ["servers"], [{ url: "/" }], /absolute/],
    ["no server", ["servers"], [], /no server/],
    ["an operation without a name", ["paths", "/v1/bulk", "post", "operationId"], undefined, /operationId is missing/],
    ["two operations of one name", ["paths", "/v1/bulk", "post", "operationId"], "sendMessage", /used twice/],
    ["an unknown security scheme", ["security"], [{ Nothing: [] }], /security scheme is used but not defined/],
    [
      "a cookie parameter",
      ["paths", "/v1/bulk", "post", "parameters"],
      [{ name: "a", in: "cookie", schema: {} }],
      /only path, query and header/,
    ],
  ])("rejects %s", (_, path, value, expected) => {
    // `undefined` has to be absent, not only undefined, for Ajv.
    const document = JSON.parse(JSON.stringify(acmeWith(path, value)));
    expect(() => createValidator(document)).toThrow(expected);
  });
});
