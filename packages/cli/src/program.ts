import { createRequire } from "node:module";
import tab from "@bomb.sh/tab/commander";
import { Command } from "commander";
import { addBalance } from "./commands/balance.ts";
import { addCampaign } from "./commands/campaign.ts";
import { addCheck } from "./commands/check.ts";
import { addContacts } from "./commands/contacts.ts";
import { addMock } from "./commands/mock.ts";
import { addOtp } from "./commands/otp.ts";
import { addPreview } from "./commands/preview.ts";
import { addProviders } from "./commands/providers.ts";
import { addSend } from "./commands/send.ts";
import { addStatus } from "./commands/status.ts";
import { addWebhook } from "./commands/webhook.ts";
import type { Session } from "./setup/session.ts";
import { exitCodeHelp } from "./terminal/exit-code.ts";

const { version } = createRequire(import.meta.url)("@polysms/cli/package.json") as { readonly version: string };

/** All commands, with their help. `makeSession` gets the program, whose options are the session's globals. */
export function createProgram(makeSession: (program: Command) => Session): Command {
  const program = new Command("polysms");
  const session = makeSession(program);
  const { terminal } = session;
  program
    .description("Send, plan and check SMS through regional providers. Never sends twice.")
    .version(version, "-V, --version", "show the version")
    .option("-c, --config <file>", "configuration file; default: polysms.config.ts in this folder")
    .option("--json", "print JSON, for scripts")
    .option("--mock", "use mocks on this machine instead of the providers; nothing is sent for real")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help for a command")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => void terminal.out(text), writeErr: (text) => terminal.err(text) })
    .exitOverride()
    .showHelpAfterError("(polysms --help shows the commands)")
    .addHelpText("after", exitCodeHelp);
  addSend(program, session);
  addOtp(program, session);
  addPreview(program, session);
  addBalance(program, session);
  addStatus(program, session);
  addContacts(program, session);
  addCampaign(program, session);
  addMock(program, session);
  addCheck(program, session);
  addWebhook(program, session);
  addProviders(program, session);
  tab(program);
  return program;
}
