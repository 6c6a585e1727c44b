import { openTelemetryHooks } from "@polysms/opentelemetry";
import { memory, startFault, startMocks } from "@polysms/testing";
import { createSms, type Outcome } from "polysms";

const sms = createSms({ providers: [memory(), memory({ name: "second" })], hooks: openTelemetryHooks() });

export async function tryIt(): Promise<Outcome["status"]> {
  await using mocks = await startMocks(["vavasms"]);
  await using fault = await startFault("readThenReset");
  sms.provider("memory").refuse("insufficient-balance", { times: mocks.vavasms.violations.length + fault.requests });
  const outcome = await sms.send({ to: "+254712345678", text: "Hello" });
  return outcome.status;
}
