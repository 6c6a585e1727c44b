import { describe, expect, it } from "vitest";
import { intouchvas } from "../src/index.ts";
import { canary, expectNoCanary } from "./canary.ts";
import { json, phones, record } from "./setup.ts";

const { apiKey, text } = canary;

async function errorAfter(message: string) {
  const { fetch } = record(() => json({ status: 422, message }, 422));
  const { verdicts } = await intouchvas({ apiKey, fetch }).send({ to: phones(1), text });
  const [verdict] = verdicts;
  if (verdict === undefined || verdict.status === "accepted") throw new Error("The message should have been rejected.");
  return verdict.error;
}

describe("the words of a rejection", () => {
  it("are kept", async () => {
    expect(await errorAfter("Invalid sender")).toMatchObject({
      message: "intouchvas: HTTP 422: Invalid sender",
      providerMessage: "Invalid sender",
    });
  });

  it("are kept without what must not be shown", async () => {
    const error = await errorAfter(`No ${text} for ${apiKey} to 254712345600`);
    expect(error.providerMessage).toBe("No [redacted] for [redacted] to 254•••••••00");
    expectNoCanary(error);
  });
});
