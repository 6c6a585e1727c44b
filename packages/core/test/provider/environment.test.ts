import { describe, expect, it, vi } from "vitest";
import { fromEnvironment, missingVariables } from "../../src/index.ts";
import { errorOf } from "../canary.ts";

const one = { required: [["ACME_KEY", "ACME_SENDER"]], optional: ["ACME_ZONE"] } as const;
const two = { required: [["ACME_KEY"], ["ACME_USER", "ACME_PASSWORD"]], optional: [] } as const;

const acmeFromEnv = fromEnvironment("acme", one, (values, options) => ({ values, options }));
const eitherFromEnv = fromEnvironment("acme", two, (values) => values);

describe("a provider from the environment", () => {
  it("gets the values of its variables, and no others", () => {
    const env = { ACME_KEY: "k", ACME_SENDER: "MYBRAND", ACME_ZONE: "north", ACME_OTHER: "x" };
    expect(acmeFromEnv({ timeoutMs: 5 }, env)).toEqual({
      values: { ACME_KEY: "k", ACME_SENDER: "MYBRAND", ACME_ZONE: "north" },
      options: { timeoutMs: 5 },
    });
  });

  it.each([undefined, "", " \t"])("counts an optional variable that is %j as not set", (zone) => {
    const env = { ACME_KEY: "k", ACME_SENDER: "MYBRAND", ACME_ZONE: zone };
    expect(acmeFromEnv({}, env).values.ACME_ZONE).toBeUndefined();
  });

  it("reads the variables of the process by default", () => {
    vi.stubEnv("ACME_KEY", "k");
    vi.stubEnv("ACME_SENDER", "MYBRAND");
    expect(acmeFromEnv().values.ACME_KEY).toBe("k");
  });

  it("says which variables it reads", () => {
    expect(acmeFromEnv.variables).toBe(one);
    expect(eitherFromEnv.variables).toBe(two);
  });

  it.each([
    [undefined, "acme: ACME_SENDER is not set in the environment."],
    [" ", "acme: ACME_SENDER is empty in the environment."],
  ])("names a variable that is %j", (sender, message) => {
    const error = errorOf(() => acmeFromEnv({}, { ACME_KEY: "k", ACME_SENDER: sender }));
    expect(error).toMatchObject({ code: "config", provider: "acme", field: "ACME_SENDER", message });
  });
});

describe("variables of which one set is enough", () => {
  it("are read from the set that is there, and from the last one if there are several", () => {
    expect(eitherFromEnv({}, { ACME_KEY: "k" })).toEqual({ ACME_KEY: "k" });
    expect(eitherFromEnv({}, { ACME_USER: "u", ACME_PASSWORD: "p" })).toEqual({ ACME_USER: "u", ACME_PASSWORD: "p" });
    const all = { ACME_KEY: "k", ACME_USER: "u", ACME_PASSWORD: "p" };
    expect(eitherFromEnv({}, all)).toEqual({ ACME_USER: "u", ACME_PASSWORD: "p" });
  });

  it("are asked for by the first set if there is none, with the others named", () => {
    const message = "acme: ACME_KEY is not set in the environment; set it, or ACME_USER and ACME_PASSWORD.";
    expect(errorOf(() => eitherFromEnv({}, {})).message).toBe(message);
  });

  it("are asked for by the set that was started", () => {
    const error = errorOf(() => eitherFromEnv({}, { ACME_KEY: "k", ACME_USER: "u" }));
    expect(error.message).toBe("acme: ACME_PASSWORD is not set in the environment.");
  });
});

describe("the missing variables", () => {
  it("are those of the set that would be read", () => {
    expect(missingVariables(one, {})).toEqual(["ACME_KEY", "ACME_SENDER"]);
    expect(missingVariables(one, { ACME_KEY: "k", ACME_SENDER: " " })).toEqual(["ACME_SENDER"]);
    expect(missingVariables(two, {})).toEqual(["ACME_KEY"]);
    expect(missingVariables(two, { ACME_USER: "u" })).toEqual(["ACME_PASSWORD"]);
    expect(missingVariables(two, { ACME_KEY: "k" })).toEqual([]);
  });
});
