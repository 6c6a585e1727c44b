import {
  type CallOptions,
  type E164,
  type FileCapability,
  type Outcome,
  SmsError,
  toReport,
  unknown,
} from "@polysms/core";
import { newReference } from "../hashing/reference.ts";
import { sendClaimed } from "../sending/claims.ts";
import type { KeyScope } from "../sending/pipeline.ts";
import { outcomeOf, type Recipient, recordAttempt } from "../sending/recipient.ts";
import type { CampaignContext } from "./context.ts";
import type { CheckedCampaign } from "./input.ts";
import type { WrittenFile } from "./provider-files.ts";

/** A file has one verdict for all its rows, so its outcome names no recipient. */
const ANY_RECIPIENT = "" as E164;

/** The provider's file capability, or `undefined` if it has none or files are off. */
export function fileCapability(
  provider: string,
  { providers, files }: Pick<CampaignContext, "providers" | "files">,
): FileCapability | undefined {
  return files === false ? undefined : providers.get(provider)?.can.files;
}

/**
 * Sends a file to its provider, once per idempotency key, and resolves to one outcome for all its rows, without their
 * numbers. Rejects with an `SmsError` only after `close` or if the store fails; nothing was sent then.
 */
export async function upload(
  provider: string,
  written: WrittenFile,
  { rules, message }: CheckedCampaign,
  context: CampaignContext,
  {
    key,
    scope,
    call,
  }: { readonly key: string | undefined; readonly scope: KeyScope | undefined; readonly call: CallOptions },
): Promise<Outcome> {
  const { sendOnce, pipeline, now = () => performance.now() } = context;
  const capability = fileCapability(provider, context);
  const { file, digest } = written;
  const text = rules.text.written;
  const { senderId, campaignName } = message;
  const reference = newReference();
  const sendFile = async (signal = call.signal): Promise<Outcome> => {
    const recipient: Recipient = { to: ANY_RECIPIENT, attempts: [] };
    if (capability === undefined) return noFileOutcome(provider, recipient, reference);
    const start = now();
    // A provider promises not to throw; one that does must not lose what it may have sent.
    const report = await toReport(provider, [file], async () => {
      const answer = await capability.send({ file, text, reference, senderId, campaignName }, { ...call, signal });
      return { verdicts: answer === undefined ? [] : [answer] };
    });
    pipeline.context.providers.get(provider)?.breaker.record(report.verdicts);
    const verdict =
      report.verdicts[0] ?? unknown(`${provider}: no verdict on the file.`, { code: "unreadable-response", provider });
    const httpStatus = "error" in verdict ? verdict.error.httpStatus : undefined;
    recordAttempt(recipient, provider, verdict, { httpStatus, durationMs: Math.round(now() - start) });
    return outcomeOf(recipient, reference);
  };
  return pipeline.inFlight.run(async () => {
    if (key === undefined) return sendFile();
    const to = [ANY_RECIPIENT];
    const keyed = {
      key: `${key}.file.${provider}`,
      payload: { digest, text, senderId },
      to,
      reference,
      scope,
      limits: call,
    };
    const [outcome] = await sendOnce(keyed, async (claims, signal) => [
      await sendClaimed(claims, ANY_RECIPIENT, () => sendFile(signal)),
    ]);
    return outcome as Outcome;
  });
}

/** Its code leaves the key free, so that a later launch can send the file. */
function noFileOutcome(provider: string, recipient: Recipient, reference: string): Outcome {
  const error = new SmsError(`${provider}: cannot take a file here, and these rows belong to a file for it.`, {
    code: "route-unavailable",
    mayHaveBeenSent: false,
    provider,
    hint: "Launch with the providers that the campaign was started with, and without a guard.",
  });
  return outcomeOf({ ...recipient, last: { provider, verdict: { status: "rejected", error } } }, reference);
}
