import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { Command } from "commander";
import { type AnySms, createSms } from "polysms";
import { confirm } from "../setup/confirm.ts";
import { readNumber } from "../setup/recipients.ts";
import { examples, type Session, writeJson } from "../setup/session.ts";
import { findSetup } from "../setup/setup.ts";
import { requireMember, usageError } from "../setup/usage-error.ts";
import { type ExitCode, exitCodes } from "../terminal/exit-code.ts";
import { count, textTable } from "../terminal/table.ts";

interface ContactsOptions {
  readonly via?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

interface GroupOptions extends ContactsOptions {
  readonly group?: string;
  readonly groupId?: string;
  readonly region?: string;
}

const VIA = ["--via <provider>", "the provider that keeps the contacts, if several can"] as const;
const GROUP = ["--group <name>", "create a group with this name"] as const;
const GROUP_ID = ["--group-id <id>", "use an existing group"] as const;
const DRY_RUN = ["--dry-run", "show what would be done, and do nothing"] as const;

export function addContacts(program: Command, session: Session): void {
  const contacts = program.command("contacts").description("manage groups of recipients that a provider keeps");
  contacts
    .command("list")
    .description("list the groups")
    .option(...VIA)
    .addHelpText("after", examples("contacts list"))
    .action(async (options: ContactsOptions) => session.finish(await listGroups(session, options)));
  contacts
    .command("add")
    .description("add numbers to a group")
    .argument("<number...>", "the numbers")
    .option(...GROUP)
    .option(...GROUP_ID)
    .option("--region <country>", "country of numbers without a country code: KE, CI, ZA or IN")
    .option(...VIA)
    .option(...DRY_RUN)
    .addHelpText("after", examples("contacts add --group Customers +254712345678 +254712345679"))
    .action(async (numbers: string[], options: GroupOptions) =>
      session.finish(await addNumbers(session, numbers, options)),
    );
  contacts
    .command("upload")
    .description("upload a file of contacts; the provider processes it later")
    .argument("<file>", "CSV or Excel with a header row")
    .option(...GROUP)
    .option(...GROUP_ID)
    .option(...VIA)
    .option(...DRY_RUN)
    .addHelpText("after", examples("contacts upload customers.csv --group Customers"))
    .action(async (file: string, options: GroupOptions) => session.finish(await uploadFile(session, file, options)));
  contacts
    .command("delete")
    .description("delete a group and every contact in it; this cannot be undone")
    .argument("<group-id>", "the id that list shows")
    .option(...VIA)
    .option(...DRY_RUN)
    .option("--yes", "delete without asking")
    .addHelpText("after", examples("contacts delete 17"))
    .action(async (id: string, options: ContactsOptions) => session.finish(await deleteGroup(session, id, options)));
}

async function listGroups(session: Session, options: ContactsOptions): Promise<ExitCode> {
  const { contacts, provider } = await openContacts(session, options);
  const groups = await contacts.groups(provider);
  if (session.globals().json === true) await writeJson(session, groups);
  else {
    const rows = groups.map(({ id, name, contacts: all, active }) => [id, name, count(all), count(active)]);
    await session.terminal.out(textTable([["id", "name", "contacts", "active"], ...rows]));
  }
  return exitCodes.ok;
}

async function addNumbers(session: Session, typed: readonly string[], options: GroupOptions): Promise<ExitCode> {
  const numbers = typed.map((number) => readNumber(number, options.region));
  const group = groupOf(options);
  const { contacts, provider } = await openContacts(session, options);
  return unlessDryRun(session, options, `${count(numbers.length, "contact")} added at ${provider}`, () =>
    contacts.create(
      provider,
      group,
      numbers.map((phone) => ({ phone })),
    ),
  );
}

async function uploadFile(session: Session, file: string, options: GroupOptions): Promise<ExitCode> {
  const group = groupOf(options);
  let bytes: Buffer<ArrayBuffer>;
  try {
    bytes = readFileSync(resolve(session.terminal.cwd, file));
  } catch {
    throw usageError(`${file} cannot be read.`);
  }
  const { contacts, provider } = await openContacts(session, options);
  return unlessDryRun(session, options, `${file} uploaded to ${provider}`, () =>
    contacts.upload(provider, group, new File([bytes], basename(file))),
  );
}

async function deleteGroup(session: Session, id: string, options: ContactsOptions): Promise<ExitCode> {
  const { contacts, provider } = await openContacts(session, options);
  const withoutAsking = options.dryRun === true || options.yes === true || session.globals().mock === true;
  const what = `group ${id} and every contact in it`;
  if (!withoutAsking && !(await confirm(session, `Delete ${what}?`, `This deletes ${what}`))) return exitCodes.usage;
  return unlessDryRun(session, options, `group ${id} deleted at ${provider}`, () => contacts.delete(provider, id));
}

async function unlessDryRun(
  session: Session,
  { dryRun }: ContactsOptions,
  result: string,
  act: () => Promise<void>,
): Promise<ExitCode> {
  if (dryRun !== true) await act();
  if (session.globals().json === true) await writeJson(session, { done: dryRun !== true });
  else await session.terminal.out(dryRun === true ? `Dry run, not done: ${result}.\n` : `${result}.\n`);
  return exitCodes.ok;
}

function groupOf({ group, groupId }: GroupOptions) {
  if (groupId !== undefined && group === undefined) return { id: groupId };
  if (group !== undefined && groupId === undefined) return { name: group };
  throw usageError("Name one group: --group NAME for a new one, or --group-id ID for an existing one.");
}

async function openContacts(session: Session, { via }: ContactsOptions) {
  const { options } = await findSetup(session);
  const sms: AnySms = createSms(options);
  const contacts = requireMember(sms.contacts, "keeps contacts");
  const able = options.providers.filter(({ can }) => can.contacts !== undefined).map(({ name }) => name);
  if (via === undefined && able.length > 1) {
    throw usageError(`Several providers keep contacts. Choose one: --via ${able.join(" or ")}.`);
  }
  return { contacts, provider: via ?? able[0] ?? "" };
}
