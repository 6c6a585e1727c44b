import { relative } from "node:path";
import type { AnyOptions } from "../define-config.ts";
import { startRehearsal } from "../mock/mock-mode.ts";
import { type EnvironmentProvider, environmentProviders } from "../providers/from-environment.ts";
import { findConfigFile, loadConfigFile } from "./config-file.ts";
import type { Session } from "./session.ts";
import { type AnySms, createAnySms, refuse } from "./usage-error.ts";

/** What a command works with. */
export interface Setup {
  readonly options: AnyOptions;
  /** Where the options are from: the path of a file, or `environment`. */
  readonly source: string;
}

/**
 * The options of the facade: of `polysms.config.ts` if there is one, otherwise every provider whose variables are set.
 * With `--mock` all requests go to mocks on this machine, and made-up values stand in for variables that are missing.
 */
export async function findSetup(session: Session): Promise<Setup> {
  const { terminal } = session;
  const { config, mock = false } = session.globals();
  if (mock) session.afterwards(startRehearsal(terminal));
  const path = findConfigFile(terminal.cwd, config);
  if (path !== undefined) return { options: await loadConfigFile(path), source: relative(terminal.cwd, path) };
  const all = environmentProviders(terminal.env);
  const chosen = mock ? all : all.filter(({ state }) => state !== "absent");
  if (chosen.length === 0) throw nothingConfigured(all);
  return { options: { providers: chosen.map(({ make }) => make(mock)) }, source: "environment" };
}

/** The facade itself, with something of a command's own. */
export async function findSms(session: Session, more: Partial<AnyOptions> = {}): Promise<AnySms> {
  const { options } = await findSetup(session);
  return createAnySms({ ...options, ...more });
}

function nothingConfigured(all: readonly EnvironmentProvider[]) {
  const needs = all.map(({ problem }) => problem?.field).filter((field) => field !== undefined);
  return refuse(
    `No provider is configured: there is no polysms.config.ts here, and no variable of a provider is set.`,
    `Set ${needs.join(" or ")} (polysms check shows all), write a polysms.config.ts, or try it with --mock.`,
  );
}
