import type { Command } from "commander";
import { type AnyProvider, createSms, isSmsError } from "polysms";
import { type EnvironmentProvider, environmentProviders } from "../providers/from-environment.ts";
import { checkReachability } from "../providers/reachability.ts";
import { hostsOf } from "../providers/spec-file.ts";
import { findConfigFile } from "../setup/config-file.ts";
import { examples, type Session, writeJson } from "../setup/session.ts";
import { findSetup, type Setup } from "../setup/setup.ts";
import { createColours } from "../terminal/colours.ts";
import { type ExitCode, exitCodes } from "../terminal/exit-code.ts";
import { textTable } from "../terminal/table.ts";

interface Finding {
  readonly provider: string;
  readonly check: "credentials" | "connection" | "account";
  readonly result: "ok" | "failed" | "not checked";
  readonly detail: string;
}

export function addCheck(program: Command, session: Session): void {
  program
    .command("check")
    .description("check configuration, credentials and connections; sends no message")
    .addHelpText("after", examples("check", "check --json"))
    .action(async () => session.finish(await check(session)));
}

async function check(session: Session): Promise<ExitCode> {
  const { terminal } = session;
  const { mock = false, config } = session.globals();
  const known = environmentProviders(terminal.env);
  const path = findConfigFile(terminal.cwd, config);
  const incomplete = path === undefined && !mock ? incompleteProviders(known) : [];
  const findings: Finding[] = incomplete.map(({ name, problem, variables }) => ({
    provider: name,
    check: "credentials",
    result: "failed",
    detail: `${problem?.message ?? ""} It reads ${variables.join(", ")}.`,
  }));
  // Incomplete providers already have their finding. The others can be checked anyway.
  const ready = known.filter(({ state }) => state === "ready");
  const setup: Setup =
    incomplete.length === 0
      ? await findSetup(session)
      : { options: { providers: ready.map(({ create }) => create()) }, source: "environment" };
  // Throws if any other setting is wrong.
  if (setup.options.providers.length > 0) createSms(setup.options);
  const checked = setup.options.providers.map((provider) =>
    checkProvider(
      provider,
      setup.source,
      known.find(({ name }) => name === provider.name),
      mock,
    ),
  );
  findings.push(...(await Promise.all(checked)).flat());
  await showFindings(session, setup.source, findings);
  return findings.some(({ result }) => result === "failed") ? exitCodes.rejected : exitCodes.ok;
}

/** Providers with some variables that are missing or wrong. If no provider has any variable, all of them. */
function incompleteProviders(known: readonly EnvironmentProvider[]): EnvironmentProvider[] {
  const touched = known.filter(({ state }) => state !== "absent");
  return (touched.length === 0 ? known : touched).filter(({ state }) => state !== "ready");
}

async function showFindings(session: Session, source: string, findings: readonly Finding[]): Promise<void> {
  const { terminal } = session;
  const notVerified = [
    "that messages arrive: only sending one shows that",
    "that sender IDs are registered with the operators",
    ...findings
      .filter(({ result }) => result === "not checked")
      .map(({ provider, detail }) => `${provider}: ${detail}`),
  ];
  if (session.globals().json === true) return writeJson(session, { configuration: source, findings, notVerified });
  const colour = createColours(terminal);
  const results = { ok: colour("green", "ok"), failed: colour("red", "failed"), "not checked": colour("dim", "-") };
  const rows = findings.map(({ provider, check: what, result, detail }) => [provider, what, results[result], detail]);
  await terminal.out(`configuration: ${source}\n${textTable(rows)}`);
  await terminal.out(`\nNot verified:\n${notVerified.map((line) => `  ${line}\n`).join("")}`);
}

async function checkProvider(
  provider: AnyProvider,
  source: string,
  fromEnvironment: EnvironmentProvider | undefined,
  mock: boolean,
): Promise<Finding[]> {
  const { name } = provider;
  const environment = source === "environment" ? fromEnvironment : undefined;
  const credentials: Finding = {
    provider: name,
    check: "credentials",
    result: "ok",
    detail: environment === undefined ? `from ${source}` : credentialsText(environment, mock),
  };
  return [credentials, ...(await checkConnections(name, environment, mock)), await checkAccount(provider, mock)];
}

function credentialsText({ variables, state }: EnvironmentProvider, mock: boolean): string {
  if (state === "ready") return `the required variables are set; it reads ${variables.join(", ")}`;
  return mock ? "placeholders, for the mock" : "";
}

async function checkConnections(
  provider: string,
  environment: EnvironmentProvider | undefined,
  mock: boolean,
): Promise<Finding[]> {
  const base = { provider, check: "connection" } as const;
  if (mock) return [{ ...base, result: "not checked", detail: "the connection, because requests go to a mock" }];
  const baseUrl = environment?.baseUrl;
  const urls =
    baseUrl === undefined ? await hostsOf(provider) : typeof baseUrl === "string" ? [baseUrl] : Object.values(baseUrl);
  if (urls.length === 0) {
    return [{ ...base, result: "not checked", detail: "the connection, because its host is not known" }];
  }
  const reached = await Promise.all(urls.map(checkReachability));
  return reached.map((one) => {
    if (!one.reachable) return { ...base, result: "failed", detail: `${one.host}: ${one.problem}` };
    const certificate = one.encrypted ? ", certificate valid" : "";
    return { ...base, result: "ok", detail: `${one.host}${certificate}, ${one.milliseconds} ms` };
  });
}

/** Makes a request that costs nothing and needs the credentials, if the provider has one. */
async function checkAccount({ name, can }: AnyProvider, mock: boolean): Promise<Finding> {
  const accepted = mock ? "the mock accepts any credentials" : "credentials accepted";
  const base = { provider: name, check: "account" } as const;
  try {
    if (can.balance !== undefined) {
      const { amount, currency } = await can.balance.get();
      return { ...base, result: "ok", detail: `${accepted}; ${amount.toLocaleString("en-US")} ${currency} left` };
    }
    if (can.contacts !== undefined) {
      await can.contacts.groups();
      return { ...base, result: "ok", detail: `${accepted}; the contact groups were listed` };
    }
  } catch (error) {
    return { ...base, result: "failed", detail: isSmsError(error) ? `${error.code}: ${error.message}` : "failed" };
  }
  return {
    ...base,
    result: "not checked",
    detail: "that the credentials are accepted: it has no request that sends nothing",
  };
}
