import { type ApiDescription, type ClientConfig, createProviderClient, type ProviderClient } from "../../src/index.ts";
import { canary } from "../canary.ts";

interface NoParameters {
  query?: never;
  header?: never;
  path?: never;
  cookie?: never;
}

interface Answers {
  200: { headers: Record<string, unknown>; content: { "application/json": { id: string } } };
  "4XX": { headers: Record<string, unknown>; content: { "application/json": { reason: string } } };
}

interface Operation {
  parameters: NoParameters;
  requestBody?: never;
  responses: Answers;
}

interface OperationWith<Content> {
  parameters: NoParameters;
  requestBody: { content: Content };
  responses: Answers;
}

interface MessageOperation {
  parameters: { query?: { fields?: string }; header?: never; path: { id: string }; cookie?: never };
  requestBody?: never;
  responses: Answers;
}

/** Shaped like the `paths` that openapi-typescript writes. */
export interface AcmePaths {
  "/v1/messages": {
    get?: never;
    post: OperationWith<{ "application/json": { to: string; text: string; ttl?: number } }>;
  };
  "/v1/messages/{id}": { get: MessageOperation; post?: never; delete: MessageOperation };
  "/v1/form": {
    post: OperationWith<{
      "application/x-www-form-urlencoded": { login: string; password: string; text: string; sender?: string };
    }>;
  };
  "/v1/contacts": { post: OperationWith<{ "multipart/form-data": { group?: string; file: Blob } }> };
  "/v1/balance": { get: Operation };
  "/v1/sender": { put: Operation; patch: Operation };
  "/v1/status": { post: OperationWith<{ "application/json": { id: string } }> };
}

const apiHost = "https://api.acme.example";
export const fileHost = "https://files.acme.example";

const common = { server: apiHost, statuses: ["200", "4XX"], security: [["token"]] } as const;
const text = { type: "string", minLength: 1, maxLength: 160 } as const;
const closed = { type: "object", additionalProperties: false } as const;

export const acmeApi: ApiDescription = {
  provider: "acme",
  title: "Acme SMS",
  servers: [apiHost, fileHost],
  securitySchemes: {
    token: { kind: "bearer" },
    account: { kind: "basic" },
    key: { kind: "header", header: "x-api-key" },
  },
  operations: {
    "POST /v1/messages": {
      ...common,
      id: "sendMessage",
      mediaType: "application/json",
      bodyRequired: true,
      body: {
        ...closed,
        required: ["to", "text"],
        properties: {
          to: { type: "string", pattern: "^\\+[1-9][0-9]{6,14}$", example: "+254712345678" },
          text,
          ttl: { type: "integer", minimum: 1, maximum: 72 },
        },
      },
    },
    "GET /v1/messages/{id}": { ...common, id: "getMessage" },
    "DELETE /v1/messages/{id}": { ...common, id: "deleteMessage" },
    "POST /v1/form": {
      ...common,
      id: "sendForm",
      security: [],
      mediaType: "application/x-www-form-urlencoded",
      bodyRequired: true,
      credentials: { login: "username", password: "password" },
      body: {
        ...closed,
        required: ["login", "password", "text"],
        properties: { login: text, password: text, text, sender: text },
      },
    },
    "POST /v1/contacts": {
      ...common,
      id: "uploadContacts",
      server: fileHost,
      security: [["account"]],
      mediaType: "multipart/form-data",
      bodyRequired: true,
      partTypes: { file: ["text/csv"] },
      body: {
        ...closed,
        required: ["file"],
        properties: { group: text, file: { type: "string", format: "binary", maxLength: 1000 } },
      },
    },
    "GET /v1/balance": { ...common, id: "getBalance", security: [["key"], ["token"]] },
    "PUT /v1/sender": { ...common, id: "replaceSender", security: [["key", "token"], ["account"]] },
    "PATCH /v1/sender": { ...common, id: "changeSender", security: [[]] },
    "POST /v1/status": {
      ...common,
      id: "getStatus",
      evidence: "assumed",
      mediaType: "application/json",
      bodyRequired: true,
      body: { ...closed, required: ["id"], properties: { id: text } },
    },
  },
};

export type AcmeClient = ProviderClient<AcmePaths, "login" | "password">;

/** A client of the little API above; every credential of it is a canary. */
export function acmeClient(config: Partial<ClientConfig>): AcmeClient {
  return createProviderClient<AcmePaths, "login" | "password">({
    api: acmeApi,
    credentials: { token: canary.secret, username: "acme-user", password: canary.secret },
    ...config,
  });
}

/** Sends the canaries as a message. */
export function sendCanary(client: AcmeClient, call: { signal?: AbortSignal; timeoutMs?: number } = {}) {
  return client.POST("/v1/messages", { ...call, body: { to: canary.phone, text: canary.text } });
}
