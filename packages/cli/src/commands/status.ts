import type { Command } from "commander";
import { type AnySms, createSms, maskPhone } from "polysms";
import { environmentProviders } from "../providers/from-environment.ts";
import { readNumber } from "../setup/recipients.ts";
import { examples, type Session, writeJson } from "../setup/session.ts";
import { findSetup } from "../setup/setup.ts";
import { requireMember, usageError } from "../setup/usage-error.ts";
import { plain } from "../terminal/colours.ts";
import { type ExitCode, exitCodes } from "../terminal/exit-code.ts";
import { textTable } from "../terminal/table.ts";

interface StatusOptions {
  readonly to?: string;
}

export function addStatus(program: Command, session: Session): void {
  program
    .command("status")
    .description("ask a provider for the status of a message")
    .argument("<provider>", "the provider that accepted the message")
    .argument("<id>", "the id that send printed")
    .option("--to <number>", "the recipient, if the id belongs to several")
    .addHelpText("after", examples(`status ${environmentProviders({}).at(-1)?.name} 12345 --to +2250707070707`))
    .action(async (provider: string, id: string, options: StatusOptions) =>
      session.finish(await showStatus(session, provider, id, options)),
    );
}

async function showStatus(session: Session, name: string, id: string, { to: typed }: StatusOptions): Promise<ExitCode> {
  const { options } = await findSetup(session);
  const provider = options.providers.find((one) => one.name === name);
  if (provider !== undefined && provider.can.status === undefined) {
    const able = options.providers.filter(({ can }) => can.status !== undefined).map((one) => one.name);
    throw usageError(
      `${name} cannot be asked for the status of a message${able.length === 0 ? "" : `; ${able.join(", ")} can`}.`,
      provider.can.deliveryReports === undefined ? undefined : "It sends delivery reports: see polysms webhook listen.",
    );
  }
  const sms: AnySms = createSms(options);
  const reports = requireMember(sms.reports, "can be asked for the status of a message");
  const to = typed === undefined ? undefined : readNumber(typed, undefined);
  const delivery = await reports.get({ provider: name, id, to });
  if (session.globals().json === true) await writeJson(session, delivery);
  else {
    const number = delivery.to === undefined || delivery.to === to ? delivery.to : maskPhone(delivery.to);
    await session.terminal.out(textTable([[delivery.status, number ?? "", plain(delivery.description ?? "")]]));
  }
  return exitCodes.ok;
}
