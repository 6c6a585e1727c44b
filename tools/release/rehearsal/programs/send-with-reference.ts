import { startMock } from "@polysms/testing";
import { createTouchbaseproClient } from "@polysms/touchbasepro";

await using mock = await startMock(import.meta.resolve("@polysms/touchbasepro/openapi.yaml"));
const touchbase = createTouchbaseproClient({ apiKey: "secret", baseUrl: mock.baseUrl });
const { ok } = await touchbase.POST("/sms/messages", {
  body: { text: "Hello", to: ["+27821234567"], reference: "order 7" },
});
const sent = JSON.stringify(await mock.requests()[0]?.json());
process.stdout.write(`${ok ? "accepted" : "rejected"} ${sent}, ${mock.violations.length} violations\n`);
