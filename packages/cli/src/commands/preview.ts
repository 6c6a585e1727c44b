import type { Command } from "commander";
import { type AnySms, createSms, type Preview } from "polysms";
import { environmentProviders } from "../providers/from-environment.ts";
import { readWords } from "../setup/recipients.ts";
import { examples, type Session, writeJson } from "../setup/session.ts";
import { findSms } from "../setup/setup.ts";
import { type ExitCode, exitCodes } from "../terminal/exit-code.ts";
import { previewText } from "../terminal/preview-text.ts";

interface PreviewOptions {
  readonly region?: string;
  readonly senderId?: string;
  readonly via?: string;
}

// Segments are the same for every number, so any number will do.
const ANY_NUMBER = "+254700000000";

export function addPreview(program: Command, session: Session): void {
  program
    .command("preview")
    .description("show what a text costs and where it would go; sends nothing")
    .usage("[options] [number...] <text>")
    .argument("<words...>", "numbers, if any, and then the text; - reads the text from standard input")
    .option("--region <country>", "country of numbers without a country code: KE, CI, ZA or IN")
    .option("--sender-id <id>", "sender ID to use instead of the provider's default")
    .option("--via <provider>", "send through this provider only")
    .addHelpText("after", examples('preview "Ça va ?"', 'preview +254712345678 "Your code is 4821"'))
    .action(async (words: string[], options: PreviewOptions) => session.finish(await preview(session, words, options)));
}

async function preview(session: Session, words: readonly string[], options: PreviewOptions): Promise<ExitCode> {
  const { to, text } = await readWords(words, options.region, session.terminal);
  const { senderId, via } = options;
  const hasRecipients = to.length > 0;
  const sms = hasRecipients ? await findSms(session) : createTextOnlySms();
  const found = sms.preview({
    to: hasRecipients ? to : [ANY_NUMBER],
    text,
    ...(senderId === undefined ? {} : { senderId }),
    ...(via === undefined ? {} : { via }),
  });
  await showPreview(session, found, hasRecipients);
  const unroutable = hasRecipients && found.routes.some(({ providers }) => providers.length === 0);
  return unroutable ? exitCodes.rejected : exitCodes.ok;
}

/** Prints a preview. Without `routes`, only what it says about the text. */
export async function showPreview(session: Session, preview: Preview, routes: boolean): Promise<void> {
  const { terminal } = session;
  if (session.globals().json !== true) return terminal.out(previewText(preview, terminal, routes));
  const { recipients, totalSegments, routes: _, ...text } = preview;
  await writeJson(session, routes ? preview : text);
}

/** A facade for questions about a text alone, which need no configuration. */
function createTextOnlySms(): AnySms {
  const providers = environmentProviders({}).map(({ sample }) => sample);
  return createSms({ providers });
}
