import { resolve } from "node:path";
import { type AnySms, type CampaignPlan, createSms, isSmsError, type LaunchOptions, type SmsError } from "polysms";
import { createJournal, type Journal, resumeJournal } from "../journal/journal.ts";
import { confirmRecipients } from "../setup/confirm.ts";
import { diskProblem } from "../setup/disk-error.ts";
import { findSecret } from "../setup/secret.ts";
import { type Session, writeJson } from "../setup/session.ts";
import { findSetup } from "../setup/setup.ts";
import { stateFolder } from "../setup/state-folder.ts";
import { usageError } from "../setup/usage-error.ts";
import { type ExitCode, exitCodes } from "../terminal/exit-code.ts";
import { exitCodeOf } from "../terminal/outcome-counts.ts";
import { printError } from "../terminal/print-error.ts";
import { createProgress } from "../terminal/progress.ts";
import { type CampaignSource, campaignSource } from "./file-source.ts";
import { createInterruptHandler, type InterruptHandler } from "./interrupt.ts";
import { createLateStore } from "./late-store.ts";
import { type CampaignContent, type CampaignOptions, contentHash, readCampaign } from "./options.ts";
import { planExitCode, planFile, showPlan } from "./plan.ts";
import { createOutcomeReport, type OutcomeReport, speedText } from "./report.ts";

