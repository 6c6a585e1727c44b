import { describe, expect, it } from "vitest";
import { documentOf } from "../../src/index.ts";
import { acme, acmeWith } from "../setup.ts";

describe("documentOf", () => {
  const { answersOf, at, document, exampleOf, objectAt, operations } = documentOf(acme);

  it("lists the documented answers of an operation", () => {
    expect(answersOf("sendMessage").map(({ key, status }) => [key, status])).toEqual([
      ["200 accepted", 200],
      ["200 scheduled", 200],
      ["400 invalidNumber", 400],
      ["400 insufficientBalance", 400],
      ["401 badCredentials", 401],
      ["500 serverError", 500],
    ]);
    expect(answersOf("sendMessage")[0]?.value).toEqual({ status: 200, message_id: 41 });
    expect(() => answersOf("sendMassage")).toThrow(/no operation "sendMassage".*has: createToken, sendMessage/);
  });

  it("gives every answer of an operation another key", () => {
    for (const { operationId } of operations) {
      const keys = answersOf(operationId).map(({ key }) => key);
      expect(new Set(keys).size, operationId).toBe(keys.length);
    }
  });

  it("gives the value of an example by its name in the components", () => {
    expect(exampleOf("BadCredentials")).toEqual({ status: 401, error: "Bad credentials" });
    expect(() => exampleOf("BadCredential")).toThrow("did you mean BadCredentials?");
    expect(() => documentOf({ openapi: "3.1.0" }).exampleOf("Any")).toThrow("there are none.");
  });

  it("follows a $ref anywhere on the way, and keeps what is written beside it", () => {
    const schedule = ["components", "schemas", "MessageRequest", "properties", "schedule"];
    expect(document).toHaveProperty([...schedule, "$ref"]);
    expect(at(...schedule, "properties", "date")).toMatchObject({ type: "string", format: "date" });
    const described = documentOf(acmeWith([...schedule, "description"], "When it goes out."));
    expect(described.objectAt(...schedule)).toMatchObject({ description: "When it goes out.", type: "object" });
    expect(described.objectAt(...schedule)).not.toHaveProperty("$ref");
  });

  it("names the place when nothing, or no object, is there", () => {
    expect(() => at("paths", "/v1/nowhere", "get")).toThrow("The document has nothing at paths → /v1/nowhere → get.");
    expect(() => objectAt("info", "title")).toThrow("The document has no object at info → title.");
  });
});
