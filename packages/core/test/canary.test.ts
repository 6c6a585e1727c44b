import { describe, expect, it } from "vitest";
import { SmsError } from "../src/index.ts";
import { canary, expectNoCanary } from "./canary.ts";

const { phone, secret, text } = canary;

describe("the canary check", () => {
  it.each([secret, text, phone, "254-700 (111) 222", "0700.111.222", btoa(secret)])(
    "notices %j in a message",
    (leak) => {
      const error = new SmsError(`acme: ${leak}`, { code: "network", mayHaveBeenSent: true });
      expect(() => expectNoCanary(error)).toThrow();
    },
  );

  it("notices a canary in a field and in a plain error's cause", () => {
    expect(() => expectNoCanary({ hint: secret })).toThrow();
    expect(() => expectNoCanary(new Error("x", { cause: new Error(phone) }))).toThrow();
  });

  it("is content with a masked number", () => {
    expectNoCanary(new SmsError("acme: +254•••••••22", { code: "network", mayHaveBeenSent: true }));
  });
});
