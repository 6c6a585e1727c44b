import type { Command } from "commander";
import type { AnyProvider } from "polysms";
import { environmentProviders } from "../providers/from-environment.ts";
import { findConfigFile, loadConfigFile } from "../setup/config-file.ts";
import { examples, type Session, writeJson } from "../setup/session.ts";
import { createColours } from "../terminal/colours.ts";
import { exitCodes } from "../terminal/exit-code.ts";
import { count, textTable } from "../terminal/table.ts";

export function addProviders(program: Command, session: Session): void {
  program
    .command("providers")
    .description("list the providers and what each can do")
    .addHelpText("after", examples("providers", "providers --json"))
    .action(async () => {
      await showProviders(session);
      session.finish(exitCodes.ok);
    });
}

async function showProviders(session: Session): Promise<void> {
  const { terminal } = session;
  const path = findConfigFile(terminal.cwd, session.globals().config);
  const configured = path === undefined ? [] : (await loadConfigFile(path)).providers;
  const known = environmentProviders(terminal.env);
  const names = [...new Set([...known, ...configured].map(({ name }) => name))].sort();
  const rows = names.map((name) => {
    const fromFile = configured.find((one) => one.name === name);
    const fromEnvironment = known.find((one) => one.name === name);
    const provider = fromFile ?? (fromEnvironment?.sample as AnyProvider);
    return {
      name,
      configured: path === undefined ? fromEnvironment?.state === "ready" : fromFile !== undefined,
      regions: provider.regions,
      recipientsPerRequest: provider.limits.recipientsPerRequest,
      can: ["send", ...Object.keys(provider.can)],
    };
  });
  if (session.globals().json === true) return writeJson(session, rows);
  const abilities = [...new Set(rows.flatMap(({ can }) => can))];
  const colour = createColours(terminal);
  const yes = colour("green", "yes");
  await terminal.out(
    textTable([
      ["", ...rows.map(({ name }) => colour("bold", name))],
      ["configured", ...rows.map(({ configured: isConfigured }) => (isConfigured ? yes : "-"))],
      ["countries", ...rows.map(({ regions }) => regions.join(" "))],
      ["recipients per request", ...rows.map(({ recipientsPerRequest }) => count(recipientsPerRequest))],
      ...abilities.map((ability) => [inWords(ability), ...rows.map(({ can }) => (can.includes(ability) ? yes : "-"))]),
    ]),
  );
}

/** `deliveryReports` as `delivery reports`. */
function inWords(ability: string): string {
  return ability.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
