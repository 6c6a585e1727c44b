import { describe, expect, it } from "vitest";
import { type AnswerChoice, describeContract, type JsonObject, type Mock, startMock } from "../../src/index.ts";
import { collectTests } from "../collected-tests.ts";
import { acme, acmeWith, api, files, identity } from "../setup.ts";

/** The contract tests of the fixture, run against a mock of a document that differs in one place. */
function runAgainst(document: JsonObject, fits?: (title: string) => boolean): Promise<Map<string, string>> {
  const start = () => startMock(document);
  return collectTests((test) => describeContract({ spec: acme, test, start })).run(fits);
}

const request = ["components", "schemas", "MessageRequest"];
const field = (name: string, keyword: string) => [...request, "properties", name, keyword];
const operation = (path: string, method: string) => ["paths", path, method];
const json = ["content", "application/json"];
const sendMessage = operation("/v1/messages", "post");

// Each runs some 150 tests, which takes a second on an idle machine.
describe("contract tests", { timeout: 60_000 }, () => {
  it("all pass on a mock of their own document", async () => {
    const collected = collectTests((test) => describeContract({ spec: acme, test }));
    expect(await collected.run()).toEqual(new Map());
    expect(collected.titles).toEqual([...new Set(collected.titles)]);
    expect(collected.titles.at(-1)).toBe("every operation was exercised");
  });

  it("spoil every operation in at least one way", () => {
    const { titles } = collectTests((test) => describeContract({ spec: acme, test }));
    for (const id of [
      "createToken",
      "sendMessage",
      "getMessage",
      "sendBulk",
      "uploadContacts",
      "deleteContact",
      "onReply",
    ]) {
      expect(titles.filter((title) => title.startsWith(`${id} rejects `)).length).toBeGreaterThan(0);
    }
    expect(titles).toContain("sendMessage rejects a body without body/schedule/reason");
  });

  // Each change makes the mock too lenient in one way, or one of its answers wrong. Exactly the tests for it must fail.
  it.each<[change: string, path: readonly string[], value: unknown, failing: readonly string[]]>([
    [
      "an open body",
      [...request, "additionalProperties"],
      true,
      ["sendMessage rejects an unknown field body/contract_unknown"],
    ],
    [
      "an optional field",
      [...request, "required"],
      ["sender_id", "recipients"],
      ["sendMessage rejects a body without body/message"],
    ],
    [
      "a longer field",
      field("message", "maxLength"),
      1_000,
      ["sendMessage rejects a body/message over its maximum length"],
    ],
    [
      "an empty field",
      field("message", "minLength"),
      0,
      ["sendMessage rejects a body/message under its minimum length"],
    ],
    [
      "another pattern",
      field("sender_id", "pattern"),
      "",
      ["sendMessage rejects a body/sender_id that does not match its pattern"],
    ],
    [
      "another type",
      field("attempts", "type"),
      ["integer", "string"],
      ["sendMessage rejects a body/attempts of the wrong type"],
    ],
    ["a higher maximum", field("attempts", "maximum"), 9, ["sendMessage rejects a body/attempts above its maximum"]],
    ["more items", field("recipients", "maxItems"), 9, ["sendMessage rejects a body/recipients with too many items"]],
    [
      "an open list of values",
      field("priority", "enum"),
      ["low", "high", "contract-unlisted"],
      ["sendMessage rejects a body/priority outside its documented values"],
    ],
    [
      "another format",
      field("callback_url", "format"),
      "password",
      ["sendMessage rejects a body/callback_url that is not a uri"],
    ],
    ["an optional body", [...sendMessage, "requestBody", "required"], false, ["sendMessage rejects a missing body"]],
    [
      "no credentials",
      [...operation("/auth/token", "get"), "security"],
      [{}, { BasicLogin: [] }],
      ["createToken rejects a call without credentials"],
    ],
    [
      "one credential fewer",
      ["security"],
      [{ TokenHeader: [] }],
      ["sendMessage accepts KeyHeader", "uploadContacts accepts KeyHeader"],
    ],
    [
      "an optional parameter",
      ["paths", "/v1/messages/{message_id}", "get", "parameters", "0", "required"],
      false,
      ["getMessage rejects a call without query/page"],
    ],
    [
      "a further parameter",
      [...operation("/v1/bulk", "post"), "parameters"],
      [{ name: "contract_unknown", in: "query", schema: {} }],
      ["sendBulk rejects an unknown query key"],
    ],
    [
      "another server",
      ["paths", "/v1/bulk", "servers"],
      [api, files, identity].map((url) => ({ url })),
      ["sendBulk rejects another host"],
    ],
    [
      "a list for a form field",
      ["components", "schemas", "BulkRequest", "properties", "username"],
      { type: "array", items: { type: "string", minLength: 1, not: { const: "undefined" } } },
      // The fault is now reported for its first item.
      ["sendBulk rejects a body/username under its minimum length", "sendBulk rejects a repeated body/username"],
    ],
    [
      "a file of any type",
      [...operation("/contacts/upload", "post"), "requestBody", "content", "multipart/form-data", "encoding"],
      {},
      ["uploadContacts rejects a body/file of another media type"],
    ],
    [
      "a changed answer",
      [...sendMessage, "responses", "200", ...json, "examples", "scheduled"],
      { value: { status: 200, message_id: 0 } },
      ["sendMessage answers 200 scheduled"],
    ],
    [
      "a missing answer",
      [...operation("/auth/token", "get"), "responses", "401"],
      undefined,
      ["createToken answers 401 badCredentials"],
    ],
    [
      "an answer that breaks its schema",
      ["components", "examples", "BadCredentials", "value"],
      { status: "401" },
      ["createToken", "sendMessage", "uploadContacts"].map((id) => `${id} answers 401 badCredentials`),
    ],
    [
      "another webhook payload",
      ["components", "schemas", "DeliveryReport", "properties", "status", "enum"],
      [0, 3, 987_654_321],
      ["onDeliveryReport rejects a body/status outside its documented values"],
    ],
  ])("fail where the mock has %s", async (_, path, value, failing) => {
    const document = JSON.parse(JSON.stringify(acmeWith(path, value)));
    expect([...(await runAgainst(document)).keys()].sort()).toEqual([...failing].sort());
  });

  it("fail when a documented request is not what its schema says", async () => {
    const path = [...sendMessage, "requestBody", ...json, "examples", "accepted", "value", "sender_id"];
    const collected = collectTests((test) => describeContract({ spec: acmeWith(path, "not allowed"), test }));
    const failures = await collected.run((title) => title === "sendMessage accepts accepted");
    expect([...failures.values()]).toEqual([expect.stringContaining("body/sender_id: is a string of 11 characters")]);
  });

  it("name the operations that were never exercised", async () => {
    const failures = await runAgainst(acmeWith([], undefined), (title) =>
      /^(onReply|getMessage) accepts|every/.test(title),
    );
    expect([...failures.values()]).toEqual([
      "Never called without a violation: createToken, sendMessage, sendBulk, uploadContacts, deleteContact, onDeliveryReport.",
    ]);
  });

  it("fail when the mock reports a violation but answers as if there were none", async () => {
    const tolerant = await startMock(acmeWith(field("message", "maxLength"), 1_000));
    const violations = { value: [{ field: "body/message" }] };
    const start = async (): Promise<Mock> => Object.create(tolerant, { violations });
    const title = "sendMessage rejects a body/message over its maximum length";
    const failures = await collectTests((test) => describeContract({ spec: acme, test, start })).run(
      (each) => each === title,
    );
    expect([...failures.values()]).toEqual(["The request was answered 200 instead of being rejected."]);
  });

  it("fail when the mock answers with another status of the same range", async () => {
    const lenient = await startMock(acme);
    const respondWith: Mock["respondWith"] = (operationId, choice) =>
      lenient.respondWith(operationId, { ...(choice as AnswerChoice), status: 402 });
    const start = async (): Promise<Mock> => Object.create(lenient, { respondWith: { value: respondWith } });
    const title = "sendBulk answers 4XX badCredentials";
    const failures = await collectTests((test) => describeContract({ spec: acme, test, start })).run(
      (each) => each === title,
    );
    expect([...failures.values()]).toEqual(["Answered 402 instead of 400."]);
  });

  it("fail when a documented request is answered with another status than its own", async () => {
    const fixed = await startMock(acme);
    const respondWith: Mock["respondWith"] = (operationId) => fixed.respondWith(operationId, { status: 401 });
    const start = async (): Promise<Mock> => Object.create(fixed, { respondWith: { value: respondWith } });
    const title = "sendMessage accepts accepted";
    const failures = await collectTests((test) => describeContract({ spec: acme, test, start })).run(
      (each) => each === title,
    );
    expect([...failures.values()]).toEqual(["Answered 401 instead of 200."]);
  });
});
