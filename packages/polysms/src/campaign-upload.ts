import { type E164, invalidInput, type Outcome, type SendCall, settle, unproven } from "@polysms/core";
import type { CheckedCampaign } from "./campaign-input.ts";
import type { CampaignParts } from "./campaign-launch.ts";
import { type CampaignPlan, checkedRows } from "./campaign-plan.ts";
import { writeCsvRow } from "./csv.ts";
import type { AnyProvider } from "./message.ts";
import { learn, outcomeOf, type Recipient } from "./recipient.ts";
import { newReference, referenceFor, shortHash } from "./reference.ts";

const EVERYBODY = "" as E164;

const PART = 1_048_576;

interface FileInTheMaking {
  readonly maximumBytes: number;
  readonly parts: Blob[];
  text: string;
  bytes: number;
  rows: number;
}

/**
 * Writes a file of the good rows for each provider that takes files, with the numbers first and then the columns that
 * the text needs, and no other. Its size, which the provider limits, is what this needs in memory. Rejects with an
 * `SmsError` when a file is too large for its provider, or is no longer the one that was planned.
 */
export async function writeUploads(
  campaign: CheckedCampaign,
  plan: CampaignPlan,
  providers: ReadonlyMap<string, AnyProvider>,
): Promise<ReadonlyMap<string, Blob>> {
  const { toColumn, text } = campaign.rules;
  const columns = text.names.filter((column) => column !== toColumn);
  const header = writeCsvRow([toColumn, ...columns]);
  const places = columns.map((column) => text.names.indexOf(column));
  const files = new Map<string, FileInTheMaking>();
  for (const { name, by } of plan.providers) {
    const maximumBytes = providers.get(name)?.can.files?.maximumBytes;
    if (by === "file" && maximumBytes !== undefined) {
      files.set(name, { maximumBytes, parts: [], text: header, bytes: 0, rows: 0 });
    }
  }
  if (files.size === 0) return new Map();

  for await (const piece of checkedRows(campaign)) {
    for (const row of piece) {
      const file = "problems" in row ? undefined : files.get(row.provider);
      if ("problems" in row || file === undefined) continue;
      file.text += writeCsvRow([row.to, ...places.map((at) => row.values[at] ?? "")]);
      file.rows += 1;
      if (file.text.length >= PART) close(row.provider, file);
    }
  }
  for (const { name, rows } of plan.providers) {
    const file = files.get(name);
    if (file === undefined) continue;
    close(name, file);
    if (file.rows !== rows) throw invalidInput("file", "is not the one that was planned; plan it again.");
  }
  return new Map([...files].map(([name, { parts }]) => [name, new Blob(parts, { type: "text/csv" })]));
}

function close(provider: string, file: FileInTheMaking): void {
  const part = new Blob([file.text]);
  file.text = "";
  file.parts.push(part);
  file.bytes += part.size;
  if (file.bytes <= file.maximumBytes) return;
  throw invalidInput("file", `gives more than the ${file.maximumBytes} bytes that ${provider} takes.`, {
    hint: "Cut it into several campaigns.",
  });
}

/**
 * Hands a file over, once under an idempotency key, and resolves to one outcome for all its rows, without their numbers.
 * Never rejects for what a provider says; it does when the facade is closed, and when the key was used for another file.
 */
export async function upload(
  provider: AnyProvider,
  file: Blob,
  { rules, message }: CheckedCampaign,
  { once, gate, now = () => performance.now() }: Pick<CampaignParts, "once" | "gate" | "now">,
  { key, call }: { readonly key: string | undefined; readonly call: SendCall },
): Promise<Outcome> {
  const { name } = provider;
  const text = rules.text.written;
  const handOver = async (reference: string) => {
    const begun = now();
    // A provider promises not to throw; one that does must not lose what it may have sent.
    const report = await settle(name, [file], async () => {
      const answer = await provider.can.files?.send({ file, text, reference, ...message }, call);
      return { verdicts: answer === undefined ? [] : [answer] };
    });
    const verdict =
      report.verdicts[0] ??
      unproven(`${name}: no verdict on the file.`, { code: "unreadable-response", provider: name });
    const recipient: Recipient = { to: EVERYBODY, attempts: [] };
    const httpStatus = "error" in verdict ? verdict.error.httpStatus : undefined;
    learn(recipient, name, verdict, { httpStatus, durationMs: Math.round(now() - begun) });
    return [outcomeOf(recipient, reference)];
  };
  const [outcome] = await gate.enter(async () => {
    if (key === undefined) return handOver(newReference());
    const fileKey = `${key}.${name}`;
    const reference = await referenceFor(fileKey);
    const payload = { file: await shortHash(await file.text()), text, ...message };
    return once({ key: fileKey, payload, to: [EVERYBODY], reference }, () => handOver(reference));
  });
  return outcome as Outcome;
}
