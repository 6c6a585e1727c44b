import { stringify } from "yaml";

// A small document, made new for each test so that the test can change it.
export function acme() {
  return {
    openapi: "3.1.0",
    info: { title: "Acme", version: "0.1.0", "x-quirks": [{ id: "acme-odd", note: "Odd." }] },
    servers: [{ url: "https://api.acme.example" }],
    paths: {
      "/messages": {
        post: {
          operationId: "sendMessage",
          description: "Sends a text.",
          "x-error-codes": [{ code: 7, name: "NO_CREDIT" }],
          requestBody: {
            required: true,
            content: { "application/json": { schema: { $ref: "#/components/schemas/SendRequest" } } },
          },
          responses: {
            "200": {
              description: "Taken.",
              content: { "application/json": { schema: { $ref: "#/components/schemas/SendReply" } } },
            },
          },
        },
      },
    } as Record<string, Record<string, { description: string; "x-error-codes": { code: number; name: string }[] }>>,
    components: {
      schemas: {
        SendRequest: {
          type: "object",
          additionalProperties: false,
          required: ["to", "text", "user"],
          properties: {
            to: { type: "string" },
            text: { type: "string" },
            user: { type: "string", "x-credential": "user" },
            sender: { type: "string" },
          } as Record<string, object>,
        },
        SendReply: {
          type: "object",
          required: ["id"],
          properties: { id: { type: "string" }, state: { type: "string", enum: ["sent"] } } as Record<string, object>,
        },
      },
    },
  };
}

export type Acme = ReturnType<typeof acme>;

/** The document before and after a change. */
export function changed(change: (document: Acme) => void): [before: string, after: string] {
  const after = acme();
  change(after);
  return [stringify(acme()), stringify(after)];
}
