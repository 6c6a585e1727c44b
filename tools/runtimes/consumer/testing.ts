import { openTelemetryHooks } from "@polysms/opentelemetry";
import { memoryProvider, startFaultyServer, startMocks } from "@polysms/testing";
import { createSms, type Outcome } from "polysms";

const sms = createSms({
  providers: [memoryProvider(), memoryProvider({ name: "second" })],
  hooks: [openTelemetryHooks()],
});

export async function tryIt(): Promise<Outcome["status"]> {
  await using mocks = await startMocks(["vavasms"]);
  await using fault = await startFaultyServer("readThenReset");
  sms.client("memory").reject("insufficient-balance", { times: mocks.vavasms.violations.length + fault.requests });
  const outcome = await sms.send({ to: "+254712345678", text: "Hello" });
  return outcome.status;
}
