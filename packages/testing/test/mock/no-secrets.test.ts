import { afterAll, beforeAll, expect, it } from "vitest";
import { createValidator, formatViolations, loadSpec, type Mock, startMock } from "../../src/index.ts";
import { readViolations } from "../../src/mock/prism/violations.ts";
import {
  acme,
  api,
  bulk,
  contactForm,
  csv,
  files,
  formHeaders,
  identity,
  jsonHeaders,
  key,
  message,
} from "../setup.ts";

// A value that is sent in every place where something can be wrong. No message may show it.
const canary = "254798765432";

let mock: Mock;
beforeAll(async () => {
  mock = await startMock(acme);
});
afterAll(() => mock.close());

const post = (path: string, headers: HeadersInit, body: BodyInit) =>
  fetch(`${mock.baseUrl[api]}${path}`, { method: "POST", headers, body });
const get = (path: string, headers: HeadersInit = { authorization: "Bearer example-key" }) =>
  fetch(mock.baseUrl[api] + path, { headers });
const postJson = (body: unknown) => post("/v1/messages", jsonHeaders, JSON.stringify(body));

const leaks: [where: string, send: () => Promise<Response>][] = [
  ["a field that is too long", () => postJson({ ...message, sender_id: canary.repeat(2) })],
  ["a field of the wrong type", () => postJson({ ...message, message: Number(canary), schedule: [canary] })],
  ["a field outside its values", () => postJson({ ...message, priority: canary, attempts: Number(canary) })],
  ["a list item", () => postJson({ ...message, recipients: [canary] })],
  ["an unknown field", () => postJson({ ...message, unknown: canary })],
  ["the name of an unknown field", () => postJson({ ...message, [canary]: 1 })],
  ["malformed JSON", () => post("/v1/messages", jsonHeaders, `{"message": ${canary} ${canary}`)],
  ["JSON sent as a form", () => post("/v1/bulk", formHeaders, JSON.stringify({ ...bulk, to: canary }))],
  ["a form field", () => post("/v1/bulk", formHeaders, new URLSearchParams({ ...bulk, to: `+${canary}` }))],
  ["a repeated form field", () => post("/v1/bulk", formHeaders, `to=${canary}&to=${canary}`)],
  ["a stray percent sign", () => post("/v1/bulk", formHeaders, `to=%zz${canary}`)],
  ["a content type", () => post("/v1/messages", { ...key, "content-type": `text/${canary}` }, "x")],
  [
    "a key for another operation",
    () => post("/v1/bulk", { ...formHeaders, "api-key": canary }, new URLSearchParams(bulk)),
  ],
  ["credentials of another form", () => get("/v1/messages/1?page=1", { authorization: `Token ${canary}` })],
  ["a login", () => fetch(`${mock.baseUrl[identity]}/auth/token`, { headers: { authorization: `Basic ${canary}` } })],
  ["a path parameter", () => get(`/v1/messages/0x${canary}?page=1`)],
  ["a query parameter", () => get(`/v1/messages/1?page=${canary}`)],
  ["an unknown query key", () => get(`/v1/messages/1?page=1&${canary}=1&phone=${canary}`)],
  ["an unknown path", () => get(`/v1/phones/${canary}/status`)],
  ["another host", () => fetch(`${mock.baseUrl[identity]}/v1/messages/${canary}?page=1`)],
  ["a method", () => fetch(`${mock.baseUrl[api]}/v1/contacts/${canary}`, { method: "PUT" })],
  ["a preference", () => post("/v1/messages", { ...jsonHeaders, "x-request-id": canary }, canary)],
  [
    "a file",
    () =>
      fetch(`${mock.baseUrl[files]}/contacts/upload`, {
        method: "POST",
        headers: key,
        body: contactForm(csv(`a;${canary}.csv`, canary)),
      }),
  ],
];

it.each(leaks)("a message about %s does not repeat it", async (_, send) => {
  mock.reset();
  const response = await send();
  expect(response.status).toBe(400);
  expect(mock.violations.length).toBeGreaterThan(0);
  const shown = [await response.text(), JSON.stringify(mock.exchanges), formatViolations(mock.violations)].join("\n");
  expect(shown).not.toContain(canary);
});

it("what Prism says is repeated without the keys it quotes", () => {
  const [operation] = createValidator(loadSpec(acme)).operations;
  if (!operation) throw new Error("The fixture has no operation.");
  const diagnostics = [
    {
      location: ["request", "body"],
      severity: "Error",
      message: `must NOT have additional properties; found '${canary}'`,
    },
    { location: ["request", "body", canary], severity: "Error", message: "must be string" },
    { location: ["request"], severity: "Warning", message: "is deprecated" },
  ];
  const problem = { type: "https://stoplight.io/prism/errors#NO_PATH_MATCHED_ERROR", title: "No path", detail: canary };
  const violations = readViolations(operation, {
    status: 404,
    headers: { "sl-violations": JSON.stringify(diagnostics), "content-type": "application/problem+json" },
    body: Buffer.from(JSON.stringify(problem)),
  });
  expect(violations.map(({ field }) => field)).toEqual(["body", "body/{12 characters}", "request"]);
  expect(formatViolations(violations)).not.toContain(canary);
});