export interface LaunchCommandOptions extends CampaignOptions {
  readonly resume?: boolean;
  readonly takeOver?: boolean;
  readonly acceptDamage?: boolean;
  readonly journal?: string;
  readonly skipBadRows?: boolean;
  readonly concurrency: number;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** Plans a file, asks for confirmation, and sends it with a journal. */
export async function launch(session: Session, path: string, options: LaunchCommandOptions): Promise<ExitCode> {
  const { terminal } = session;
  const { mock = false } = session.globals();
  checkResumeOptions(options);
  const source = campaignSource(resolve(terminal.cwd, path));
  const content = await readCampaign(options, terminal);
  const { sms, openJournal } = await prepare(session, path, options);
  const interrupts = createInterruptHandler(terminal);
  try {
    const plan = await planUnlessStopped(session, sms, source, content, interrupts);
    if (plan === undefined) {
      terminal.err("Interrupted while the file was read; nothing was sent.\n");
      return exitCodes.interrupted;
    }
    await showPlan(session, plan, path);
    const goodRows = plan.rows - plan.badRows;
    const sendable = planExitCode(plan) === exitCodes.ok || (options.skipBadRows === true && plan.complete);
    if (!sendable || !(await confirmRecipients(session, goodRows, options.yes))) {
      terminal.err("Nothing was sent.\n");
      return exitCodes.usage;
    }
    const journal = openJournal?.(contentHash(content, source.digest(), mock));
    try {
      return await sendRows({ session, sms, plan, goodRows, journal, interrupts, options });
    } finally {
      journal?.close();
    }
  } finally {
    interrupts.remove();
  }
}

/** The plan, or `undefined` after a Ctrl-C. */
async function planUnlessStopped(
  session: Session,
  sms: AnySms,
  source: CampaignSource,
  content: CampaignContent,
  interrupts: InterruptHandler,
): Promise<CampaignPlan | undefined> {
  try {
    return await planFile(session, sms, source, content, interrupts.stopping);
  } catch (error) {
    if (!interrupts.stopped) throw error;
    return undefined;
  }
}

/** The facade, and what opens its journal. With `--mock` there is none, unless an option asks for it. */
async function prepare(session: Session, file: string, { journal, resume, ...options }: LaunchCommandOptions) {
  const { terminal } = session;
  const { options: settings } = await findSetup(session);
  if (session.globals().mock === true && journal === undefined && resume !== true) return { sms: createSms(settings) };
  const store = createLateStore();
  const secret = findSecret(terminal.env, settings.stores);
  const path = resolve(terminal.cwd, journal ?? `${file}.journal`);
  const openJournal = (content: string): Journal => {
    const { takeOver, acceptDamage } = options;
    const all = { path, content, secret, stateFolder: stateFolder(terminal.env), takeOver, acceptDamage };
    const opened = resume === true ? resumeJournal(all) : createJournal(all);
    store.use(opened);
    return opened;
  };
  const sms: AnySms = createSms({ ...settings, stores: { ...settings.stores, idempotency: store, secret } });
  return { sms, openJournal };
}

function checkResumeOptions({ resume, takeOver, acceptDamage }: LaunchCommandOptions): void {
  if (resume === true || (takeOver !== true && acceptDamage !== true)) return;
  throw usageError(
    `${takeOver === true ? "--take-over" : "--accept-damage"} is about a journal that is resumed.`,
    "Add --resume.",
  );
}

interface LaunchContext {
  readonly session: Session;
  readonly sms: AnySms;
  readonly plan: CampaignPlan;
  readonly goodRows: number;
  readonly journal: Journal | undefined;
  readonly interrupts: InterruptHandler;
  readonly options: LaunchCommandOptions;
}

async function sendRows(context: LaunchContext): Promise<ExitCode> {
  const { session, goodRows, journal, interrupts } = context;
  const { terminal } = session;
  const { json = false } = session.globals();
  const startedAt = performance.now();
  const report = createOutcomeReport();
  const failure = await runLaunch(context, report);
  const notSent = goodRows - report.seen;
  const milliseconds = performance.now() - startedAt;
  const { counts, replayed, seen } = report;
  if (json) {
    await writeJson(session, { summary: { counts, notSent, replayed, milliseconds: Math.round(milliseconds) } });
  } else {
    await terminal.out(report.text(terminal, notSent));
    terminal.err(`${speedText(report, milliseconds)}\n`);
  }
  const problem = journal?.failure === undefined ? failure : journalFailed(journal.failure);
  if (problem !== undefined) {
    // Something may have been sent, so the exit code must not say that nothing was.
    if (seen === 0) throw problem;
    printError(problem, terminal, json);
    return counts.unknown > 0 ? exitCodes.unknown : exitCodes.rejected;
  }
  if (notSent > 0) terminal.err(`Interrupted. ${RESUME_HINT}\n`);
  return interrupts.stopped ? exitCodes.interrupted : exitCodeOf(counts);
}

/** Sends the rows and adds each outcome to the report. Resolves to the error that ended it, unless that was Ctrl-C. */
async function runLaunch(
  { session, sms, plan, goodRows, journal, interrupts, options }: LaunchContext,
  report: OutcomeReport,
): Promise<unknown> {
  const progress = createProgress(session.terminal, goodRows, "rows");
  interrupts.startSending(() => progress.end());
  const settings: LaunchOptions = {
    skipBadRows: options.skipBadRows ?? false,
    concurrency: options.concurrency,
    stop: interrupts.stopping,
    signal: interrupts.abandoning,
    ...(journal === undefined ? {} : { idempotencyKey: journal.campaign }),
  };
  try {
    for await (const { row, outcome } of sms.campaigns.launch(plan, settings)) {
      report.add(row, outcome);
      if (session.globals().json === true) await writeJson(session, { row, outcome });
      const { rejected, unknown } = report.counts;
      progress.update(report.seen, rejected + unknown === 0 ? "" : `; ${rejected} rejected, ${unknown} unknown`);
      if (journal?.failure !== undefined) interrupts.stop();
    }
    return undefined;
  } catch (error) {
    return isSmsError(error) && error.code === "aborted" ? undefined : error;
  } finally {
    progress.end();
  }
}

const RESUME_HINT = "Run the same command with --resume to send the rest; no row is sent twice.";

function journalFailed(error: Error): SmsError {
  return usageError(`The campaign was stopped, because ${diskProblem("the journal", error)}.`, RESUME_HINT);
}
