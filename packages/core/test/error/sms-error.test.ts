import { spawnSync } from "node:child_process";
import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { invalidInput, isSmsError, SmsError, type SmsErrorDetails } from "../../src/index.ts";
import { canary, expectNoCanary } from "../canary.ts";

const details: SmsErrorDetails = {
  code: "rate-limited",
  mayHaveBeenSent: false,
  provider: "acme",
  providerCode: "E42",
  providerMessage: "slow down",
  httpStatus: 429,
  retryAfterMs: 0,
  field: "to",
  hint: "Wait.",
};

function expectNoShown(text: string): void {
  expect(text).not.toContain(canary.secret);
  expect(text).not.toContain(canary.phone.slice(1));
}

describe("an SmsError", () => {
  it("is an Error that carries its details", () => {
    const error = new SmsError("acme: slow down", details);
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf(SmsError);
    expect(error.name).toBe("SmsError");
    expect(error.message).toBe("acme: slow down");
    expect({ ...error }).toEqual({ ...details, name: "SmsError" });
  });

  it("becomes JSON with every detail, also those that are 0", () => {
    const json: unknown = JSON.parse(JSON.stringify(new SmsError("acme: slow down", details)));
    expect(json).toEqual({ name: "SmsError", message: "acme: slow down", ...details });
  });

  it("leaves out of its JSON what it does not know", () => {
    const error = new SmsError("acme: gone", { code: "network", mayHaveBeenSent: true });
    expect(error.toJSON()).toEqual({ name: "SmsError", message: "acme: gone", code: "network", mayHaveBeenSent: true });
  });

  it("keeps its cause for debuggers and out of JSON, spread and inspect", () => {
    const cause = new Error(`POST ${canary.secret} ${canary.phone}`);
    const error = new SmsError("acme: gone", { code: "network", mayHaveBeenSent: true, cause });
    expect(error.cause).toBe(cause);
    expect({ ...error }).not.toHaveProperty("cause");
    expectNoCanary(error);
    expectNoCanary({ nested: [error] });
  });

  it("keeps its cause out of whatever reads the properties of an error: a clone, an inspector that ignores its own view", () => {
    const cause = new Error(`POST ${canary.secret} ${canary.phone}`);
    const error = new SmsError("acme: gone", { code: "network", mayHaveBeenSent: true, cause });
    expectNoCanary(structuredClone(error));
    // This is how Node prints an uncaught error.
    expectNoShown(inspect(error, { customInspect: false, showHidden: true, depth: null }));
    expectNoShown(inspect({ nested: [error] }, { customInspect: false, depth: null }));
    expect(structuredClone(error).message).toBe("acme: gone");
  });

  it("keeps its cause out of what Node prints when it is not caught", () => {
    const url = new URL("../../src/error/sms-error.ts", import.meta.url).href;
    const script = `import { SmsError } from ${JSON.stringify(url)};
      const cause = new Error("POST ${canary.secret} ${canary.phone}");
      throw new SmsError("acme: gone", { code: "network", mayHaveBeenSent: true, cause });`;
    const { stderr, status } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toContain("SmsError: acme: gone");
    // The line of the source that Node shows is not the error.
    expectNoShown(stderr.slice(stderr.indexOf("SmsError: acme: gone")));
  });

  it("has no cause if none is given", () => {
    expect("cause" in new SmsError("x", { code: "network", mayHaveBeenSent: true })).toBe(false);
  });

  it("is shown by inspect with its stack and its details, nothing undefined", () => {
    const shown = inspect(new SmsError("acme: slow down", { ...details, hint: undefined }));
    expect(shown).toMatch(/^SmsError: acme: slow down\n\s+at /);
    expect(shown).toMatch(/\n {2}code: rate-limited\n {2}mayHaveBeenSent: false\n/);
    expect(shown).toContain("\n  retryAfterMs: 0");
    expect(shown).not.toContain("hint");
    expect(shown).not.toContain("undefined");
  });
});

describe("an SmsError of another copy of the package", () => {
  it("is recognised in both directions", async () => {
    vi.resetModules();
    const copy = await import("../../src/error/sms-error.ts");
    expect(copy.SmsError).not.toBe(SmsError);
    const theirs = new copy.SmsError("acme: gone", { code: "network", mayHaveBeenSent: true });
    const ours = new SmsError("acme: gone", { code: "network", mayHaveBeenSent: true });
    expect(theirs).toBeInstanceOf(SmsError);
    expect(ours).toBeInstanceOf(copy.SmsError);
    expect(isSmsError(theirs)).toBe(true);
    expect(copy.isSmsError(ours)).toBe(true);
  });

  it.each([undefined, null, "SmsError", 0, {}, new Error("x"), { name: "SmsError", code: "network" }, () => {}])(
    "is not confused with %o",
    (value) => {
      expect(isSmsError(value)).toBe(false);
      expect(value instanceof SmsError).toBe(false);
    },
  );

  it("shows no brand among its own keys", () => {
    const error = new SmsError("x", { code: "network", mayHaveBeenSent: true });
    const symbols = Object.getOwnPropertySymbols(error).filter(
      (key) => Object.getOwnPropertyDescriptor(error, key)?.enumerable,
    );
    expect(symbols).toEqual([]);
  });
});

describe("an error about input", () => {
  it("names the field and proves that nothing was sent", () => {
    const error = invalidInput("text", "is empty.");
    expect(error.toJSON()).toEqual({
      name: "SmsError",
      message: "text is empty.",
      code: "bad-request",
      mayHaveBeenSent: false,
      field: "text",
    });
  });

  it("names the provider and says what to do, if these are given", () => {
    const error = invalidInput("apiKey", "is missing.", { provider: "acme", code: "config", hint: "Pass it." });
    expect(error).toMatchObject({
      message: "acme: apiKey is missing.",
      provider: "acme",
      code: "config",
      hint: "Pass it.",
    });
  });
});
