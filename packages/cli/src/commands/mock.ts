import { setTimeout as pause } from "node:timers/promises";
import { Argument, type Command } from "commander";
import { environmentProviders } from "../environment-provider.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { painter } from "../paint.ts";
import { startMockOf } from "../rehearsal.ts";
import { examples, type Session, writeJson } from "../session.ts";
import { count, textTable } from "../text-table.ts";

const LOOK_MS = 50;

export function addMock(program: Command, session: Session): void {
  const names = environmentProviders({}).map(({ name }) => name);
  program
    .command("mock")
    .description("run mocks of providers on this machine, and show each request and what is wrong with it")
    .addArgument(new Argument("[provider...]", "which; all unless given").choices(names))
    .addHelpText("after", examples("mock", `mock ${names.slice(-2).join(" ")}`))
    .action(async (chosen: string[]) => session.finish(await runMocks(session, chosen.length === 0 ? names : chosen)));
}

async function runMocks(session: Session, names: readonly string[]): Promise<ExitCode> {
  const { terminal } = session;
  const { json = false } = session.globals();
  const paint = painter(terminal);
  let stopped = false;
  const off = terminal.onInterrupt(() => {
    stopped = true;
  });
  const known = environmentProviders({});
  const mocks = await Promise.all(
    [...new Set(names)].map(async (name) => {
      const mock = await startMockOf(name);
      const variable = known.find((one) => one.name === name)?.baseUrlVariable ?? "";
      return { name, mock, variable };
    }),
  );
  if (json) {
    for (const { name, mock, variable } of mocks) {
      await writeJson(session, { mock: name, baseUrl: mock.baseUrl, variable, value: variableText(mock.baseUrl) });
    }
  } else {
    const rows = mocks.flatMap(({ name, mock }) =>
      Object.entries(mock.baseUrl).map(([host, url]) => [name, host, url]),
    );
    await terminal.out(textTable([["provider", "stands for", "listens on"], ...rows]));
    await terminal.out("\nTo use them from polysms in another terminal:\n");
    for (const { mock, variable } of mocks) await terminal.out(`  export ${variable}=${variableText(mock.baseUrl)}\n`);
    terminal.err("\nCtrl-C ends them.\n");
  }

  let requests = 0;
  let violations = 0;
  const tell = async () => {
    for (const { name, mock } of mocks) {
      const { exchanges } = mock;
      // What has been told is forgotten, so that a long run needs no more memory than a short one.
      if (exchanges.length > 0) mock.reset();
      for (const exchange of exchanges) {
        requests += 1;
        violations += exchange.violations.length;
        if (json) {
          await writeJson(session, { mock: name, exchange });
          continue;
        }
        const { method, url, status, durationMs } = exchange;
        const verdict = exchange.violations.length === 0 ? paint("green", "ok") : paint("red", "wrong");
        await terminal.out(`${name}  ${method} ${url}  ${status}  ${Math.round(durationMs)} ms  ${verdict}\n`);
        for (const { field, message } of exchange.violations) await terminal.out(`    ${field}: ${message}\n`);
      }
    }
  };
  while (!stopped) {
    await tell();
    await pause(LOOK_MS);
  }
  off();
  await Promise.all(mocks.map(({ mock }) => mock.close()));
  await tell();
  terminal.err(`${count(requests, "request")}, ${count(violations, "violation")}.\n`);
  return violations > 0 ? exitCodes.rejected : exitCodes.ok;
}

/** As the variable takes it: one URL, or one for each documented host. */
function variableText(baseUrl: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(baseUrl);
  const [only] = pairs;
  return pairs.length === 1 && only !== undefined ? only[1] : pairs.map((pair) => pair.join("=")).join(",");
}
