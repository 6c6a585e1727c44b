import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { formatViolations, type Mock, startMock } from "../../src/index.ts";
import { acme, bulkFields } from "../setup.ts";

// A client that shares nothing with fetch, as PHP, curl or another SDK do.
function post(url: string, headers: Record<string, string>, body: string | Buffer) {
  return new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const sending = request(url, { method: "POST", headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.once("end", () => resolve({ status: response.statusCode, body: text }));
    });
    sending.once("error", reject);
    // PHP and curl ask before they send a long body.
    if (headers.expect === undefined) sending.end(body);
    else sending.once("continue", () => sending.end(body));
  });
}

describe("a contract test of HTTP code in any language", () => {
  let mock: Mock;
  beforeAll(async () => {
    mock = await startMock(acme);
  });
  beforeEach(() => mock.reset());
  afterAll(() => mock.close());

  it("finds nothing wrong with a form as curl writes it", async () => {
    const form = { "content-type": "application/x-www-form-urlencoded", "user-agent": "curl/8", accept: "*/*" };
    const { status } = await post(`${mock.url}/v1/bulk`, form, bulkFields());
    expect([status, formatViolations(mock.violations)]).toEqual([200, ""]);
    const long = { ...form, expect: "100-continue" };
    expect((await post(`${mock.url}/v1/bulk`, long, bulkFields())).status).toBe(200);
  });

  it("finds nothing wrong with multipart in chunks, as PHP writes a file", async () => {
    const boundary = "------------------------d74496d66958873e";
    const part = (head: string, value: string) =>
      `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`;
    const file = 'name="file"; filename="contacts.csv"\r\nContent-Type: text/csv';
    const body = `${part('name="name"', "Customers")}${part(file, "msisdn\r\n")}--${boundary}--\r\n`;
    const url = `${mock.baseUrl["https://files.acme.test/storage"]}/contacts/upload`;
    const headers = {
      "api-key": "k",
      "content-type": `multipart/form-data; boundary=${boundary}`,
      "transfer-encoding": "chunked",
    };
    await post(url, headers, body);
    expect(formatViolations(mock.violations)).toBe("");
  });

  it("lists what is wrong by call and field, with what was sent, what would be right and where that is written", async () => {
    const json = { "content-type": "application/json", authorization: '"Bearer k"' };
    const wrong = JSON.stringify({ sender_id: "AcmeCorporation", mesage: "Hello", recipients: ["0712345678"] });
    const { status, body } = await post(`${mock.url}/v1/messages`, json, wrong);
    await post(`${mock.url}/v1/mesages`, json, wrong);
    expect(status).toBe(400);
    expect(JSON.parse(body)).toEqual({
      title: "The request breaks the contract",
      violations: mock.violations.slice(0, -1),
    });
    expect(formatViolations(mock.violations).split("\n")).toEqual([
      "POST /v1/messages (sendMessage)",
      "  header/authorization: is a credential that this operation does not ask for",
      "    see openapi.yaml#/security",
      "  header/api-key: is missing; must be the key, or send header/x-api-key",
      "    see openapi.yaml#/security",
      "  body/message: is missing; it is required",
      "    see openapi.yaml#/components/schemas/MessageRequest/required",
      "  body/mesage: is not in the spec; did you mean message? Documented: sender_id, message, recipients, callback_url, priority, attempts, schedule",
      "    see openapi.yaml#/components/schemas/MessageRequest/additionalProperties",
      "  body/sender_id: is a string of 15 characters; must have at most 11",
      "    see openapi.yaml#/components/schemas/MessageRequest/properties/sender_id/maxLength",
      expect.stringMatching(/^ {2}body\/recipients\/0: is a string of 10 characters of another form; must match /),
      "    see openapi.yaml#/components/schemas/Number/pattern",
      "",
      "POST /v1/{7 characters}",
      expect.stringMatching(/^ {2}path: is not in the spec; documented: .*\/v1\/messages/),
      "    see openapi.yaml#/paths",
    ]);
  });
});
