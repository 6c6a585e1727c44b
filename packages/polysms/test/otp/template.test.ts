import { describe, expect, it } from "vitest";
import { stub } from "../stub-provider.ts";
import { codeAt, openDesk, ticketOf, to } from "./setup.ts";

const templates = {
  login: { text: "{code} is your {app} code", dlt: { templateId: "1507165650000000001" } },
  plain: { text: "Your code: {code}" },
  hello: { text: "Hello {app}" },
};

function desk() {
  const one = stub("one");
  const { otp } = openDesk([one], { templates, options: { text: "Of the options: {code}" } });
  return { one, start: (request: object) => otp.start({ to, ...request } as never), otp };
}

describe("rule 9, OTP for every provider: a template", () => {
  it("carries the code and its values, in place of the text of the options, with its DLT id", async () => {
    const { one, start, otp } = desk();
    const started = await start({ template: "login", vars: { app: "Shop" } });
    expect(one.requests).toMatchObject([
      { text: expect.stringMatching(/^\d{6} is your Shop code$/), templateId: "1507165650000000001" },
    ]);
    expect(await otp.check(ticketOf(started), codeAt(one))).toBe("approved");
  });

  it("that needs nothing but the code needs no values", async () => {
    const { one, start } = desk();
    await start({ template: "plain" });
    expect(one.requests[0]?.text).toMatch(/^Your code: \d{6}$/);
  });

  it("is handed to a provider's own service with the code still to be filled in", async () => {
    const asked: unknown[] = [];
    const can = {
      otp: {
        start: async (request: unknown) => {
          asked.push(request);
          return { status: "accepted", id: "1" } as const;
        },
        check: async () => "approved" as const,
      },
    };
    const { otp } = openDesk([{ ...stub("service"), can }], { templates });
    await otp.start({ to, template: "login", vars: { app: "Shop" } } as never);
    expect(asked).toMatchObject([{ text: "{code} is your Shop code", codeLength: 6 }]);
  });

  it.each([
    ["of no name that there is", { template: "log" }, "template", /names no template/],
    ["without {code}", { template: "hello", vars: { app: "Shop" } }, "template", /has no \{code\} in it/],
    ["with a code of the caller's", { template: "login", vars: { app: "x", code: 1 } }, "vars.code", /is made here/],
    ["without a value", { template: "login" }, "vars.app", /is missing/],
    ["beside a text", { template: "plain", text: "{code}" }, "text", /cannot be given together with template/],
    ["left out, with values all the same", { vars: { app: "x" } }, "vars", /none is named/],
  ])("%s is refused before anything is sent", async (_, request, field, message) => {
    const { one, start } = desk();
    await expect(start(request)).rejects.toMatchObject({
      code: "bad-request",
      field,
      message: expect.stringMatching(message),
    });
    expect(one.requests).toEqual([]);
  });
});
