import type { Provider } from "@polysms/core";
import { expectTypeOf } from "vitest";
import { type AocMessageOptions, aoc, type components, createAocClient } from "../src/index.ts";

const client = createAocClient({ apiKey: "123456789" });
const message = { sender: "MYBRND", to: "919812345678", text: "Hello", type: "TRANS" } as const;
const template = { sender: "MYBRND", to: "919812345678", templateId: "1507", custom: ["a"], type: "TRANS" } as const;

client.POST("/v1/sms", { body: { ...message, unicode: 1, flash: 1, templateId: "1507" }, timeoutMs: 1_000 });
client.POST("/v1/sms/template", { body: { ...template, custom: [] } });

// @ts-expect-error: no such path.
client.POST("/v1/sms/bulk", { body: message });
// @ts-expect-error: the operation is a POST.
client.GET("/v1/sms", { body: message });
// @ts-expect-error: a misspelt field.
client.POST("/v1/sms", { body: { ...message, senderId: "MYBRND" } });
// @ts-expect-error: the text is missing.
client.POST("/v1/sms", { body: { sender: "MYBRND", to: "919812345678", type: "TRANS" } });
// @ts-expect-error: no body at all.
client.POST("/v1/sms");
// @ts-expect-error: a route that does not exist.
client.POST("/v1/sms", { body: { ...message, type: "trans" } });
// @ts-expect-error: a switch is 1 or absent.
client.POST("/v1/sms", { body: { ...message, unicode: 0 } });
// @ts-expect-error: a switch is not a boolean.
client.POST("/v1/sms", { body: { ...message, flash: true } });
// @ts-expect-error: an id as a number, which loses its last digits.
client.POST("/v1/sms", { body: { ...message, templateId: 1507 } });
// @ts-expect-error: numbers are joined with commas.
client.POST("/v1/sms", { body: { ...message, to: ["919812345678"] } });
// @ts-expect-error: the key travels in a header.
client.POST("/v1/sms", { body: { ...message, apiKey: "123456789" } });
// @ts-expect-error: a template has no text of its own.
client.POST("/v1/sms/template", { body: { ...template, text: "Hello" } });
// @ts-expect-error: values in an object.
client.POST("/v1/sms/template", { body: { ...template, custom: { 0: "a" } } });

// @ts-expect-error: no key.
createAocClient({});
// @ts-expect-error: no sender ID.
aoc({ apiKey: "123456789" });
createAocClient({
  apiKey: "123456789",
  // @ts-expect-error: not a host of AOC.
  baseUrl: { "https://example.com": "http://127.0.0.1" },
});

const provider = aoc({ apiKey: "123456789", senderId: "MYBRND" });
expectTypeOf(provider).toExtend<Provider<"aoc">>();
expectTypeOf(provider.name).toEqualTypeOf<"aoc">();
expectTypeOf(provider.client).toEqualTypeOf(client);
expectTypeOf<AocMessageOptions["type"]>().toEqualTypeOf<"TRANS" | "PROMO" | "OTP" | undefined>();
// @ts-expect-error: AOC documents no balance.
provider.can.balance;
// @ts-expect-error: a misspelt option of a message.
provider.send({ to: [], text: "Hello", options: { templateID: "1507" } });

const result = await client.POST("/v1/sms", { body: message });
if (result.ok) {
  expectTypeOf(result.data).toEqualTypeOf<components["schemas"]["SendMessageReply"]>();
} else {
  expectTypeOf(result.error).toEqualTypeOf<components["schemas"]["FailureReply"]>();
}
