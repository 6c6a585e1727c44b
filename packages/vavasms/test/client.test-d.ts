import type { Balance, Provider } from "@polysms/core";
import { expectTypeOf } from "vitest";
import { type components, createVavasmsClient, vavasms } from "../src/index.ts";

const client = createVavasmsClient({ username: "account@example.com", password: "your_password" });
const message = { sender_id: "CompanyName", phone: "2250709000001", message: "Hello" };

client.POST("/api/v1/text/single", { body: message, timeoutMs: 1_000 });
client.POST("/api/v1/check/balance");
client.POST("/api/v1/check/balance", { body: {} });
client.POST("/api/v1/text/status", { body: { message_id: "SM-1" } });
client.POST("/api/v1/otp/send", { body: { sender_id: "CompanyName", phone: "2250709000001", otp_length: 6 } });
client.POST("/api/v1/otp/verify", { body: { phone: "2250709000001", otp: "0042" } });

// @ts-expect-error: no such path.
client.POST("/api/v1/text/multiple", { body: message });
// @ts-expect-error: the operation is a POST.
client.GET("/api/v1/text/single", { body: message });
// @ts-expect-error: a misspelt field.
client.POST("/api/v1/text/single", { body: { senderid: "CompanyName", phone: "2250709000001", message: "Hello" } });
// @ts-expect-error: a field too many.
client.POST("/api/v1/text/single", { body: { ...message, text: "Hello" } });
// @ts-expect-error: the text is missing.
client.POST("/api/v1/text/single", { body: { sender_id: "CompanyName", phone: "2250709000001" } });
// @ts-expect-error: no body at all.
client.POST("/api/v1/text/single");
// @ts-expect-error: a number as a number.
client.POST("/api/v1/text/single", { body: { ...message, phone: 2250709000001 } });
// @ts-expect-error: the client fills in the user name.
client.POST("/api/v1/text/single", { body: { ...message, username: "account@example.com" } });
// @ts-expect-error: the client fills in the password.
client.POST("/api/v1/otp/verify", { body: { phone: "2250709000001", otp: "0042", password: "your_password" } });
// @ts-expect-error: a code as a number, which loses its zeros.
client.POST("/api/v1/otp/verify", { body: { phone: "2250709000001", otp: 42 } });
// @ts-expect-error: a length as a string.
client.POST("/api/v1/otp/send", { body: { sender_id: "Brand", phone: "2250709000001", otp_length: "6" } });
// @ts-expect-error: no parameters in the URL.
client.POST("/api/v1/check/balance", { params: { query: { page: 1 } } });

// @ts-expect-error: no password.
createVavasmsClient({ username: "account@example.com" });
// @ts-expect-error: VavaSMS has no key.
createVavasmsClient({ username: "account@example.com", password: "your_password", apiKey: "key" });
createVavasmsClient({
  username: "account@example.com",
  password: "your_password",
  // @ts-expect-error: not a host of VavaSMS.
  baseUrl: { "https://example.com": "http://127.0.0.1" },
});
// @ts-expect-error: no sender ID.
vavasms({ username: "account@example.com", password: "your_password" });

const provider = vavasms({ username: "account@example.com", password: "your_password", senderId: "CompanyName" });
expectTypeOf(provider).toExtend<Provider<"vavasms">>();
expectTypeOf(provider.name).toEqualTypeOf<"vavasms">();
expectTypeOf(provider.can.balance.get).returns.resolves.toEqualTypeOf<Balance>();
expectTypeOf(provider.client).toEqualTypeOf(client);
// @ts-expect-error: the facade has no such capability for VavaSMS.
provider.can.templates;
// @ts-expect-error: a plain string is not known to be a number.
provider.send({ to: ["2250709000001"], text: "Hello" });

const result = await client.POST("/api/v1/text/single", { body: message });
expectTypeOf(result.response).toEqualTypeOf<Response>();
if (result.ok) {
  // A failure can come under 200, so a receipt has to be distinguished from it first.
  expectTypeOf(result.data).toEqualTypeOf<components["schemas"]["SendReceipt"] | components["schemas"]["Failure"]>();
  expectTypeOf(result.error).toEqualTypeOf<undefined>();
} else {
  expectTypeOf(result.error).toEqualTypeOf<components["schemas"]["Failure"]>();
  expectTypeOf(result.data).toEqualTypeOf<undefined>();
}
