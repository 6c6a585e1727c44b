import { jsonAnswer, recordFetch } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { createVavasmsClient, type VavasmsClientOptions } from "../src/index.ts";
import { account, encodedAccount } from "./credentials.ts";
import { readForm, spec } from "./setup.ts";

const { exampleOf } = spec;

function connect(options: Partial<VavasmsClientOptions> = {}) {
  const { fetch, requests } = recordFetch(() => jsonAnswer(exampleOf("SendAccepted")));
  return { requests, client: createVavasmsClient({ ...account, fetch, ...options }) };
}

const message = { sender_id: "CompanyName", phone: "2250709000001", message: "Hello World!" };

describe("what the client sends", () => {
  const calls = [
    {
      operation: "sendMessage",
      path: "/api/v1/text/single",
      body: { ...message, message: "L’été & +1 = 2\r\n😀" },
      bytes:
        "sender_id=CompanyName&phone=2250709000001" +
        "&message=L%E2%80%99%C3%A9t%C3%A9+%26+%2B1+%3D+2%0D%0A%F0%9F%98%80",
    },
    {
      operation: "sendOtp",
      path: "/api/v1/otp/send",
      body: {
        sender_id: "CompanyName",
        phone: "+2250709000001",
        otp_length: 6,
        otp_expiry: 10,
        message: "##OTP## est votre code",
        lang: undefined,
      },
      bytes:
        "sender_id=CompanyName&phone=%2B2250709000001&otp_length=6&otp_expiry=10&message=%23%23OTP%23%23+est+votre+code",
    },
    {
      operation: "verifyOtp",
      path: "/api/v1/otp/verify",
      body: { phone: "2250709000001", otp: "0042" },
      bytes: "phone=2250709000001&otp=0042",
    },
    { operation: "getBalance", path: "/api/v1/check/balance", body: {}, bytes: "" },
  ] as const;

  it.each(calls)("is, for $operation, an encoded form with the credentials in it", async ({ path, body, bytes }) => {
    const { client, requests } = connect();
    const { ok } = await client.POST(path, { body } as never);
    expect(ok).toBe(true);
    expect(requests).toHaveLength(1);
    const [request] = requests;
    expect(request?.method).toBe("POST");
    expect(request?.url).toBe(`https://vavasms.com${path}`);
    expect(Object.fromEntries(request?.headers ?? [])).toEqual({
      accept: "application/json",
      "content-type": "application/x-www-form-urlencoded",
    });
    expect(await request?.text()).toBe([bytes, encodedAccount].filter((part) => part !== "").join("&"));
    expect(request?.redirect).toBe("manual");
  });

  it("goes to the base URL of the options, path included", async () => {
    for (const [baseUrl, url] of [
      ["https://proxy.example.com/vava/", "https://proxy.example.com/vava/api/v1/text/single"],
      [{ "https://vavasms.com": "http://127.0.0.1:4010" }, "http://127.0.0.1:4010/api/v1/text/single"],
    ] as const) {
      const { client, requests } = connect({ baseUrl });
      await client.POST("/api/v1/text/single", { body: message });
      expect(requests.map((request) => request.url)).toEqual([url]);
    }
  });

  it("carries the password of the account, whatever the body says at run time", async () => {
    const { client, requests } = connect();
    await client.POST("/api/v1/text/single", { body: { ...message, password: "another" } as typeof message });
    expect(await readForm(requests[0])).toEqual({ ...message, ...account });
  });
});

describe("what the client returns", () => {
  it("is the provider's own body, including a rejection", async () => {
    const body = exampleOf("InvalidSenderId");
    for (const status of [200, 400]) {
      const { fetch } = recordFetch(() => jsonAnswer(body, status));
      const result = await createVavasmsClient({ ...account, fetch }).POST("/api/v1/text/single", { body: message });
      expect(result).toMatchObject(status === 200 ? { ok: true, data: body } : { ok: false, error: body });
      expect(JSON.parse(result.text)).toEqual(body);
    }
  });
});
