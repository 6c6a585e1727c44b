import { createProviderClient, type ProviderClient } from "../../src/index.ts";
import { type AcmePaths, acmeApi } from "./acme-api.ts";

declare const client: ProviderClient<AcmePaths, "login" | "password">;
declare const blob: Blob;
const body = { to: "+254712345678", text: "Hello" };

// Paths and methods.
void client.POST("/v1/messages", { body });
void client.GET("/v1/balance");
void client.GET("/v1/balance", { timeoutMs: 1000, signal: AbortSignal.abort() });
// @ts-expect-error the path is misspelt
void client.POST("/v1/mesages", { body });
// @ts-expect-error the path has no GET
void client.GET("/v1/messages");
// @ts-expect-error the path has no POST, its POST is `never`
void client.POST("/v1/messages/{id}", { params: { path: { id: "1" } } });
// @ts-expect-error a path with the parameter already in it is not the documented one
void client.GET("/v1/messages/1");

// Bodies.
// @ts-expect-error the body is required
void client.POST("/v1/messages");
// @ts-expect-error the body is required
void client.POST("/v1/messages", {});
// @ts-expect-error a field is missing
void client.POST("/v1/messages", { body: { to: "+254712345678" } });
// @ts-expect-error a field is misspelt
void client.POST("/v1/messages", { body: { ...body, tll: 5 } });
// @ts-expect-error a field is misspelt and nothing else is wrong
void client.POST("/v1/messages", { body: { to: "+254712345678", text: "Hello", tekst: "Hello" } });
// @ts-expect-error a field has the wrong type
void client.POST("/v1/messages", { body: { ...body, ttl: "5" } });
// @ts-expect-error this operation takes no body
void client.GET("/v1/balance", { body });
void client.POST("/v1/contacts", { body: { file: blob } });
// @ts-expect-error a file is a Blob
void client.POST("/v1/contacts", { body: { file: "phone\n" } });
// @ts-expect-error an option of the call is misspelt
void client.POST("/v1/messages", { body, timeout: 5 });

// The client fills in the credentials.
void client.POST("/v1/form", { body: { text: "Hello" } });
// @ts-expect-error a credential is filled in, not passed
void client.POST("/v1/form", { body: { text: "Hello", login: "me" } });
// @ts-expect-error a client without credential fields asks for them
void createProviderClient<AcmePaths>({ api: acmeApi, credentials: {} }).POST("/v1/form", { body: { text: "Hello" } });

// Parameters.
void client.GET("/v1/messages/{id}", { params: { path: { id: "1" }, query: { fields: "a" } } });
// @ts-expect-error the path parameter is required
void client.GET("/v1/messages/{id}");
// @ts-expect-error the path parameter is required
void client.GET("/v1/messages/{id}", { params: {} });
// @ts-expect-error the path parameter is misspelt
void client.GET("/v1/messages/{id}", { params: { path: { ident: "1" } } });
// @ts-expect-error the query parameter is misspelt
void client.GET("/v1/messages/{id}", { params: { path: { id: "1" }, query: { feilds: "a" } } });
// @ts-expect-error this operation takes no parameters
void client.GET("/v1/balance", { params: { query: { a: "b" } } });

// Answers.
export async function readAnswer(): Promise<string> {
  const { ok, data, error, response } = await client.POST("/v1/messages", { body });
  // @ts-expect-error data may be missing until ok was checked
  data.id;
  if (ok) return data.id;
  // @ts-expect-error the documented failure has no such field
  error.text;
  return `${error.reason} ${response.status}`;
}

// An optional body may be omitted.
interface OptionalBody {
  "/v1/ping": {
    post: { requestBody?: { content: { "application/json": { note: string } } }; responses: Record<never, never> };
  };
}
declare const optional: ProviderClient<OptionalBody>;
void optional.POST("/v1/ping");
void optional.POST("/v1/ping", { body: { note: "hello" } });
// @ts-expect-error if it is given, it is checked
void optional.POST("/v1/ping", { body: { not: "hello" } });
