import type { Command } from "commander";
import type { Outcome } from "polysms";
import { mayReach } from "../setup/confirm.ts";
import { readWords } from "../setup/recipients.ts";
import { examples, type Session, writeJson } from "../setup/session.ts";
import { findSms } from "../setup/setup.ts";
import { painter, styleOf } from "../terminal/colours.ts";
import { type ExitCode, exitCodes } from "../terminal/exit-code.ts";
import { outcomeCells } from "../terminal/outcome-cells.ts";
import { type Counts, describeCounts, exitCodeOf } from "../terminal/outcome-counts.ts";
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
    .option("--sender-id <id>", "sender ID in place of the provider's own")
    .option("--via <provider>", "through this provider and no other; switches failover off")
    .option("--dry-run", "show what would be sent, and send nothing")
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
  if (!(await mayReach(session, preview.recipients, options.yes, "Send"))) {
    terminal.err("Nothing was sent.\n");
    return exitCodes.usage;
  }
  const controller = new AbortController();
  const off = terminal.onInterrupt(() => controller.abort());
  const { outcomes, counts } = await sms.send(message, { signal: controller.signal }).finally(off);
  await showOutcomes(session, outcomes, counts);
  return controller.signal.aborted ? exitCodes.interrupted : exitCodeOf(counts);
}

async function showOutcomes(session: Session, outcomes: readonly Outcome[], counts: Counts): Promise<void> {
  if (session.globals().json === true) return writeJson(session, { outcomes, counts });
  const paint = painter(session.terminal);
  const cells = outcomes.map((outcome) => {
    const [status = "", ...rest] = outcomeCells(outcome, true);
    return [paint(styleOf(status), status), ...rest];
  });
  await session.terminal.out(textTable(cells));
  if (outcomes.length > 1) session.terminal.err(`${describeCounts(counts)}\n`);
}
