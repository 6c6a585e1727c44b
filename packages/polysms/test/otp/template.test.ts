import { describe, expect, it } from "vitest";
import { stub } from "../stub-provider.ts";
import { lastCode, openOtp, ticketOf, to } from "./setup.ts";

const templates = {
  login: { text: "{code} is your {app} code", dlt: { templateId: "1507165650000000001" } },
  plain: { text: "Your code: {code}" },
  hello: { text: "Hello {app}" },
};

function setup() {
  const one = stub("one");
  const { otp } = openOtp([one], { templates, options: { text: "Of the options: {code}" } });
  return { one, start: (request: object) => otp.start({ to, ...request } as never), otp };
}

describe("rule 9, OTP for every provider: a template", () => {
  it("contains the code and its values, replaces the text of the options, and has its DLT id", async () => {
    const { one, start, otp } = setup();
    const started = await start({ template: "login", vars: { app: "Shop" } });
    expect(one.requests).toMatchObject([
      { text: expect.stringMatching(/^\d{6} is your Shop code$/), templateId: "1507165650000000001" },
    ]);
    expect(await otp.check(ticketOf(started), lastCode(one))).toBe("approved");
  });

  it("that only needs the code needs no values", async () => {
    const { one, start } = setup();
    await start({ template: "plain" });
    expect(one.requests[0]?.text).toMatch(/^Your code: \d{6}$/);
  });

  it("is passed to a provider's own service with {code} still in it", async () => {
    const requests: unknown[] = [];
    const can = {
      otp: {
        start: async (request: unknown) => {
          requests.push(request);
          return { status: "accepted", id: "1" } as const;
        },
        check: async () => "approved" as const,
      },
    };
    const { otp } = openOtp([{ ...stub("service"), can }], { templates });
    await otp.start({ to, template: "login", vars: { app: "Shop" } } as never);
    expect(requests).toMatchObject([{ text: "{code} is your Shop code", codeLength: 6 }]);
  });

  it.each([
    ["with an unknown name", { template: "log" }, "template", /is not one of the templates/],
    ["without {code}", { template: "hello", vars: { app: "Shop" } }, "template", /must have \{code\} in its text/],
    [
      "with a code from the caller",
      { template: "login", vars: { app: "x", code: 1 } },
      "vars.code",
      /is filled in by polysms/,
    ],
    ["without a value", { template: "login" }, "vars.app", /is missing/],
    ["together with a text", { template: "plain", text: "{code}" }, "text", /cannot be given together with template/],
    ["left out, but with values", { vars: { app: "x" } }, "vars", /no template is named/],
  ])("%s throws before anything is sent", async (_, request, field, message) => {
    const { one, start } = setup();
    await expect(start(request)).rejects.toMatchObject({
      code: "bad-request",
      field,
      message: expect.stringMatching(message),
    });
    expect(one.requests).toEqual([]);
  });
});
