import { describeProvider } from "@polysms/testing";
import { afterAll, beforeAll, describe, it } from "vitest";
import { aoc } from "../src/index.ts";
import { apiKey } from "./credentials.ts";
import { replyTo } from "./setup.ts";

// No rejection is documented, so there is none that proves anything.
describeProvider({
  test: { describe, it, beforeAll, afterAll },
  name: "aoc",
  create: (settings) => aoc({ apiKey, senderId: "MYBRND", ...settings }),
  secrets: [apiKey],
  accepted: (to) => ({
    status: 200,
    body: replyTo(...to.map((phone) => phone.slice(1))),
    ids: to.map((_, index) => `request:${index + 1}`),
  }),
});
