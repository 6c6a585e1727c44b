import type { Exchange, Mock } from "@polysms/testing";
import { Argument, type Command } from "commander";
import { startMockOf } from "../mock/mock-mode.ts";
import { environmentProviders } from "../providers/from-environment.ts";
import { examples, type Session, writeJson } from "../setup/session.ts";
import { usageError } from "../setup/usage-error.ts";
import { createColours } from "../terminal/colours.ts";
import { type ExitCode, exitCodes } from "../terminal/exit-code.ts";
import { count, textTable } from "../terminal/table.ts";

interface MockOptions {
  readonly port?: number;
}

/** A running mock, and the variable that sends requests to it. */
interface RunningMock {
  readonly name: string;
  readonly mock: Mock;
  readonly variable: string;
}

export function addMock(program: Command, session: Session): void {
  const names = environmentProviders({}).map(({ name }) => name);
  program
    .command("mock")
    .description("run mocks of providers on this machine; prints each request and what is wrong with it")
    .addArgument(new Argument("[provider...]", "providers to mock; default: all").choices(names))
    .option("--port <number>", "port of the first mock; the others use the next ports. Default: free ports", Number)
    .addHelpText("after", examples("mock", `mock ${names.slice(-2).join(" ")} --port 4010`))
    .action(async (chosen: string[], options: MockOptions) =>
      session.finish(await runMocks(session, chosen.length === 0 ? names : [...new Set(chosen)], options)),
    );
}

async function runMocks(session: Session, names: readonly string[], { port }: MockOptions): Promise<ExitCode> {
  const { terminal } = session;
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
    throw usageError("--port must be a number from 1 to 65535.");
  }
  const interrupted = new Promise<void>((resolve) => {
    const remove = terminal.onInterrupt(() => {
      remove();
      resolve();
    });
  });
  const known = environmentProviders({});
  const counts = { requests: 0, violations: 0 };
  const running: RunningMock[] = [];
  try {
    let next = port;
    for (const name of names) {
      const mock = await startMockOf(name, {
        ...(next === undefined ? {} : { port: next }),
        onExchange(exchange) {
          counts.requests += 1;
          counts.violations += exchange.violations.length;
          // Printed exchanges are forgotten, so that a long run needs no more memory than a short one.
          running.find((one) => one.name === name)?.mock.reset();
          void printExchange(session, name, exchange);
        },
      }).catch((error: NodeJS.ErrnoException) => {
        if (error.syscall !== "listen") throw error;
        throw usageError(`Cannot listen on port ${next} (${error.code}).`, "Choose another --port.");
      });
      next = next === undefined ? undefined : next + Object.keys(mock.baseUrl).length;
      const variable = known.find((one) => one.name === name)?.baseUrlVariable ?? "";
      running.push({ name, mock, variable });
    }
    await printAddresses(session, running);
    await interrupted;
  } finally {
    await Promise.all(running.map(({ mock }) => mock.close()));
  }
  terminal.err(`${count(counts.requests, "request")}, ${count(counts.violations, "violation")}.\n`);
  return counts.violations > 0 ? exitCodes.rejected : exitCodes.ok;
}

async function printAddresses(session: Session, running: readonly RunningMock[]): Promise<void> {
  const { terminal } = session;
  if (session.globals().json === true) {
    for (const { name, mock, variable } of running) {
      await writeJson(session, { mock: name, baseUrl: mock.baseUrl, variable, value: variableText(mock.baseUrl) });
    }
    return;
  }
  const rows = running.flatMap(({ name, mock }) =>
    Object.entries(mock.baseUrl).map(([host, url]) => [name, host, url]),
  );
  await terminal.out(textTable([["provider", "replaces", "listens on"], ...rows]));
  await terminal.out("\nTo use them from polysms in another terminal:\n");
  for (const { mock, variable } of running) await terminal.out(`  export ${variable}=${variableText(mock.baseUrl)}\n`);
  terminal.err("\nPress Ctrl-C to stop.\n");
}

async function printExchange(session: Session, name: string, exchange: Exchange): Promise<void> {
  if (session.globals().json === true) return writeJson(session, { mock: name, exchange });
  const { terminal } = session;
  const colour = createColours(terminal);
  const { method, url, status, durationMs, violations } = exchange;
  const result = violations.length === 0 ? colour("green", "ok") : colour("red", "wrong");
  const lines = [
    `${name}  ${method} ${url}  ${status}  ${Math.round(durationMs)} ms  ${result}`,
    ...violations.map(({ field, message }) => `    ${field}: ${message}`),
  ];
  await terminal.out(`${lines.join("\n")}\n`);
}

/** The value of the variable: one URL, or one for each documented host. */
function variableText(baseUrl: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(baseUrl);
  const [only] = pairs;
  return pairs.length === 1 && only !== undefined ? only[1] : pairs.map((pair) => pair.join("=")).join(",");
}
