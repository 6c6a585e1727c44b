import { describeProvider } from "@polysms/testing";
import { afterAll, beforeAll, describe, it } from "vitest";
import { intouchvas } from "../src/index.ts";
import { canary } from "./canary.ts";
import { receipt } from "./setup.ts";

const { apiKey, username, password, token } = canary;
const common = {
  test: { describe, it, beforeAll, afterAll },
  name: "intouchvas",
  accepted: (to: readonly string[]) => ({ status: 200, body: receipt(7, to.length), ids: to.map(() => "7") }),
  rejected: { status: 422, body: { status: 422, message: "Invalid parameter" } },
};

describe("with a key", () => {
  describeProvider({
    ...common,
    create: (settings) => intouchvas({ apiKey, ...settings }),
    secrets: [apiKey],
  });
});

describe("with a user name and a password", () => {
  describeProvider({
    ...common,
    create: (settings) => intouchvas({ username, password, ...settings }),
    secrets: [username, password, token],
    answerLogin: ({ path }) =>
      path === "/auth/api-key" ? { status: 200, body: { token, lifetime: 1800 } } : undefined,
  });
});
