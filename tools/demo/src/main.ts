import { type Mock, startMock } from "@polysms/testing";
import { createExpectations } from "./expectations.ts";
import { sendBatch, sendOneEach, sendWithTypedClients, showFailover, showRejection } from "./sending.ts";
import { textTable } from "./text-table.ts";
import { showWrongRequest } from "./wrong-request.ts";

// startMock finds a provider by its name from a folder whose package depends on polysms, as in a user's project.
process.chdir(import.meta.dirname);

const print = (text = "") => process.stdout.write(`${text}\n`);
const heading = (text: string) => print(`\n${process.stdout.isTTY ? `\u001b[1m${text}\u001b[0m` : text}\n`);

const expectations = createExpectations();
const names = ["intouchvas", "vavasms", "touchbasepro", "aoc"] as const;

const started = await Promise.all(names.map(async (name) => [name, await startMock(name)] as const));
const mocks = Object.fromEntries(started) as Record<(typeof names)[number], Mock>;
try {
  heading("Four mock providers, made from their OpenAPI descriptions");
  const hosts = started.flatMap(([name, mock]) => Object.entries(mock.baseUrl).map(([host, url]) => [name, host, url]));
  print(textTable([["provider", "replaces", "listens on"], ...hosts]));

  heading("Each provider's own typed client");
  print(textTable(await sendWithTypedClients(mocks, expectations)));

  heading("The facade: one message to each country");
  print(textTable(await sendOneEach(mocks, expectations)));

  heading("A batch: one outcome per recipient; a repeated number is skipped");
  print(textTable(await sendBatch(mocks, expectations)));

  heading("A rejection is a typed error, and proof: another provider may take the message");
  print(await showRejection(mocks, expectations));
  print();
  print(textTable(await showFailover(mocks, expectations)));

  heading("A request that breaks the provider's contract, and what the validator finds");
  const { text, violations: deliberate } = await showWrongRequest(mocks, expectations);
  print(text);

  const exchanges = started.flatMap(([, mock]) => mock.exchanges);
  const violations = started.flatMap(([, mock]) => mock.violations);
  expectations.expect(violations.length === deliberate.length, "only the request that is wrong on purpose is wrong");
  heading("Summary");
  for (const sentence of expectations.broken) print(`  NOT AS EXPECTED: ${sentence}`);
  print(
    `  ${exchanges.length} requests made, ${violations.length - deliberate.length} violations found` +
      ` (besides the ${deliberate.length} in the request that was wrong on purpose)`,
  );
} finally {
  await Promise.all(started.map(([, mock]) => mock.close()));
}
process.exitCode = expectations.broken.length === 0 ? 0 : 1;
