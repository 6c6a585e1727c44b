import type { AnyProvider, CallOptions, E164, FileMessage, Outcome, Verdict } from "@polysms/core";
import { expect } from "vitest";
import { createCampaigns } from "../../src/campaigns/campaigns.ts";
import type { CampaignContext } from "../../src/campaigns/context.ts";
import type { CampaignSettings } from "../../src/campaigns/input.ts";
import type { CampaignRow } from "../../src/campaigns/launch.ts";
import { createKeyedHash } from "../../src/hashing/keyed-hash.ts";
import { memoryIdempotencyStore } from "../../src/idempotency/memory-store.ts";
import { createNotes } from "../../src/idempotency/notes.ts";
import { createSendOnce } from "../../src/idempotency/send-once.ts";
import type { LooseMessage, SendOptions } from "../../src/message/message.ts";
import { createTemplates } from "../../src/message/templates.ts";
import type { Hooks } from "../../src/sending/hooks.ts";
import { pipelineOf } from "../sending/setup.ts";
import { accepted, stub } from "../stub-provider.ts";

/** A row that was sent as a message. */
type Sent = LooseMessage & { readonly to: E164 };
type SendRow = (message: Sent, options: SendOptions) => Promise<Outcome>;

export interface CampaignSetup {
  readonly campaigns: ReturnType<typeof createCampaigns>;
  /** Messages sent one by one. */
  readonly sent: Sent[];
  /** Files that were sent, with their content. */
  readonly files: { readonly provider: string; readonly message: FileMessage; readonly csv: string }[];
}

interface SetupOptions extends Partial<Omit<CampaignContext, "providers" | "pipeline">> {
  /** The outcome of a row that is sent as a message. */
  readonly send?: SendRow;
  readonly hooks?: readonly Hooks[];
  readonly providersFor?: (to: string) => readonly string[];
  /** Instead of `filer` and `texter`. */
  readonly providers?: readonly AnyProvider[];
  /** The answer of `filer` to a file. */
  readonly answer?: (call?: CallOptions) => Verdict | Promise<Verdict>;
  readonly maxBytes?: number;
}

/** Numbers of Kenya go to `filer`, which takes files, those of +1 have no route, and all others go to `texter`, which takes no files. */
export function setup({
  answer = () => accepted("file-1"),
  maxBytes = 1_000_000,
  providers,
  send,
  hooks = [],
  providersFor = (to) => (to.startsWith("+254") ? ["filer", "texter"] : to.startsWith("+1") ? [] : ["texter", "filer"]),
  ...parts
}: SetupOptions = {}): CampaignSetup {
  const sent: Sent[] = [];
  const files: CampaignSetup["files"] = [];
  const filer: AnyProvider = {
    ...stub("filer"),
    can: {
      files: {
        maxBytes,
        async send(message, call) {
          files.push({ provider: "filer", message, csv: await message.file.text() });
          return answer(call);
        },
      },
    },
  };
  const all = providers ?? [filer, stub("texter")];
  const pipeline = pipelineOf(all, {
    providersFor,
    hooks,
  });
  const store = memoryIdempotencyStore();
  const hash = createKeyedHash("a-secret-of-at-least-thirty-two-characters");
  const campaigns = createCampaigns({
    providers: new Map(all.map((one) => [one.name, one])),
    pipeline: {
      ...pipeline,
      async send(message, options) {
        const row = message as Sent;
        sent.push(row);
        return [(await send?.(row, options)) ?? acceptedOutcome(row.to)];
      },
    },
    textOf: createTemplates({ owed: { text: "Dear {name}, you owe {balance}." } }).textOf,
    sendOnce: createSendOnce({ store, hash, reconcile: async (outcome) => outcome }),
    notes: createNotes(store),
    hash,
    now: () => 0,
    ...parts,
  });
  return { campaigns, sent, files };
}

export function acceptedOutcome(to: E164, id = `id of ${to}`): Outcome {
  return { status: "accepted", to, reference: `reference of ${to}`, provider: "texter", id, attempts: [] };
}

export const csv = (...lines: readonly string[]): Blob => new Blob([`${lines.join("\n")}\n`], { type: "text/csv" });

/** Numbers of Ivory Coast, which are sent as messages. */
export const ivorian = (count: number, from = 0): E164[] =>
  Array.from({ length: count }, (_, index) => `+2250707${String(from + index).padStart(6, "0")}` as E164);

export const kenyan = (count: number): E164[] =>
  Array.from({ length: count }, (_, index) => `+254712${String(index).padStart(6, "0")}` as E164);

export type PlanChanges = Partial<CampaignSettings & { readonly text: string }>;

/** The plan of a file with `msisdn`, `name` and `balance`. Checks that planning sends nothing. */
export async function planOf(file: CampaignSettings["file"], more: PlanChanges = {}) {
  const { campaigns, sent, files } = setup();
  const plan = await campaigns.plan({ file, text: "Dear {name}, you owe {balance}.", ...more });
  expect([sent, files]).toEqual([[], []]);
  return plan;
}

/** Everything that a launch yields, in the order of the rows, and the error that it throws at the end. */
export async function collectRows(rows: AsyncIterable<CampaignRow>) {
  const found: CampaignRow[] = [];
  let error: unknown;
  try {
    for await (const row of rows) found.push(row);
  } catch (reason) {
    error = reason;
  }
  return { rows: found.sort((a, b) => a.row - b.row), error };
}
