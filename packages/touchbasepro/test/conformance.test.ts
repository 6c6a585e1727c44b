import { describeProvider } from "@polysms/testing";
import { afterAll, beforeAll, describe, it } from "vitest";
import { touchbasepro } from "../src/index.ts";
import { apiKey } from "./credentials.ts";
import { outcome, replyOf } from "./setup.ts";

describeProvider({
  test: { describe, it, beforeAll, afterAll },
  name: "touchbasepro",
  create: (settings) => touchbasepro({ apiKey, ...settings }),
  secrets: [apiKey],
  accepted: (to) => ({
    status: 202,
    body: replyOf(to.map((phone) => outcome(Number(phone), { apiMessageId: `id of ${phone}` }))),
    ids: to.map((phone) => `id of ${phone}`),
  }),
  rejected: { status: 405, body: { status: 405, message: "Insufficient credits" } },
});
