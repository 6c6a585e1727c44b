import { resolve } from "node:path";
import type { CampaignInput, CampaignPlan, IdempotencyStore, LaunchOptions } from "polysms";
import { type AnySms, refuse } from "./any-sms.ts";
import { type CampaignOptions, contentHash, readCampaign } from "./campaign-options.ts";
import { planExitCode, planFile, showPlan } from "./campaign-planning.ts";
import { createCampaignTally } from "./campaign-report.ts";
import { campaignSource } from "./campaign-source.ts";
import { mayReach } from "./consent.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import { beginJournal, type Journal, resumeJournal } from "./journal.ts";
import { createProgress, duration } from "./progress.ts";
import { type Session, writeJson } from "./session.ts";
import { findSms } from "./setup.ts";
import { exitCodeOf } from "./tally.ts";
import { count } from "./text-table.ts";

export interface LaunchCommandOptions extends CampaignOptions {
  readonly resume?: boolean;
  readonly retryRejected?: boolean;
  readonly journal?: string;
  readonly skipBadRows?: boolean;
  readonly concurrency: number;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** Plans a file, asks, and sends it under a journal. */
export async function launch(session: Session, path: string, options: LaunchCommandOptions): Promise<ExitCode> {
  const { terminal } = session;
  const { mock = false } = session.globals();
  const source = campaignSource(resolve(terminal.cwd, path));
  const input = await readCampaign(options, terminal);
  const brake = createBrake(session);
  const store = lateStore();
  const sms = await findSms(session, { store });
  try {
    // The plan reads the file in large pieces, the launch row by row.
    let open: () => AsyncIterable<Uint8Array> = () => source.openRows(() => brake.stopped);
    const plan = await planFile(session, source, (file, onProblem) => {
      const launching = open;
      open = file;
      const campaign = { ...input, file: () => open(), onProblem } as CampaignInput;
      return sms.campaigns.plan(campaign, { signal: brake.planning }).finally(() => {
        open = launching;
      });
    });
    await showPlan(session, plan, path);
    const bad = planExitCode(plan) !== exitCodes.ok;
    if (bad && !(options.skipBadRows === true && plan.complete)) {
      terminal.err("Nothing was sent.\n");
      return exitCodes.usage;
    }
    const good = plan.rows - plan.badRows;
    if (!(await mayReach(session, good, options.yes, "Send"))) {
      terminal.err("Nothing was sent.\n");
      return exitCodes.usage;
    }
    const journal = openJournal(options, path, terminal.cwd, contentHash(input, source.digest(), mock), mock);
    store.use(journal);
    try {
      return await sendRows({ session, sms, plan, good, journal, brake, options, path });
    } finally {
      journal?.close();
    }
  } catch (error) {
    if (!brake.stopped) throw error;
    terminal.err("Interrupted while the file was read; nothing was sent.\n");
    return exitCodes.interrupted;
  } finally {
    brake.off();
  }
}

interface Launching {
  readonly session: Session;
  readonly sms: AnySms;
  readonly plan: CampaignPlan;
  readonly good: number;
  readonly journal: Journal | undefined;
  readonly brake: Brake;
  readonly options: LaunchCommandOptions;
  readonly path: string;
}

async function sendRows(launching: Launching): Promise<ExitCode> {
  const { session, sms, plan, good, journal, brake, options } = launching;
  const { terminal } = session;
  const { json = false } = session.globals();
  const begun = performance.now();
  const tally = createCampaignTally();
  const progress = createProgress(terminal, good, "rows");
  brake.launching(() => progress.end());
  const settings: LaunchOptions = {
    skipBadRows: options.skipBadRows ?? false,
    concurrency: options.concurrency,
    signal: brake.abandoning,
    ...(journal === undefined ? {} : { idempotencyKey: journal.campaign }),
  };
  let failure: unknown;
  try {
    for await (const { row, outcome } of sms.campaigns.launch(plan, settings)) {
      tally.add(row, outcome);
      if (json) await writeJson(session, { row, outcome });
      const { rejected, unknown } = tally.counts;
      progress.update(tally.seen, rejected + unknown === 0 ? "" : `; ${rejected} rejected, ${unknown} unknown`);
      if (journal?.failure !== undefined) brake.stop();
    }
  } catch (error) {
    // A file that was stopped is a file that could not be read to its end.
    failure = brake.stopped ? undefined : error;
  }
  progress.end();
  const unsent = good - tally.seen;
  const milliseconds = performance.now() - begun;
  const { counts, replayed, seen } = tally;
  if (json) {
    await writeJson(session, {
      summary: { counts, notSent: unsent, replayed, milliseconds: Math.round(milliseconds) },
    });
  } else {
    await terminal.out(tally.text(terminal, unsent));
    const sent = seen - replayed;
    const speed = `${count(Math.round((sent / milliseconds) * 1_000))} a second`;
    const before = replayed === 0 ? "" : `; ${count(replayed)} were in the journal already`;
    terminal.err(`${count(sent, "row")} in ${duration(milliseconds)}, ${speed}${before}\n`);
  }
  if (failure !== undefined) throw failure;
  if (journal?.failure !== undefined) {
    throw refuse(`The journal could not be written (${journal.failure.message}), so the campaign was stopped.`, RESUME);
  }
  if (unsent > 0) terminal.err(`Interrupted. ${RESUME}\n`);
  return brake.stopped ? exitCodes.interrupted : exitCodeOf(counts);
}

const RESUME = "The same command with --resume sends the rest, and nobody twice.";

/** A rehearsal leaves no journal behind, unless it is told where. */
function openJournal(
  { journal, resume, retryRejected }: LaunchCommandOptions,
  file: string,
  cwd: string,
  content: string,
  mock: boolean,
): Journal | undefined {
  if (retryRejected === true && resume !== true) throw refuse("--retry-rejected goes with --resume.");
  if (mock && journal === undefined && resume !== true) return undefined;
  const path = resolve(cwd, journal ?? `${file}.journal`);
  return resume === true ? resumeJournal(path, content, { retryRejected }) : beginJournal(path, content);
}

interface Brake {
  readonly stopped: boolean;
  readonly planning: AbortSignal;
  readonly abandoning: AbortSignal;
  /** From now on the first Ctrl-C waits for what is in flight. */
  launching(clear: () => void): void;
  stop(): void;
  off(): void;
}

/** Ctrl-C: the first sends no more rows and waits for those in flight, the second does not wait. */
function createBrake({ terminal }: Session): Brake {
  const planning = new AbortController();
  const abandoning = new AbortController();
  let clear: (() => void) | undefined;
  let stopped = false;
  const off = terminal.onInterrupt(() => {
    clear?.();
    if (stopped) abandoning.abort();
    else if (clear !== undefined)
      terminal.err("Stopping: waiting for what is in flight. Ctrl-C again does not wait.\n");
    stopped = true;
    planning.abort();
  });
  return {
    get stopped() {
      return stopped;
    },
    planning: planning.signal,
    abandoning: abandoning.signal,
    launching(act) {
      clear = act;
    },
    stop() {
      stopped = true;
    },
    off,
  };
}

/** The facade is made before its journal: only a plan tells what the journal has to be about. */
function lateStore(): IdempotencyStore & { use(journal: Journal | undefined): void } {
  let journal: Journal | undefined;
  const present = () => {
    if (journal === undefined) throw new Error("The journal is not open yet.");
    return journal;
  };
  return {
    use(opened) {
      journal = opened;
    },
    reserve: (key, fingerprint) => present().reserve(key, fingerprint),
    finalize: (key, fingerprint, record, keep) => present().finalize(key, fingerprint, record, keep),
    release: (key, fingerprint) => present().release(key, fingerprint),
  };
}
