import type { Command } from "commander";
import { maskPhone } from "polysms";
import { environmentProviders } from "../providers/from-environment.ts";
import { readNumber } from "../setup/recipients.ts";
import { examples, type Session, writeJson } from "../setup/session.ts";
import { findSetup } from "../setup/setup.ts";
import { createAnySms, needed, refuse } from "../setup/usage-error.ts";
import { plain } from "../terminal/colours.ts";
import { type ExitCode, exitCodes } from "../terminal/exit-code.ts";
import { textTable } from "../terminal/table.ts";

interface StatusOptions {
  readonly to?: string;
}

export function addStatus(program: Command, session: Session): void {
  program
    .command("status")
    .description("ask a provider what became of a message")
    .argument("<provider>", "who took the message")
    .argument("<id>", "the id that send showed")
    .option("--to <number>", "the recipient, where the id stands for several")
    .addHelpText("after", examples(`status ${environmentProviders({}).at(-1)?.name} 12345 --to +2250707070707`))
    .action(async (provider: string, id: string, options: StatusOptions) =>
      session.finish(await showStatus(session, provider, id, options)),
    );
}

async function showStatus(
  session: Session,
  provider: string,
  id: string,
  { to: typed }: StatusOptions,
): Promise<ExitCode> {
  const { options } = await findSetup(session);
  const asked = options.providers.find(({ name }) => name === provider);
  if (asked !== undefined && asked.can.status === undefined) {
    const able = options.providers.filter(({ can }) => can.status !== undefined).map(({ name }) => name);
    throw refuse(
      `${provider} cannot be asked about a message${able.length === 0 ? "" : `; ${able.join(", ")} can`}.`,
      asked.can.deliveryReports === undefined ? undefined : "It reports by itself: see polysms webhook listen.",
    );
  }
  const reports = needed(createAnySms(options).reports, "can be asked about a message");
  const to = typed === undefined ? undefined : readNumber(typed, undefined);
  const delivery = await reports.get({ provider, id, to });
  if (session.globals().json === true) await writeJson(session, delivery);
  else {
    const number = delivery.to === undefined || delivery.to === to ? delivery.to : maskPhone(delivery.to);
    await session.terminal.out(textTable([[delivery.status, number ?? "", plain(delivery.description ?? "")]]));
  }
  return exitCodes.ok;
}
