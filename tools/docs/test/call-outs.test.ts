import { describe, expect, it } from "vitest";
import { withCallOuts } from "../src/api-reference/call-outs.ts";
import { countEvidence } from "../src/spec/evidence.ts";
import type { ApiDocument } from "../src/spec/provider-document.ts";

const source = { docs: { title: "Acme docs", date: "2026-01-01", url: "https://acme.example/docs" } };

function documentWith(properties: object): ApiDocument {
  return {
    info: { title: "Acme", version: "1.0.0", summary: "Acme.", description: "Hello.\n", "x-sources": source },
    paths: {},
    components: { schemas: { Message: { type: "object", properties } } },
  } as ApiDocument;
}

describe("call-outs", () => {
  it("writes evidence and credentials into descriptions, and does not change the document itself", () => {
    const document = documentWith({
      sender: { type: "string", "x-evidence": "assumed", "x-credential": "senderId" },
      text: { type: "string", description: "The text.", "x-evidence": "documented" },
    });
    const before = structuredClone(document);
    expect(withCallOuts(document)).toMatchObject({
      components: {
        schemas: {
          Message: {
            properties: {
              sender: { description: expect.stringMatching(/^> Assumed: .*\n\nCredential: .*`senderId`\.$/s) },
              text: { description: "The text." },
            },
          },
        },
      },
    });
    expect(document).toEqual(before);
  });

  it("does not mistake a property called description, value or default for the keyword", () => {
    const document = documentWith({
      description: { type: "string", "x-evidence": "observed" },
      value: { type: "string", "x-evidence": "sdk" },
      default: { type: "string", "x-evidence": "sdk" },
      enum: { enum: [{ "x-evidence": "assumed" }], default: { "x-evidence": "assumed" } },
    });
    expect(countEvidence(document)).toMatchObject({ sdk: 2, observed: 1, assumed: 0 });
    expect(withCallOuts(document)).toMatchObject({
      components: { schemas: { Message: { properties: { value: { description: expect.stringContaining("SDK") } } } } },
    });
  });

  it("writes the evidence of a media type into the description of the body, where Redoc shows it", () => {
    const content = { "application/json": { schema: {}, "x-evidence": "assumed" } };
    const document = {
      ...documentWith({}),
      components: { requestBodies: { Message: { description: "A body.", content } } },
    };
    expect(withCallOuts(document)).toMatchObject({
      components: {
        requestBodies: {
          Message: { description: expect.stringMatching(/^A body\.\n\n> `application\/json`: Assumed: /), content },
        },
      },
    });
  });

  it("lists the sources with their links", () => {
    expect(withCallOuts(documentWith({})).info.description).toBe(
      "Hello.\n\n## Sources\n\n- `docs`: [Acme docs](https://acme.example/docs), read on 2026-01-01",
    );
  });
});
