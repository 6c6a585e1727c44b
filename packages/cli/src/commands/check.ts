import type { Command } from "commander";
import { type AnyProvider, isSmsError } from "polysms";
import { type EnvironmentProvider, environmentProviders } from "../providers/from-environment.ts";
import { reach } from "../providers/reachability.ts";
import { hostsOf } from "../providers/spec-file.ts";
import { findConfigFile } from "../setup/config-file.ts";
import { examples, type Session, writeJson } from "../setup/session.ts";
import { findSetup, type Setup } from "../setup/setup.ts";
import { createAnySms } from "../setup/usage-error.ts";
import { painter } from "../terminal/colours.ts";
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
  const { mock = false } = session.globals();
  const known = environmentProviders(terminal.env);
  const path = findConfigFile(terminal.cwd, session.globals().config);
  const partly = path === undefined && !mock ? unready(known) : [];
  const findings: Finding[] = partly.map(({ name, problem, variables }) => ({
    provider: name,
    check: "credentials",
    result: "failed",
    detail: `${problem?.message ?? ""} It reads ${variables.join(", ")}.`,
  }));
  // Those that are half there have been told of; the others can be checked all the same.
  const whole = known.filter(({ state }) => state === "ready");
  const setup: Setup =
    partly.length === 0
      ? await findSetup(session)
      : { options: { providers: whole.map(({ make }) => make()) }, source: "environment" };
  // What is wrong with the other settings shows when a facade is made of them.
  if (setup.options.providers.length > 0) createAnySms(setup.options);
  const checked = setup.options.providers.map((provider) =>
    checkProvider(
      provider,
      setup.source,
      known.find(({ name }) => name === provider.name),
      mock,
    ),
  );
  findings.push(...(await Promise.all(checked)).flat());
  const unverified = [
    "that messages arrive: only sending one shows that",
    "that sender IDs are registered with the operators",
    ...findings
      .filter(({ result }) => result === "not checked")
      .map(({ provider, detail }) => `${provider}: ${detail}`),
  ];
  if (session.globals().json === true) {
    await writeJson(session, { configuration: setup.source, findings, notVerified: unverified });
  } else {
    const paint = painter(terminal);
    const shown = { ok: paint("green", "ok"), failed: paint("red", "failed"), "not checked": paint("dim", "-") };
    await terminal.out(`configuration: ${setup.source}\n`);
    await terminal.out(
      textTable(findings.map(({ provider, check: what, result, detail }) => [provider, what, shown[result], detail])),
    );
    await terminal.out(`\nNot verified:\n${unverified.map((line) => `  ${line}\n`).join("")}`);
  }
  return findings.some(({ result }) => result === "failed") ? exitCodes.rejected : exitCodes.ok;
}

/** Those of which something is missing; where no provider is set up, all of them. */
function unready(known: readonly EnvironmentProvider[]): EnvironmentProvider[] {
  const touched = known.filter(({ state }) => state !== "absent");
  return (touched.length === 0 ? known : touched).filter(({ state }) => state !== "ready");
}

async function checkProvider(
  provider: AnyProvider,
  source: string,
  fromEnvironment: EnvironmentProvider | undefined,
  mock: boolean,
): Promise<Finding[]> {
  const { name } = provider;
  const own = source === "environment" ? fromEnvironment : undefined;
  const credentials: Finding = {
    provider: name,
    check: "credentials",
    result: "ok",
    detail: own === undefined ? `given by ${source}` : credentialsText(own, mock),
  };
  return [credentials, ...(await checkConnections(name, own, mock)), await checkAccount(provider, mock)];
}

function credentialsText({ variables, state }: EnvironmentProvider, mock: boolean): string {
  if (state === "ready") return `the variables it needs are set, of ${variables.join(", ")}`;
  return mock ? "made up, for the mock" : "";
}

async function checkConnections(
  provider: string,
  own: EnvironmentProvider | undefined,
  mock: boolean,
): Promise<Finding[]> {
  const base = { provider, check: "connection" } as const;
  if (mock) return [{ ...base, result: "not checked", detail: "the connection, because a mock stands for it" }];
  const given = own?.baseUrl;
  const urls =
    given === undefined ? await hostsOf(provider) : typeof given === "string" ? [given] : Object.values(given);
  if (urls.length === 0)
    return [{ ...base, result: "not checked", detail: "the connection, because its host is not known" }];
  const reached = await Promise.all(urls.map(reach));
  return reached.map((one) =>
    one.reachable
      ? {
          ...base,
          result: "ok",
          detail: `${one.host}${one.encrypted ? ", certificate valid" : ""}, ${one.milliseconds} ms`,
        }
      : { ...base, result: "failed", detail: `${one.host}: ${one.problem}` },
  );
}

/** Asks for something that costs nothing and needs the credentials, where there is such a thing. */
async function checkAccount({ name, can }: AnyProvider, mock: boolean): Promise<Finding> {
  const accepted = mock ? "the mock accepts any credentials" : "credentials accepted";
  const base = { provider: name, check: "account" } as const;
  try {
    if (can.balance !== undefined) {
      const { amount, currency } = await can.balance.get();
      return {
        ...base,
        result: "ok",
        detail: `${accepted}; ${amount.toLocaleString("en-US")} ${currency} left`,
      };
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
    detail: "that the credentials are accepted: it has no call that sends nothing",
  };
}
