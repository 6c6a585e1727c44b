import { type Mock, startMock } from "@polysms/testing";
import { createExpectations } from "./expectations.ts";
import { showReferee } from "./referee.ts";
import { sendBatch, sendOneEach, sendWithTypedClients, showFailover, showRefusal } from "./sending.ts";
import { textTable } from "./text-table.ts";

// Mocks are found by name from the folder whose package depends on polysms, as in a user's project.
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
  print(textTable([["provider", "stands for", "listens on"], ...hosts]));

  heading("Each provider's own typed client");
  print(textTable(await sendWithTypedClients(mocks, expectations)));

  heading("The facade: one message to each country");
  print(textTable(await sendOneEach(mocks, expectations)));

  heading("A batch: an outcome per recipient, a repeated number is skipped");
  print(textTable(await sendBatch(mocks, expectations)));

  heading("A refusal is a typed error, and proof: another provider may take the message");
  print(await showRefusal(mocks, expectations));
  print();
  print(textTable(await showFailover(mocks, expectations)));

  heading("A request that breaks the provider's contract, as the referee sees it");
  const { text, refused } = await showReferee(mocks, expectations);
  print(text);

  const exchanges = started.flatMap(([, mock]) => mock.exchanges);
  const violations = started.flatMap(([, mock]) => mock.violations);
  expectations.expect(violations.length === refused.length, "only the request that was meant to be wrong is wrong");
  heading("Summary");
  for (const sentence of expectations.broken) print(`  NOT AS EXPECTED: ${sentence}`);
  print(
    `  ${exchanges.length} requests made, ${violations.length - refused.length} violations found` +
      ` (besides the ${refused.length} in the request that was wrong on purpose)`,
  );
} finally {
  await Promise.all(started.map(([, mock]) => mock.close()));
}
process.exitCode = expectations.broken.length === 0 ? 0 : 1;
