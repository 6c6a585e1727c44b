import { describe, expect, it } from "vitest";
import { requireCredential, requireHeaderCredential } from "../../src/index.ts";
import { canary, errorOf } from "../canary.ts";

const { secret } = canary;
const checks = [requireCredential, requireHeaderCredential];

describe.each(checks)("%o", (check) => {
  it("returns a good value as it is", () => {
    expect(check("acme", "apiKey", secret)).toBe(secret);
  });

  it.each([
    [undefined, "is missing."],
    [null, "is missing."],
    [42, "must be a string, not number."],
    [{ key: secret }, "must be a string, not object."],
    [[secret], "must be a string, not object."],
    ["", "is empty."],
    [" \n", "is empty."],
    [`${secret}\n`, "begins or ends with white space."],
    [` ${secret}`, "begins or ends with white space."],
    [`${secret}\u00a0`, "begins or ends with white space."],
  ])("throws on %j: it %s", (value, problem) => {
    expect(errorOf(() => check("acme", "apiKey", value))).toMatchObject({
      message: `acme: apiKey ${problem}`,
      code: "config",
      mayHaveBeenSent: false,
      provider: "acme",
      field: "apiKey",
    });
  });

  it("says where a missing value is usually lost", () => {
    expect(errorOf(() => check("acme", "apiKey", undefined)).hint).toContain("environment variable");
    expect(errorOf(() => check("acme", "apiKey", `${secret}\r\n`)).hint).toContain("line break");
  });
});

describe("a value that travels in a header", () => {
  it.each(["\n", "\r\nx-evil: 1", " ", "\t", "\u0000", "\u007f", "é", "→", "\u200b"])("may not contain %j", (mark) => {
    const error = errorOf(() => requireHeaderCredential("acme", "apiKey", `${secret}${mark}z`));
    expect(error).toMatchObject({ code: "config", field: "apiKey" });
    expect(error.message).toContain("cannot travel in an HTTP header");
  });

  it("may be any text where it travels in a body", () => {
    expect(requireCredential("acme", "password", "pä ss→wörd")).toBe("pä ss→wörd");
  });
});
