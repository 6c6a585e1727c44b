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
import { outcomeOf, type Recipient, recordAttempt } from "../sending/recipient.ts";
import type { CheckedCampaign } from "./input.ts";
import type { CampaignContext } from "./launch.ts";
import type { WrittenFile } from "./provider-files.ts";

const EVERYBODY = "" as E164;

/** How a provider takes files; nothing when it is not there, takes none, or none may be given to it. */
export function fileCapability(
  provider: string,
  { providers, files }: Pick<CampaignContext, "providers" | "files">,
): FileCapability | undefined {
  return files === false ? undefined : providers.get(provider)?.can.files;
}

/**
 * Hands a file over, once under an idempotency key, and resolves to one outcome for all its rows, without their numbers.
 * Never rejects for what a provider says; it does when the facade is closed, and when the store fails.
 */
export async function upload(
  provider: string,
  written: WrittenFile,
  { rules, message }: CheckedCampaign,
  parts: CampaignContext,
  { key, call }: { readonly key: string | undefined; readonly call: CallOptions },
): Promise<Outcome> {
  const { once, gate, now = () => performance.now() } = parts;
  const capability = fileCapability(provider, parts);
  const { file, digest } = written;
  const text = rules.text.written;
  const reference = newReference();
  const handOver = async () => {
    const recipient: Recipient = { to: EVERYBODY, attempts: [] };
    if (capability === undefined) return [takesNone(provider, recipient, reference)];
    const begun = now();
    // A provider promises not to throw; one that does must not lose what it may have sent.
    const report = await toReport(provider, [file], async () => {
      const answer = await capability.send({ file, text, reference, ...message }, call);
      return { verdicts: answer === undefined ? [] : [answer] };
    });
    const verdict =
      report.verdicts[0] ?? unknown(`${provider}: no verdict on the file.`, { code: "unreadable-response", provider });
    const httpStatus = "error" in verdict ? verdict.error.httpStatus : undefined;
    recordAttempt(recipient, provider, verdict, { httpStatus, durationMs: Math.round(now() - begun) });
    return [outcomeOf(recipient, reference)];
  };
  const [outcome] = await gate.run(async () => {
    if (key === undefined) return handOver();
    const payload = { digest, text, senderId: message.senderId };
    return once({ key: `${key}.file.${provider}`, payload, to: [EVERYBODY], reference, keep: true }, handOver);
  });
  return outcome as Outcome;
}

/** A code that leaves the key free, so that a later launch can hand the file over. */
function takesNone(provider: string, recipient: Recipient, reference: string): Outcome {
  const error = new SmsError(`${provider}: takes no files here, and these rows belong to the file for it.`, {
    code: "route-unavailable",
    mayHaveBeenSent: false,
    provider,
    hint: "Launch with the providers that the campaign was begun with, and without a guard.",
  });
  return outcomeOf({ ...recipient, last: { provider, verdict: { status: "rejected", error } } }, reference);
}
