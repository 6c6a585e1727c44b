import { describe, expect, it } from "vitest";
import { environmentProviders } from "../../src/providers/from-environment.ts";

function find(name: string, env: Readonly<Record<string, string>>) {
  const found = environmentProviders(env).find((provider) => provider.name === name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
}

describe("the providers of the environment", () => {
  it("list the variables that each provider declares", () => {
    expect(find("intouchvas", {})).toMatchObject({
      state: "absent",
      problem: { field: "INTOUCHVAS_API_KEY" },
      baseUrlVariable: "POLYSMS_BASE_URL_INTOUCHVAS",
      variables: ["INTOUCHVAS_API_KEY", "INTOUCHVAS_USERNAME", "INTOUCHVAS_PASSWORD", "INTOUCHVAS_SENDER_ID"],
    });
  });

  it.each([
    [{}],
    [{ INTOUCHVAS_SENDER_ID: "MyBrand" }],
    [{ INTOUCHVAS_USERNAME: "me" }],
    [{ INTOUCHVAS_PASSWORD: "hunter2" }],
    [{ INTOUCHVAS_API_KEY: " ", INTOUCHVAS_USERNAME: "" }],
    [{ INTOUCHVAS_API_KEY: "key", INTOUCHVAS_USERNAME: "me" }],
  ])("are created with placeholders for what is missing in %j, and not without", (env) => {
    const provider = find("intouchvas", env);
    expect(provider.create({ placeholders: true }).name).toBe("intouchvas");
    expect(() => provider.create()).toThrow(/ is (not set|empty) in the environment/);
  });

  it("are partly there with a variable that is misspelt or has a wrong value", () => {
    expect(find("vavasms", { VAVASMS_USER: "me" }).state).toBe("partly");
    const complete = { VAVASMS_USERNAME: "me", VAVASMS_PASSWORD: "hunter2", VAVASMS_SENDER_ID: "MyBrand" };
    expect(find("vavasms", complete)).toMatchObject({ state: "ready", problem: undefined });
    const wrong = find("vavasms", { ...complete, VAVASMS_SENDER_ID: "longer than a sender ID" });
    expect(wrong).toMatchObject({ state: "partly", problem: { field: "senderId" }, sample: { name: "vavasms" } });
    expect(() => wrong.create({ placeholders: true })).toThrow("senderId has 23 characters");
  });

  it("have an ability that depends on an optional variable", () => {
    expect(find("vavasms", {}).sample.can).not.toHaveProperty("status");
    expect(find("vavasms", { VAVASMS_STATUS_PATH: "/status" }).sample.can).toHaveProperty("status");
  });

  it("take one base URL, or one for each documented host", () => {
    const baseUrlOf = (value: string) => find("touchbasepro", { POLYSMS_BASE_URL_TOUCHBASEPRO: value }).baseUrl;
    expect(baseUrlOf(" ")).toBeUndefined();
    expect(baseUrlOf("http://127.0.0.1:4010 ")).toBe("http://127.0.0.1:4010");
    expect(baseUrlOf("https://a.example=http://127.0.0.1:1, https://b.example=http://127.0.0.1:2")).toEqual({
      "https://a.example": "http://127.0.0.1:1",
      "https://b.example": "http://127.0.0.1:2",
    });
  });
});
