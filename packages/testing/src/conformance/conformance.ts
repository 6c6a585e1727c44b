import { testAnswersRead } from "./answers.ts";
import { testCalls } from "./calls.ts";
import { conformanceOf } from "./context.ts";
import { testEchoes } from "./echo.ts";
import { testFaults } from "./faults.ts";
import type { ProviderOptions } from "./options.ts";
import { testRandomAnswers } from "./random.ts";
import { testShape } from "./shape.ts";

// A shorter one would be found by chance in words that show nothing.
const SHORTEST_SECRET = 8;

/**
 * Defines the tests that every provider has to pass, whatever its API: the verdict on each answer and each fault, one
 * request at most for a send, its deadline, and nothing secret in what can be printed. They stay on loopback and take a
 * few seconds. Throws at once when a secret is too short to be recognised.
 */
export function describeProvider(options: ProviderOptions): void {
  const { name, test, secrets } = options;
  const short = secrets.findIndex((secret) => secret.length < SHORTEST_SECRET);
  if (short !== -1) throw new Error(`secrets[${short}] needs at least ${SHORTEST_SECRET} characters.`);
  const context = conformanceOf(options);
  test.describe(`provider ${name}`, () => {
    testShape(context, test);
    testAnswersRead(context, test);
    testFaults(context, test);
    testCalls(context, test);
    testRandomAnswers(context, test);
    testEchoes(context, test);
  });
}
