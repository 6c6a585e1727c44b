import { relative } from "node:path";
import { type AnySms, createSms } from "polysms";
import { startMockMode } from "../mock/mock-mode.ts";
import { type EnvironmentProvider, environmentProviders } from "../providers/from-environment.ts";
import { findConfigFile, loadConfigFile } from "./config-file.ts";
import type { AnyOptions } from "./define-config.ts";
import type { Session } from "./session.ts";
import { usageError } from "./usage-error.ts";

/** What a command works with. */
export interface Setup {
  readonly options: AnyOptions;
  /** Where the options come from: the path of a file, or `environment`. */
  readonly source: string;
}

/**
 * The options of `createSms`: from `polysms.config.ts` if there is one, otherwise every provider whose variables are set.
 * With `--mock` all requests go to mocks on this machine, and placeholders fill in for variables that are missing.
 */
export async function findSetup(session: Session): Promise<Setup> {
  const { terminal } = session;
  const { config, mock = false } = session.globals();
  if (mock) session.onEnd(startMockMode(terminal));
  const path = findConfigFile(terminal.cwd, config);
  if (path !== undefined) return { options: await loadConfigFile(path), source: relative(terminal.cwd, path) };
  const all = environmentProviders(terminal.env);
  const chosen = mock ? all : all.filter(({ state }) => state !== "absent");
  if (chosen.length === 0) throw nothingConfigured(all);
  return { options: { providers: chosen.map(({ create }) => create({ placeholders: mock })) }, source: "environment" };
}

/** The facade, with the stores of the configuration. */
export async function findSms(session: Session): Promise<AnySms> {
  return createSms((await findSetup(session)).options);
}

function nothingConfigured(all: readonly EnvironmentProvider[]) {
  const missing = all.map(({ problem }) => problem?.field).filter((field) => field !== undefined);
  return usageError(
    "No provider is configured: there is no polysms.config.ts here, and no provider's variables are set.",
    `Set ${missing.join(" or ")} (polysms check lists all), write a polysms.config.ts, or try it with --mock.`,
  );
}
