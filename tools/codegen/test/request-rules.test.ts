import { describe, expect, it } from "vitest";
import type { OpenApiDocument } from "../src/openapi-document.ts";
import { requestRules } from "../src/request-rules.ts";

const document = {
  info: { title: "Acme", version: "1.0.0" },
  servers: [],
  paths: {},
  components: {
    schemas: { Sender: { type: "string", maxLength: 11, description: "Prose.", "x-evidence": "assumed" } },
  },
} as OpenApiDocument;

describe("requestRules", () => {
  it("keeps the rules and drops the prose", () => {
    const schema = {
      type: "object",
      description: "Prose.",
      required: ["text"],
      properties: { text: { type: "string", minLength: 1, default: "x", examples: ["Hello"] } },
    };
    expect(requestRules(document, schema, "sendMessage")).toEqual({
      type: "object",
      required: ["text"],
      properties: { text: { type: "string", minLength: 1 } },
    });
  });

  it("replaces a reference by its schema; keywords beside the reference win", () => {
    const schema = { $ref: "#/components/schemas/Sender", maxLength: 6 };
    expect(requestRules(document, schema, "sendMessage")).toEqual({ type: "string", maxLength: 6 });
  });

  it("keeps an example beside a pattern, for the error message", () => {
    const schema = { type: "string", pattern: "^\\d+$", examples: ["254712345678"] };
    expect(requestRules(document, schema, "sendMessage")).toEqual({
      type: "string",
      pattern: "^\\d+$",
      example: "254712345678",
    });
  });

  it("keeps the formats that the client checks and drops the others", () => {
    expect(requestRules(document, { type: "string", format: "date" }, "x")).toEqual({ type: "string", format: "date" });
    expect(requestRules(document, { type: "string", format: "password" }, "x")).toEqual({ type: "string" });
  });

  it("throws for a keyword that the client could not enforce, and says where it is", () => {
    const schema = { type: "object", properties: { tags: { type: "array", uniqueItems: true } } };
    expect(() => requestRules(document, schema, "sendMessage")).toThrow(
      /sendMessage\/properties\/tags: the client cannot enforce "uniqueItems"/,
    );
  });

  it("throws for a reference to nothing", () => {
    expect(() => requestRules(document, { $ref: "#/components/schemas/Nobody" }, "x")).toThrow(/does not exist/);
  });
});
