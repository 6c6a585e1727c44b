import { describe, expect, it } from "vitest";
import type { ApiDescription } from "../../src/client/api-description.ts";
import { createProviderClient } from "../../src/client/client.ts";

const api = {
  provider: "acme",
  title: "Acme",
  servers: ["https://api.acme.test"],
  securitySchemes: {},
  operations: {
    "GET /messages/{id}": { id: "getMessage", server: "https://api.acme.test", security: [], statuses: ["200"] },
    "POST /tags": {
      id: "setTags",
      server: "https://api.acme.test",
      security: [],
      statuses: ["200"],
      mediaType: "application/x-www-form-urlencoded",
      bodyRequired: true,
      body: { type: "object", properties: { tag: { type: "array", items: { type: "string" } } } },
    },
  },
} as const satisfies ApiDescription;

interface Paths {
  "/messages/{id}": { get: { parameters: { path: { id: string } }; responses: { 200: { content: never } } } };
  "/tags": {
    post: {
      requestBody: { content: { "application/x-www-form-urlencoded": { tag: string[] } } };
      responses: { 200: { content: never } };
    };
  };
}

function observed() {
  const requests: Request[] = [];
  const fetch = async (request: Request) => {
    requests.push(request.clone() as Request);
    return Response.json({});
  };
  return { requests, client: createProviderClient<Paths>({ api, credentials: {}, fetch }) };
}

describe("path parameters", () => {
  it("are written into the path, encoded", async () => {
    const { client, requests } = observed();
    await client.GET("/messages/{id}", { params: { path: { id: "a/b c" } } });
    expect(requests[0]?.url).toBe("https://api.acme.test/messages/a%2Fb%20c");
  });

  it.each([
    ["empty", { path: { id: "" } }, /params\.path\.id is missing or empty/],
    ["missing", { path: {} }, /params\.path\.id is missing or empty/],
    ["missing altogether", undefined, /params\.path\.id is missing or empty/],
    ["a dot segment", { path: { id: ".." } }, /params\.path\.id must not be a dot segment/],
  ])("are an error when %s, before anything is sent", async (_, params, problem) => {
    const { client, requests } = observed();
    await expect(client.GET("/messages/{id}", { params } as never)).rejects.toThrow(problem);
    expect(requests).toEqual([]);
  });
});

describe("a list in a form", () => {
  it("is sent as one field per item", async () => {
    const { client, requests } = observed();
    await client.POST("/tags", { body: { tag: ["a,b", "c"] } });
    expect(await requests[0]?.text()).toBe("tag=a%2Cb&tag=c");
  });
});

describe("an answer that comes after the deadline", () => {
  it("is not read, and its connection is closed", async () => {
    let release = () => {};
    let cancelled = () => {};
    const closed = new Promise<void>((resolve) => {
      cancelled = resolve;
    });
    const body = new ReadableStream({ cancel: () => cancelled() });
    const fetch = () =>
      new Promise<Response>((resolve) => {
        release = () => resolve(new Response(body));
      });
    const client = createProviderClient<Paths>({ api, credentials: {}, fetch, timeoutMs: 20 });
    const call = client.GET("/messages/{id}", { params: { path: { id: "1" } } });
    await expect(call).rejects.toMatchObject({ code: "timeout", mayHaveBeenSent: true });
    release();
    await closed;
  });
});
