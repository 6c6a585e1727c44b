import { resolve } from "node:path";
import {
  type CampaignInput,
  type CampaignPlan,
  type IdempotencyStore,
  isSmsError,
  type LaunchOptions,
  type SmsError,
} from "polysms";
import { beginJournal, type Journal, resumeJournal } from "../journal/journal.ts";
import { mayReach } from "../setup/confirm.ts";
import { type Session, writeJson } from "../setup/session.ts";
import { findSms } from "../setup/setup.ts";
import { type AnySms, refuse } from "../setup/usage-error.ts";
import { type ExitCode, exitCodes } from "../terminal/exit-code.ts";
import { exitCodeOf } from "../terminal/outcome-counts.ts";
import { tell } from "../terminal/print-error.ts";
import { createProgress, duration } from "../terminal/progress.ts";
import { count } from "../terminal/table.ts";
import { type CampaignSource, campaignSource } from "./file-source.ts";
import { type CampaignOptions, contentHash, readCampaign } from "./options.ts";
import { planExitCode, planFile, showPlan } from "./plan.ts";
import { createCampaignTally } from "./report.ts";

export interface LaunchCommandOptions extends CampaignOptions {
  readonly resume?: boolean;
  readonly takeOver?: boolean;
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
  const store = lateStore();
  const sms = await findSms(session, { stores: { idempotency: store } });
  const brake = createBrake(session);
  try {
    const plan = await planToLaunch(session, sms, source, input, brake);
    if (plan === undefined) {
      terminal.err("Interrupted while the file was read; nothing was sent.\n");
      return exitCodes.interrupted;
    }
    await showPlan(session, plan, path);
    const good = plan.rows - plan.badRows;
    const fit = planExitCode(plan) === exitCodes.ok || (options.skipBadRows === true && plan.complete);
    if (!fit || !(await mayReach(session, good, options.yes, "Send"))) {
      terminal.err("Nothing was sent.\n");
      return exitCodes.usage;
    }
    const journal = openJournal(options, path, terminal.cwd, contentHash(input, source.digest(), mock), mock);
    store.use(journal);
    try {
      return await sendRows({ session, sms, plan, good, journal, brake, options });
    } finally {
      journal?.close();
    }
  } finally {
    brake.off();
  }
}

/** Only the plan shows how far the file is read. Nothing after a Ctrl-C. */
async function planToLaunch(
  session: Session,
  sms: AnySms,
  source: CampaignSource,
  input: object,
  brake: Brake,
): Promise<CampaignPlan | undefined> {
  const quietly = () => source.open(() => {});
  let open = quietly;
  try {
    return await planFile(session, source, (file, onProblem) => {
      open = file;
      const campaign = { ...input, file: () => open(), onProblem } as CampaignInput;
      return sms.campaigns.plan(campaign, { signal: brake.stopping });
    });
  } catch (error) {
    if (!brake.stopped) throw error;
    return undefined;
  } finally {
    open = quietly;
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
    stop: brake.stopping,
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
    failure = isSmsError(error) && error.code === "aborted" ? undefined : error;
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
    const told =
      replayed === 0
        ? `${count(sent, "row")} in ${duration(milliseconds)}, ${speed}`
        : `${count(sent, "row")} now, and ${count(replayed)} that were in the journal already; ${duration(milliseconds)}`;
    terminal.err(`${told}\n`);
  }
  const problem = journal?.failure === undefined ? failure : journalFailed(journal.failure);
  if (problem !== undefined) {
    // What was sent was sent, so this is no matter of bad usage any more.
    if (seen === 0) throw problem;
    tell(problem, terminal, json);
    return counts.unknown > 0 ? exitCodes.unknown : exitCodes.rejected;
  }
  if (unsent > 0) terminal.err(`Interrupted. ${RESUME}\n`);
  return brake.stopped ? exitCodes.interrupted : exitCodeOf(counts);
}

const RESUME = "The same command with --resume sends the rest, and nobody twice.";

function journalFailed({ message }: Error): SmsError {
  return refuse(`The journal could not be written (${message}), so the campaign was stopped.`, RESUME);
}

/** A rehearsal leaves no journal behind, unless it is told where. */
function openJournal(
  { journal, resume, takeOver }: LaunchCommandOptions,
  file: string,
  cwd: string,
  content: string,
  mock: boolean,
): Journal | undefined {
  if (mock && journal === undefined && resume !== true) return undefined;
  const path = resolve(cwd, journal ?? `${file}.journal`);
  return resume === true ? resumeJournal(path, content, takeOver) : beginJournal(path, content);
}

interface Brake {
  readonly stopped: boolean;
  readonly stopping: AbortSignal;
  readonly abandoning: AbortSignal;
  /** From now on the first Ctrl-C waits for what is in flight. */
  launching(clear: () => void): void;
  stop(): void;
  off(): void;
}

/** Ctrl-C: the first sends no more rows and waits for those in flight, the second does not wait. */
function createBrake({ terminal }: Session): Brake {
  const stopping = new AbortController();
  const abandoning = new AbortController();
  let clear: (() => void) | undefined;
  const off = terminal.onInterrupt(() => {
    clear?.();
    if (stopping.signal.aborted) abandoning.abort();
    else if (clear !== undefined)
      terminal.err("Stopping: waiting for what is in flight. Ctrl-C again does not wait.\n");
    stopping.abort();
  });
  return {
    get stopped() {
      return stopping.signal.aborted;
    },
    stopping: stopping.signal,
    abandoning: abandoning.signal,
    launching(act) {
      clear = act;
    },
    stop: () => stopping.abort(),
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
    reserve: (key, mark) => present().reserve(key, mark),
    finalize: (key, mark, record, keep) => present().finalize(key, mark, record, keep),
    release: (key, mark) => present().release(key, mark),
  };
}
