import type { Provider } from "@polysms/core";
import { expectTypeOf } from "vitest";
import { type components, createTouchbaseproClient, touchbasepro } from "../src/index.ts";

const client = createTouchbaseproClient({ apiKey: "123456789" });
const body = { text: "Hello", to: ["+27831234567"] };

client.POST("/sms/messages", { body, timeoutMs: 1_000 });

// @ts-expect-error: the path of the newer generation.
client.POST("/sms/message", { body });
// @ts-expect-error: the operation is a POST.
client.GET("/sms/messages", { body });
// @ts-expect-error: a misspelt field.
client.POST("/sms/messages", { body: { test: "Hello", to: ["+27831234567"] } });
// @ts-expect-error: a field too many.
client.POST("/sms/messages", { body: { ...body, sender: "Brand" } });
// @ts-expect-error: the numbers are missing.
client.POST("/sms/messages", { body: { text: "Hello" } });
// @ts-expect-error: no body at all.
client.POST("/sms/messages");
// @ts-expect-error: a string instead of a list.
client.POST("/sms/messages", { body: { text: "Hello", to: "+27831234567" } });
// @ts-expect-error: a bare number, as the document's sample has it.
client.POST("/sms/messages", { body: { text: "Hello", to: [27831234567] } });
// @ts-expect-error: a parameter that does not exist.
client.POST("/sms/messages", { body, params: { query: { entities: true } } });

// @ts-expect-error: no key.
createTouchbaseproClient({});
// @ts-expect-error: a key and nothing else.
createTouchbaseproClient({ apiKey: "123456789", username: "account@example.com" });
// @ts-expect-error: there is no sender ID.
touchbasepro({ apiKey: "123456789", senderId: "Brand" });
createTouchbaseproClient({
  apiKey: "123456789",
  // @ts-expect-error: not a host of TouchBasePro.
  baseUrl: { "https://example.com": "http://127.0.0.1" },
});

const provider = touchbasepro({ apiKey: "123456789" });
expectTypeOf(provider).toExtend<Provider<"touchbasepro">>();
expectTypeOf(provider.name).toEqualTypeOf<"touchbasepro">();
expectTypeOf(provider.client).toEqualTypeOf(client);
// @ts-expect-error: TouchBasePro documents no balance.
provider.can.balance;
// @ts-expect-error: a plain string is not known to be a number.
provider.send({ to: ["+27831234567"], text: "Hello" });

const result = await client.POST("/sms/messages", { body });
if (result.ok) {
  expectTypeOf(result.data).toEqualTypeOf<components["schemas"]["SendMessageReply"]>();
  expectTypeOf(result.data.messages[0]).toEqualTypeOf<components["schemas"]["MessageOutcome"] | undefined>();
} else {
  expectTypeOf(result.error).toEqualTypeOf<components["schemas"]["ErrorReply"]>();
}
