import type { Command } from "commander";
import { type Balance, isSmsError, type SmsError } from "polysms";
import { examples, type Session, writeJson } from "../setup/session.ts";
import { findSms } from "../setup/setup.ts";
import { requireMember } from "../setup/usage-error.ts";
import { createColours } from "../terminal/colours.ts";
import { type ExitCode, exitCodes } from "../terminal/exit-code.ts";
import { textTable } from "../terminal/table.ts";

export function addBalance(program: Command, session: Session): void {
  program
    .command("balance")
    .description("show the credit that is left in each account")
    .argument("[provider]", "only this provider; default: every provider that can show its balance")
    .addHelpText("after", examples("balance", "balance --json"))
    .action(async (name: string | undefined) => session.finish(await showBalance(session, name)));
}

async function showBalance(session: Session, name: string | undefined): Promise<ExitCode> {
  const sms = await findSms(session);
  const member = requireMember(sms.balance, "can show its balance");
  const balances: Readonly<Record<string, Balance | SmsError>> =
    name === undefined ? await member.get() : { [name]: await member.get(name).catch(asError) };
  if (session.globals().json === true) {
    await writeJson(session, balances);
  } else {
    const colour = createColours(session.terminal);
    const rows = Object.entries(balances).map(([provider, balance]) =>
      isSmsError(balance)
        ? [provider, colour("red", balance.code), balance.message]
        : [provider, balance.amount.toLocaleString("en-US", { maximumFractionDigits: 4 }), balance.currency],
    );
    await session.terminal.out(textTable(rows));
  }
  return Object.values(balances).some(isSmsError) ? exitCodes.rejected : exitCodes.ok;
}

function asError(error: unknown): SmsError {
  // An error with a field is about the argument, so it ends the command.
  if (!isSmsError(error) || error.field !== undefined) throw error;
  return error;
}
