import type { Command } from "commander";
import { type Balance, isSmsError, type SmsError } from "polysms";
import { examples, type Session, writeJson } from "../setup/session.ts";
import { findSms } from "../setup/setup.ts";
import { needed } from "../setup/usage-error.ts";
import { painter } from "../terminal/colours.ts";
import { type ExitCode, exitCodes } from "../terminal/exit-code.ts";
import { textTable } from "../terminal/table.ts";

export function addBalance(program: Command, session: Session): void {
  program
    .command("balance")
    .description("show what is left in the accounts")
    .argument("[provider]", "only this one; all that tell their balance unless given")
    .addHelpText("after", examples("balance", "balance --json"))
    .action(async (name: string | undefined) => session.finish(await showBalance(session, name)));
}

async function showBalance(session: Session, name: string | undefined): Promise<ExitCode> {
  const sms = await findSms(session);
  const member = needed(sms.balance, "tells its balance");
  const found: Readonly<Record<string, Balance | SmsError>> =
    name === undefined ? await member.get() : { [name]: await member.get(name).catch(asError) };
  if (session.globals().json === true) {
    await writeJson(session, found);
  } else {
    const paint = painter(session.terminal);
    const rows = Object.entries(found).map(([provider, balance]) =>
      isSmsError(balance)
        ? [provider, paint("red", balance.code), balance.message]
        : [provider, balance.amount.toLocaleString("en-US", { maximumFractionDigits: 4 }), balance.currency],
    );
    await session.terminal.out(textTable(rows));
  }
  return Object.values(found).some(isSmsError) ? exitCodes.rejected : exitCodes.ok;
}

function asError(error: unknown): SmsError {
  // What is wrong with the question is for the person who asked it.
  if (!isSmsError(error) || error.field !== undefined) throw error;
  return error;
}
