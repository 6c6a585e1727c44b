import type { CallOptions, E164, FileMessage, Outcome, Verdict } from "@polysms/core";
import { expect } from "vitest";
import { createCampaigns } from "../../src/campaigns/campaigns.ts";
import type { CampaignSettings } from "../../src/campaigns/input.ts";
import type { CampaignContext, CampaignRow } from "../../src/campaigns/launch.ts";
import { createInFlight } from "../../src/concurrency/in-flight.ts";
import { memoryIdempotencyStore } from "../../src/idempotency/memory-store.ts";
import { createIdempotency } from "../../src/idempotency/send-once.ts";
import type { AnyProvider } from "../../src/message/message.ts";
import { createTemplates } from "../../src/message/templates.ts";
import { accepted, stub } from "../stub-provider.ts";

type Sent = Parameters<CampaignContext["send"]>[0];

export interface Desk {
  readonly campaigns: ReturnType<typeof createCampaigns>;
  /** Messages sent one by one. */
  readonly sent: Sent[];
  /** Files handed over, with their text. */
  readonly files: { readonly provider: string; readonly message: FileMessage; readonly csv: string }[];
}

interface DeskOptions extends Partial<Omit<CampaignContext, "providers">> {
  /** In place of `filer` and `texter`. */
  readonly providers?: readonly AnyProvider[];
  /** What `filer` says to a file. */
  readonly answer?: (call?: CallOptions) => Verdict | Promise<Verdict>;
  readonly maximumBytes?: number;
}

/** Numbers of Kenya go to `filer`, which takes files, all others to `texter`, which does not; those of +1 to nobody. */
export function desk({
  answer = () => accepted("file-1"),
  maximumBytes = 1_000_000,
  providers,
  ...parts
}: DeskOptions = {}): Desk {
  const sent: Sent[] = [];
  const files: Desk["files"] = [];
  const filer: AnyProvider = {
    ...stub("filer"),
    can: {
      files: {
        maxBytes: maximumBytes,
        async send(message, call) {
          files.push({ provider: "filer", message, csv: await message.file.text() });
          return answer(call);
        },
      },
    },
  };
  const campaigns = createCampaigns({
    providers: new Map((providers ?? [filer, stub("texter")]).map((one) => [one.name, one])),
    legsFor: (to) => (to.startsWith("+254") ? ["filer", "texter"] : to.startsWith("+1") ? [] : ["texter", "filer"]),
    send: async (message, call) => {
      sent.push(message);
      return (await parts.send?.(message, call)) ?? taken(message.to);
    },
    textOf: createTemplates({ owed: { text: "Dear {name}, you owe {balance}." } }).textOf,
    once: createIdempotency(memoryIdempotencyStore()),
    gate: createInFlight(),
    now: () => 0,
    ...Object.fromEntries(Object.entries(parts).filter(([key]) => key !== "send")),
  });
  return { campaigns, sent, files };
}

export function taken(to: E164, id = `id of ${to}`): Outcome {
  return { status: "accepted", to, reference: `reference of ${to}`, provider: "texter", id, attempts: [] };
}

export const csv = (...lines: readonly string[]): Blob => new Blob([`${lines.join("\n")}\n`], { type: "text/csv" });

/** Numbers of Ivory Coast, which go out as messages. */
export const ivorian = (count: number, from = 0): E164[] =>
  Array.from({ length: count }, (_, index) => `+2250707${String(from + index).padStart(6, "0")}` as E164);

export const kenyan = (count: number): E164[] =>
  Array.from({ length: count }, (_, index) => `+254712${String(index).padStart(6, "0")}` as E164);

export type PlanChanges = Partial<CampaignSettings & { readonly text: string }>;

/** The plan of a file with `msisdn`, `name` and `balance`; nothing may have been sent by it. */
export async function planOf(file: CampaignSettings["file"], more: PlanChanges = {}) {
  const { campaigns, sent, files } = desk();
  const made = await campaigns.plan({ file, text: "Dear {name}, you owe {balance}.", ...more });
  expect([sent, files]).toEqual([[], []]);
  return made;
}

/** All that a launch yields, in the order of the rows, and what it throws in the end. */
export async function everything(rows: AsyncIterable<CampaignRow>) {
  const found: CampaignRow[] = [];
  let error: unknown;
  try {
    for await (const row of rows) found.push(row);
  } catch (reason) {
    error = reason;
  }
  return { rows: found.sort((a, b) => a.row - b.row), error };
}
