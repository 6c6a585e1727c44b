import { describe, expect, it } from "vitest";
import { checkBaseUrl } from "../../src/index.ts";
import { canary, errorOf } from "../canary.ts";

const { secret } = canary;

describe("a base URL", () => {
  it.each([
    ["https://sms.acme.example", "https://sms.acme.example"],
    ["https://sms.acme.example/", "https://sms.acme.example"],
    ["https://sms.acme.example:8443/v2//", "https://sms.acme.example:8443/v2"],
    ["http://127.0.0.1:4010", "http://127.0.0.1:4010"],
    ["http://127.1.2.3", "http://127.1.2.3"],
    ["http://localhost:1/a", "http://localhost:1/a"],
    ["http://mock.localhost", "http://mock.localhost"],
    ["http://[::1]:4010/", "http://[::1]:4010"],
  ])("%s is taken as %s", (value, expected) => {
    expect(checkBaseUrl("acme", value)).toBe(expected);
  });

  it.each([
    ["", "is not a URL"],
    [`sms.acme.example/${secret}`, "is not a URL"],
    [`ftp://sms.acme.example/${secret}`, "must be an https: URL"],
    [`data:text/plain,${secret}`, "must be an https: URL"],
    [`http://sms.acme.example/${secret}`, "must be https:"],
    ["http://localhost.acme.example", "must be https:"],
    ["http://127.0.0.1.acme.example", "must be https:"],
    ["http://notlocalhost", "must be https:"],
    ["http://0.0.0.0", "must be https:"],
    ["http://192.168.0.1", "must be https:"],
    [`https://user:${secret}@sms.acme.example`, "must not contain credentials"],
    [`https://${secret}@sms.acme.example`, "must not contain credentials"],
    [`https://sms.acme.example?key=${secret}`, "without ? or #"],
    [`https://sms.acme.example/#${secret}`, "without ? or #"],
    ["https://sms.acme.example/?", "without ? or #"],
    ["https://sms.acme.example/#", "without ? or #"],
  ])("%s throws: it %s", (value, problem) => {
    const error = errorOf(() => checkBaseUrl("acme", value));
    expect(error).toMatchObject({ code: "config", mayHaveBeenSent: false, provider: "acme", field: "baseUrl" });
    expect(error.message).toMatch(/^acme: baseUrl /);
    expect(error.message).toContain(problem);
  });

  it.each([undefined, null, 5, {}])("%j throws too", (value) => {
    expect(errorOf(() => checkBaseUrl("acme", value as never)).code).toBe("config");
  });

  it("is named as the caller names it", () => {
    expect(errorOf(() => checkBaseUrl("acme", "", "callbackUrl")).field).toBe("callbackUrl");
  });
});
