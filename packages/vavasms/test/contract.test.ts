import { describeContract } from "@polysms/testing";
import { afterAll, beforeAll, describe, it } from "vitest";
import { createVavasmsClient } from "../src/index.ts";
import { specFile } from "./setup.ts";

describeContract({
  spec: specFile,
  test: { describe, it, beforeAll, afterAll },
  client: ({ baseUrl }) => {
    const client = createVavasmsClient({
      username: "account@example.com",
      password: "your_password",
      baseUrl,
      // The document's placeholder for the path, which is not known.
      statusPath: "/api/v1/text/status",
    });
    return { call: ({ path }, { body }) => client.POST(path as never, { body } as never) };
  },
});
