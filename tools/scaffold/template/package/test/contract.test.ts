import { createProviderClient } from "@polysms/core";
import { describeContract } from "@polysms/testing";
import { afterAll, beforeAll, describe, it } from "vitest";
import { api } from "../src/generated/operations.gen.ts";
import type { components, paths } from "../src/generated/schema.gen.ts";

type Message = components["schemas"]["SendMessageRequest"];

describeContract({
  spec: "acme",
  test: { describe, it, beforeAll, afterAll },
  client: ({ baseUrl }) => {
    const client = createProviderClient<paths>({
      api,
      baseUrl,
      credentials: { bearer: "key" },
      // Gives the client the real path; needed as long as the spec only assumes the call.
      paths: { "POST /messages": "/messages" },
    });
    return { call: (_operation, { body }) => client.POST("/messages", { body: body as Message }) };
  },
});
