import { describeContract, startMock } from "@polysms/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIntouchvasClient, intouchvas } from "../src/index.ts";
import { phone, spec, specFile } from "./setup.ts";

const { token } = spec.exampleOf<{ token: string }>("TokenIssued");

describeContract({
  spec: specFile,
  test: { describe, it, beforeAll, afterAll },
  client: ({ baseUrl }) => {
    const keyClient = createIntouchvasClient({ apiKey: "example-key", baseUrl });
    const passwordClient = createIntouchvasClient({ username: "someone", password: "example", baseUrl });
    return {
      call({ operationId, method, path }, { body }) {
        // The token call is the only one that needs the password.
        const client = operationId === "getToken" ? passwordClient : keyClient;
        const call = client[method === "GET" ? "GET" : "POST"] as (path: string, init: object) => Promise<unknown>;
        return call(path, { body });
      },
    };
  },
});

describe("the provider against the mock", () => {
  it("sends with the dashboard key, and the request breaks no rule of the spec", async () => {
    await using mock = await startMock(specFile);
    const sms = intouchvas({ apiKey: "example-key", senderId: "MYBRAND", baseUrl: mock.baseUrl });

    const { verdicts } = await sms.send({ to: [phone], text: "Hello" });

    expect(mock.violations).toEqual([]);
    expect(verdicts).toEqual([{ status: "accepted", id: "2295" }]);
  });

  it.each([200, 202])("exchanges a user name and a password for a token answered with %i", async (status) => {
    await using mock = await startMock(specFile);
    mock.respondWith("getToken", { status });
    const sms = intouchvas({ username: "someone", password: "example", baseUrl: mock.baseUrl });

    const { verdicts } = await sms.send({ to: [phone], text: "Hello", options: { type: "promotional" } });

    expect(mock.violations).toEqual([]);
    expect(mock.exchanges.map(({ operationId }) => operationId)).toEqual(["getToken", "sendPromotionalMessage"]);
    expect(mock.requests("sendPromotionalMessage")[0]?.headers.get("api-key")).toBe(token);
    expect(verdicts).toEqual([{ status: "accepted", id: "2295" }]);
  });

  it("renews a token once when the mock says that the session has ended", async () => {
    await using mock = await startMock(specFile);
    mock.respondWith("sendTransactionalMessage", { status: 428 });
    const sms = intouchvas({ username: "someone", password: "example", baseUrl: mock.baseUrl });

    const { verdicts } = await sms.send({ to: [phone], text: "Hello" });

    expect(mock.violations).toEqual([]);
    expect(mock.exchanges.map(({ operationId }) => operationId)).toEqual([
      "getToken",
      "sendTransactionalMessage",
      "getToken",
      "sendTransactionalMessage",
    ]);
    expect(verdicts).toMatchObject([{ status: "rejected", error: { code: "auth", httpStatus: 428 } }]);
  });
});
