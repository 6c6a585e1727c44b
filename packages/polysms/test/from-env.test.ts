import { describe, expect, it, vi } from "vitest";
import { aocFromEnv, createSms, intouchvasFromEnv, touchbaseproFromEnv, vavasmsFromEnv } from "../src/index.ts";

const environment = {
  INTOUCHVAS_API_KEY: "canary-key",
  INTOUCHVAS_SENDER_ID: "MYBRAND",
  VAVASMS_USERNAME: "you@example.com",
  VAVASMS_PASSWORD: "canary-password",
  VAVASMS_SENDER_ID: "MyBrand",
  TOUCHBASEPRO_API_KEY: "canary-key",
  AOC_API_KEY: "canary-key",
  AOC_SENDER_ID: "MYBRND",
};
const makers = { intouchvasFromEnv, vavasmsFromEnv, touchbaseproFromEnv, aocFromEnv };

/** Sends one message and returns its request. */
async function requestOf(make: (options: object, env: object) => never, env: object): Promise<Request> {
  let seen: Request | undefined;
  const fetch = async (request: Request) => {
    seen = request;
    return Response.json({});
  };
  await createSms({ providers: [make({ fetch }, env)] }).send({ to: "+254712345678", text: "Hello" });
  if (seen === undefined) throw new Error("nothing was sent");
  return seen;
}

describe("providers from the environment", () => {
  it("send with the credentials and sender IDs from the documented variables", async () => {
    const [intouchvas, vavasms, touchbasepro, aoc] = await Promise.all(
      Object.values(makers).map((make) => requestOf(make as never, environment)),
    );
    expect(intouchvas?.headers.get("x-api-key")).toBe("canary-key");
    expect(await intouchvas?.json()).toMatchObject({ sender_id: "MYBRAND" });
    expect(await vavasms?.text()).toContain("username=you%40example.com&password=canary-password");
    expect(touchbasepro?.headers.get("authorization")).toBe("Bearer canary-key");
    expect(aoc?.headers.get("apikey")).toBe("canary-key");
    expect(await aoc?.json()).toMatchObject({ sender: "MYBRND" });
  });

  it("read the variables of the process by default", () => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    expect(Object.values(makers).map((make) => make().name)).toEqual(["intouchvas", "vavasms", "touchbasepro", "aoc"]);
  });

  it.each([
    ["INTOUCHVAS_API_KEY", intouchvasFromEnv, /set it, or INTOUCHVAS_USERNAME and INTOUCHVAS_PASSWORD/],
    ["VAVASMS_USERNAME", vavasmsFromEnv, /is not set/],
    ["VAVASMS_PASSWORD", vavasmsFromEnv, /is not set/],
    ["VAVASMS_SENDER_ID", vavasmsFromEnv, /is not set/],
    ["TOUCHBASEPRO_API_KEY", touchbaseproFromEnv, /is not set/],
    ["AOC_API_KEY", aocFromEnv, /is not set/],
    ["AOC_SENDER_ID", aocFromEnv, /is not set/],
  ])("throw an error that names the missing or empty variable: %s", (name, make, problem) => {
    expect(() => make({}, { ...environment, [name]: undefined })).toThrow(problem);
    expect(() => make({}, { ...environment, [name]: " " })).toThrow(new RegExp(`${name} is empty in the environment`));
    try {
      make({}, { ...environment, [name]: undefined });
    } catch (error) {
      expect(error).toMatchObject({ code: "config", field: name });
      expect(JSON.stringify(error)).not.toContain("canary");
    }
  });

  it("accept a user name and a password for InTouchVAS instead of an API key", () => {
    const env = { INTOUCHVAS_USERNAME: "+254700000001", INTOUCHVAS_PASSWORD: "canary-password" };
    expect(intouchvasFromEnv({}, env).name).toBe("intouchvas");
    expect(() => intouchvasFromEnv({}, { INTOUCHVAS_USERNAME: "a" })).toThrow(/INTOUCHVAS_PASSWORD is not set/);
  });
});
