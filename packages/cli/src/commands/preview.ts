import type { Command } from "commander";
import type { Preview } from "polysms";
import { environmentProviders } from "../providers/from-environment.ts";
import { readWords } from "../setup/recipients.ts";
import { examples, type Session, writeJson } from "../setup/session.ts";
import { findSms } from "../setup/setup.ts";
import { type AnySms, createAnySms } from "../setup/usage-error.ts";
import { type ExitCode, exitCodes } from "../terminal/exit-code.ts";
import { previewText } from "../terminal/preview-text.ts";

interface PreviewOptions {
  readonly region?: string;
  readonly senderId?: string;
  readonly via?: string;
}

// Segments are the same for every number; this one only stands in the place of one.
const NOBODY = "+254700000000";

export function addPreview(program: Command, session: Session): void {
  program
    .command("preview")
    .description("say what a text costs and where it would go; sends nothing")
    .usage("[options] [number...] <text>")
    .argument("<words...>", "numbers, if there are any, and then the text; - reads the text from standard input")
    .option("--region <country>", "country of numbers without a country code: KE, CI, ZA or IN")
    .option("--sender-id <id>", "sender ID in place of the provider's own")
    .option("--via <provider>", "through this provider and no other")
    .addHelpText("after", examples('preview "Ça va ?"', 'preview +254712345678 "Your code is 4821"'))
    .action(async (words: string[], options: PreviewOptions) => session.finish(await preview(session, words, options)));
}

async function preview(session: Session, words: readonly string[], options: PreviewOptions): Promise<ExitCode> {
  const { to, text } = await readWords(words, options.region, session.terminal);
  const { senderId, via } = options;
  const sms = to.length > 0 ? await findSms(session) : anybody();
  const found = sms.preview({
    to: to.length > 0 ? to : [NOBODY],
    text,
    ...(senderId === undefined ? {} : { senderId }),
    ...(via === undefined ? {} : { via }),
  });
  await showPreview(session, found, to.length > 0);
  const stranded = to.length > 0 && found.routes.some(({ providers }) => providers.length === 0);
  return stranded ? exitCodes.rejected : exitCodes.ok;
}

export async function showPreview(session: Session, preview: Preview, routes: boolean): Promise<void> {
  const { terminal } = session;
  if (session.globals().json !== true) return terminal.out(previewText(preview, terminal, routes));
  const { recipients, totalSegments, routes: _, ...text } = preview;
  await writeJson(session, routes ? preview : text);
}

/** A facade for questions about texts alone, which need no configuration. */
function anybody(): AnySms {
  const providers = environmentProviders({}).map(({ sample }) => sample);
  return createAnySms({ providers });
}
