import { describeContract } from "@polysms/testing";
import { afterAll, beforeAll, describe, it } from "vitest";
import { createAocClient } from "../src/index.ts";
import { specFile } from "./setup.ts";

describeContract({
  spec: specFile,
  test: { describe, it, beforeAll, afterAll },
  client: ({ baseUrl }) => {
    const client = createAocClient({ apiKey: "123456789", baseUrl });
    return { call: ({ path }, { body }) => client.POST(path as never, { body } as never) };
  },
});
