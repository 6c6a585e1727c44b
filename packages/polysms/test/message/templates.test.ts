import { inspect } from "node:util";
import { startMock } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { aoc, createSms, type Template } from "../../src/index.ts";
import { stub } from "../stub-provider.ts";

const to = "+919812345678";
const login = { text: "{code} is your {app} code, {code}.", dlt: { templateId: "1507165650000000001" } };

function facade(templates: Record<string, unknown> = { login, hello: { text: "Hello." } }) {
  const one = stub("one");
  return { one, sms: createSms({ providers: [one], templates: templates as Record<string, Template> }) };
}

describe("a template", () => {
  it("is sent with its values filled in wherever they appear, and with its DLT id", async () => {
    const { one, sms } = facade();
    const outcome = await sms.send({ to, template: "login", vars: { code: 4821, app: "{code}" } });
    expect(outcome).toMatchObject({ status: "accepted", to });
    expect(one.requests).toMatchObject([
      { text: "4821 is your {code} code, 4821.", templateId: "1507165650000000001" },
    ]);
  });

  it("needs no values when it has no placeholder, and no DLT id", async () => {
    const { one, sms } = facade();
    await sms.send({ to, template: "hello" });
    expect(one.requests[0]).toMatchObject({ text: "Hello.", templateId: undefined });
  });

  it("works in preview, in a send to several numbers, and in a stream", async () => {
    const { one, sms } = facade();
    const message = { template: "login", vars: { code: 1, app: "पॉली" } } as const;
    expect(sms.preview({ to, ...message })).toMatchObject({ encoding: "UCS-2", segments: 1 });
    await sms.send({ to: [to, "+919812345679"], ...message });
    for await (const { status } of sms.stream([{ to, ...message }])) expect(status).toBe("accepted");
    expect(one.requests.map(({ text }) => text)).toEqual(["1 is your पॉली code, 1.", "1 is your पॉली code, 1."]);
  });

  it("is part of the message that an idempotency key identifies", async () => {
    const { one, sms } = facade({ login, same: { text: login.text } });
    const message = { to, vars: { code: 1, app: "x" }, idempotencyKey: "k" } as const;
    await sms.send({ ...message, template: "login" });
    expect(await sms.send({ ...message, template: "login" })).toMatchObject({ replayed: true });
    await expect(sms.send({ ...message, vars: { code: 2, app: "x" }, template: "login" })).rejects.toMatchObject({
      field: "idempotencyKey",
    });
    await expect(sms.send({ ...message, template: "same" })).rejects.toMatchObject({ field: "idempotencyKey" });
    expect(one.requests).toHaveLength(1);
  });

  it.each([
    ["an unknown name", { template: "log-in", vars: {} }, "template", /did you mean login\?/],
    ["a value that is missing", { template: "login", vars: { code: 1 } }, "vars.app", /is missing; the template login/],
    ["no values at all", { template: "login" }, "vars.code", /is missing/],
    ["one value too many", { template: "hello", vars: { app: 1 } }, "vars.app", /there are none/],
    ["a misspelt value", { template: "login", vars: { code: 1, ap: "x" } }, "vars.ap", /did you mean app\?/],
    [
      "a value that is not a string",
      { template: "login", vars: { code: 1, app: {} } },
      "vars.app",
      /a string or a number/,
    ],
    ["a value that is NaN", { template: "login", vars: { code: Number.NaN, app: "x" } }, "vars.code", /a string or/],
    ["values that are not an object", { template: "login", vars: "code=1" }, "vars", /must be an object/],
    ["a text as well", { template: "hello", text: "Hi" }, "text", /cannot be given together with template/],
    ["values without a template", { text: "Hi", vars: { code: 1 } }, "vars", /no template is named/],
    ["neither text nor template", {}, "text", /is missing, and so is template/],
  ])("throws before anything is sent for %s", async (_, content, field, problem) => {
    const { one, sms } = facade();
    await expect(sms.send({ to, ...content } as never)).rejects.toMatchObject({
      code: "bad-request",
      mayHaveBeenSent: false,
      field,
      message: expect.stringMatching(problem),
    });
    expect(one.requests).toEqual([]);
  });

  it("never shows a value in an error", async () => {
    const { sms } = facade();
    const vars = { code: "canary-value", app: "canary-value", surplus: "canary-value" };
    const error = await sms.send({ to, template: "login", vars } as never).catch((reason: unknown) => reason);
    expect(`${inspect(error)}${JSON.stringify(error)}`).not.toContain("canary-value");
  });

  it.each([
    ["null instead of templates", null, "templates", /must be an object such as/],
    ["one that is not an object", { a: "Hello" }, "templates.a", /must be an object with text/],
    ["an empty text", { a: { text: " " } }, "templates.a.text", /not empty/],
    ["a misspelt field", { a: { txt: "Hello" } }, "templates.a.txt", /did you mean text\?/],
    ["a brace left open", { a: { text: "Hello {name" } }, "templates.a.text", /brace that is not a placeholder/],
    ["a placeholder of two words", { a: { text: "Hello {first name}" } }, "templates.a.text", /letters, digits and _/],
    ["braces in braces", { a: { text: "{{name}}" } }, "templates.a.text", /brace that is not a placeholder/],
    ["an empty DLT id", { a: { text: "Hi", dlt: { templateId: "" } } }, "templates.a.dlt.templateId", /not empty/],
    [
      "a dlt field that is not an object",
      { a: { text: "Hi", dlt: "1507" } },
      "templates.a.dlt",
      /an object with templateId/,
    ],
    ["a misspelt DLT field", { a: { text: "Hi", dlt: { id: "1507" } } }, "templates.a.dlt.id", /is not a field here/],
  ])("throws when the facade is created with %s", (_, templates, field, problem) => {
    const make = () => facade(templates as never);
    expect(make).toThrow(expect.objectContaining({ code: "config", field, message: expect.stringMatching(problem) }));
  });

  it("reaches AOC Portal with its DLT id, unless the message names another", async () => {
    await using mock = await startMock("aoc");
    const provider = aoc({ apiKey: "example-key", senderId: "MYBRND", baseUrl: mock.baseUrl });
    const sms = createSms({ providers: [provider], templates: { login } });
    const message = { to, template: "login", vars: { code: 1, app: "x" } } as const;
    await sms.send(message);
    await sms.send({ ...message, options: { aoc: { templateId: "1507165650000000002" } } });
    expect(mock.violations).toEqual([]);
    const bodies = await Promise.all(mock.requests("sendMessage").map((request) => request.json()));
    expect(bodies.map(({ text, templateId }) => [text, templateId])).toEqual([
      ["1 is your x code, 1.", "1507165650000000001"],
      ["1 is your x code, 1.", "1507165650000000002"],
    ]);
  });
});
