import { describeContract } from "@polysms/testing";
import { afterAll, beforeAll, describe, it } from "vitest";
import { createVavasmsClient } from "../src/index.ts";

describeContract({
  spec: new URL("../src/generated/openapi.yaml", import.meta.url),
  test: { describe, it, beforeAll, afterAll },
  client: ({ baseUrl }) => {
    const client = createVavasmsClient({
      username: "account@example.com",
      password: "your_password",
      baseUrl,
      // The document's stand-in for the path that nobody knows.
      statusPath: "/api/v1/text/status",
    });
    return { call: ({ path }, { body }) => client.POST(path as never, { body } as never) };
  },
});
