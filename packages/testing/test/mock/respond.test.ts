import { describe, expect, it } from "vitest";
import { createValidator, loadSpec } from "../../src/index.ts";
import { createPrism } from "../../src/mock/prism/prism.ts";
import type { PrismReply, PrismServer } from "../../src/mock/prism/server.ts";
import { createResponder } from "../../src/mock/respond.ts";
import { acme, api, jsonHeaders, message } from "../setup.ts";

const validator = createValidator(loadSpec(acme));
const accepted = Buffer.from(JSON.stringify({ status: 200, message_id: 41 }));

/** How the mock responds to a valid request if Prism replies like this. */
async function respond(ask: PrismServer["ask"]) {
  const responder = createResponder(validator, createPrism({ ask, close: async () => undefined }), () => ({}));
  const body = new TextEncoder().encode(JSON.stringify(message));
  const { violations, reply } = await responder(api, {
    method: "POST",
    target: "/v1/messages",
    headers: new Headers(jsonHeaders),
    body,
    tooLong: false,
  });
  return { status: reply.status, violations: violations.map(({ source, field }) => [source, field]) };
}

const replying =
  (headers: PrismReply["headers"], body = accepted) =>
  async () => ({ status: 200, headers, body });
const json = { "content-type": "application/json" };
const complaint = (location: string[]) => JSON.stringify([{ location, severity: "Error", message: "must be right" }]);

describe("what Prism finds and the validator does not", () => {
  it("is a violation of the request", async () => {
    const headers = { ...json, "sl-violations": complaint(["request", "body", "message"]) };
    expect(await respond(replying(headers))).toEqual({ status: 400, violations: [["prism", "body/message"]] });
  });

  it("is a violation even when its list is cut off", async () => {
    const headers = { ...json, "sl-violations": `Too many violations! ${complaint(["request"])}` };
    expect(await respond(replying(headers))).toEqual({ status: 400, violations: [["prism", "request"]] });
  });

  it("is a violation when it comes as a problem document", async () => {
    const problem = {
      type: "https://stoplight.io/prism/errors#UNPROCESSABLE_ENTITY",
      validation: [{ location: ["body", "message"], severity: "Error", message: "must be right" }],
    };
    const reply = replying({ "content-type": "application/problem+json" }, Buffer.from(JSON.stringify(problem)));
    expect(await respond(reply)).toEqual({ status: 400, violations: [["prism", "body/message"]] });
  });

  it("is a violation of the answer", async () => {
    const headers = { ...json, "sl-violations": complaint(["response", "body"]) };
    expect(await respond(replying(headers))).toEqual({ status: 500, violations: [["prism", "response/body"]] });
  });

  it("does not count when it is only a warning", async () => {
    const warning = JSON.stringify([{ location: ["request"], severity: "Warning", message: "is deprecated" }]);
    expect(await respond(replying({ ...json, "sl-violations": warning }))).toEqual({ status: 200, violations: [] });
  });

  it("is reported when it gives no answer at all", async () => {
    const silent = () => Promise.reject(new Error("no answer within 5000 ms"));
    expect(await respond(silent)).toEqual({ status: 400, violations: [["prism", "request"]] });
  });
});
