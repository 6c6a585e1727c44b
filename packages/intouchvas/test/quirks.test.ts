import { describe, expect, it } from "vitest";
import { intouchvas } from "../src/index.ts";
import { account, clientOf, send } from "./credentials.ts";
import { call, exampleBody, keyClient, operation, passwordClient, smsOperations } from "./sample-requests.ts";
import { calls, json, phone, receipt, record, spec } from "./setup.ts";

const to = [phone];
const failure = (status: number) => ({ status, message: "error message" });
const successes = (id: string) => {
  const codes = operation(id).responses.map(({ code }) => code);
  return codes.filter((code) => code.startsWith("2"));
};

describe("quirks of authentication", () => {
  it("intouchvas-credential-headers: the key travels in x-api-key and a token in api-key, on every operation", async () => {
    for (const { operationId: id } of smsOperations) {
      const withKey = record();
      await call(keyClient(withKey.fetch), id, exampleBody(id));
      const withToken = record(() => json({ token: "token-1", lifetime: 1800 }));
      await call(passwordClient(withToken.fetch), id, exampleBody(id));

      const names = ["x-api-key", "api-key", "authorization"];
      const used = [withKey.requests[0], withToken.requests[1]].map((request) =>
        names.map((name) => request?.headers.get(name)),
      );
      expect(used, id).toEqual([
        ["example-key", null, null],
        [null, "token-1", null],
      ]);
    }
  });

  it("intouchvas-key-rejected-twice: 401 and 428 both reject the credential, and a token is renewed once on either", async () => {
    for (const status of [401, 428]) {
      const withKey = record(() => json(failure(status), status));
      const report = await intouchvas({ apiKey: "example-key", fetch: withKey.fetch }).send({ to, text: "Hello" });
      expect(report.verdicts).toMatchObject([{ status: "rejected", error: { code: "auth" } }]);
      expect(withKey.requests).toHaveLength(1);

      const identity = account({
        send: (_, index) => (index === 0 ? json(failure(status), status) : json(receipt(7))),
      });
      expect(await send(clientOf(identity))).toMatchObject({ ok: true });
      expect(identity.tokensUsed()).toEqual(["token-1", "token-2"]);
    }
  });

  it("intouchvas-token-sample-fields: the reply has token and lifetime; status and message are not a token", async () => {
    expect(spec.exampleOf("TokenIssued")).toEqual({ token: expect.any(String), lifetime: 1800 });
    const wrong = account({ token: () => json({ status: 200, message: "token-1" }) });
    await expect(send(clientOf(wrong))).rejects.toMatchObject({ mayHaveBeenSent: false });
    const right = account({ token: () => json(spec.exampleOf("TokenIssued")) });
    await send(clientOf(right));
    expect(right.tokensUsed()).toEqual([spec.exampleOf<{ token: string }>("TokenIssued").token]);
  });
});

describe("quirks of replies", () => {
  it("intouchvas-success-status-unstated: 200 for sends and the list of groups, 200 and 202 for the token", async () => {
    for (const id of ["sendTransactionalMessage", "sendPromotionalMessage", "sendMessageFile", "listContactGroups"]) {
      expect(successes(id), id).toEqual(["200"]);
    }
    expect(successes("getToken")).toEqual(["200", "202"]);
    const responses = ["paths", operation("getToken").path, "get", "responses"];
    expect(spec.at(...responses, "200", "x-evidence")).toBe("assumed");
    expect(spec.at(...responses, "202", "x-evidence")).toBe("observed");
    for (const status of [200, 202]) {
      const identity = account({ token: () => json({ token: "token-1", lifetime: 1800 }, status) });
      expect(await send(clientOf(identity))).toMatchObject({ ok: true, response: { status: 200 } });
    }
  });

  it("intouchvas-failure-status: the error table holds for every operation, in the HTTP status or in the body", async () => {
    const table = [400, 401, 403, 404, 405, 406, 418, 421, 422, 428, 429, 500, 503];
    for (const { operationId: id } of calls) {
      const failures = spec.answersOf(id).filter(({ status }) => status >= 400);
      expect(
        failures.map(({ status }) => status),
        id,
      ).toEqual(table);
      expect(
        failures.map(({ value }) => value),
        id,
      ).toEqual(table.map(failure));
    }
    for (const status of [400, 429]) {
      const verdicts = await Promise.all(
        [status, 200].map(async (httpStatus) => {
          const { fetch } = record(() => json(failure(status), httpStatus));
          return (await intouchvas({ apiKey: "example-key", fetch }).send({ to, text: "Hello" })).verdicts;
        }),
      );
      const expected = { status: "rejected", error: { providerCode: String(status) } };
      expect(verdicts).toMatchObject([[expected], [expected]]);
    }
  });

  it("intouchvas-invalid-parameter-codes: 400, 418, 421 and 422 mean the same, and the request is not repeated", async () => {
    for (const status of [400, 418, 421, 422]) {
      const identity = account({ send: () => json(failure(status), status) });
      const { verdicts } = await intouchvas(identity.options).send({ to, text: "Hello" });
      expect(verdicts).toMatchObject([{ status: "rejected", error: { code: "bad-request" } }]);
      expect(identity.sends).toHaveLength(1);
    }
  });

  it("intouchvas-reply-shapes: an object for sends, a list for groups, a JSON string for changes to contacts", async () => {
    const shapes: Readonly<Record<string, "object" | "array" | "string">> = {
      sendTransactionalMessage: "object",
      sendPromotionalMessage: "object",
      sendMessageFile: "object",
      sendGroupMessage: "object",
      listContactGroups: "array",
      createContacts: "string",
      uploadContacts: "string",
      deleteContactGroup: "string",
    };
    for (const [id, shape] of Object.entries(shapes)) {
      for (const { status, value } of spec.answersOf(id).filter((answer) => answer.status < 300)) {
        expect(Array.isArray(value) ? "array" : typeof value, id).toBe(shape);
        const result = await call(keyClient(record(() => json(value, status)).fetch), id, exampleBody(id));
        expect(result).toMatchObject({ ok: true, data: value });
      }
    }
    const plainText = record(() => new Response("Contact deleted successfully", { status: 201 }));
    await expect(
      keyClient(plainText.fetch).POST("/contact/group/delete", { body: { contact_group_id: 42 } }),
    ).rejects.toMatchObject({ code: "unreadable-response" });
  });
});
