import type { Command } from "commander";
import type { Outcome } from "polysms";
import { confirmRecipients } from "../setup/confirm.ts";
import { readWords } from "../setup/recipients.ts";
import { examples, type Session, writeJson } from "../setup/session.ts";
import { findSms } from "../setup/setup.ts";
import { createColours, styleOf } from "../terminal/colours.ts";
import { type ExitCode, exitCodes } from "../terminal/exit-code.ts";
import { outcomeCells } from "../terminal/outcome-cells.ts";
import { describeCounts, exitCodeOf, type OutcomeCounts } from "../terminal/outcome-counts.ts";
import { textTable } from "../terminal/table.ts";
import { showPreview } from "./preview.ts";

interface SendOptions {
  readonly region?: string;
  readonly senderId?: string;
  readonly via?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

export function addSend(program: Command, session: Session): void {
  program
    .command("send")
    .description("send one text to one number or several")
    .usage("[options] <number...> <text>")
    .argument("<words...>", "numbers, and then the text; - reads the text from standard input")
    .option("--region <country>", "country of numbers without a country code: KE, CI, ZA or IN")
    .option("--sender-id <id>", "sender ID to use instead of the provider's default")
    .option("--via <provider>", "send through this provider only, without failover")
    .option("--dry-run", "show what would be sent; send nothing")
    .option("--yes", "send to more than 10 recipients without asking")
    .addHelpText("after", examples('send +254712345678 "Hello"', 'send --mock +254712345678 "Hello"'))
    .action(async (words: string[], options: SendOptions) => session.finish(await send(session, words, options)));
}

async function send(session: Session, words: readonly string[], options: SendOptions): Promise<ExitCode> {
  const { terminal } = session;
  const { to, text } = await readWords(words, options.region, terminal);
  const { senderId, via } = options;
  const sms = await findSms(session);
  const message = {
    to,
    text,
    ...(senderId === undefined ? {} : { senderId }),
    ...(via === undefined ? {} : { via }),
  };
  const preview = sms.preview(message);
  if (options.dryRun === true) {
    await showPreview(session, preview, true);
    terminal.err("Dry run: nothing was sent.\n");
    return exitCodes.ok;
  }
  if (!(await confirmRecipients(session, preview.recipients, options.yes))) {
    terminal.err("Nothing was sent.\n");
    return exitCodes.usage;
  }
  const controller = new AbortController();
  const remove = terminal.onInterrupt(() => controller.abort());
  const { outcomes, counts } = await sms.send(message, { signal: controller.signal }).finally(remove);
  await showOutcomes(session, outcomes, counts);
  return controller.signal.aborted ? exitCodes.interrupted : exitCodeOf(counts);
}

async function showOutcomes(session: Session, outcomes: readonly Outcome[], counts: OutcomeCounts): Promise<void> {
  if (session.globals().json === true) return writeJson(session, { outcomes, counts });
  const colour = createColours(session.terminal);
  const rows = outcomes.map((outcome) => {
    const [status = "", ...rest] = outcomeCells(outcome, true);
    return [colour(styleOf(status), status), ...rest];
  });
  await session.terminal.out(textTable(rows));
  if (outcomes.length > 1) session.terminal.err(`${describeCounts(counts)}\n`);
}
