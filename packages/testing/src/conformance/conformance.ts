import { testAnswersRead } from "./answers.ts";
import { testCalls } from "./calls.ts";
import { createConformanceContext } from "./context.ts";
import { testEchoes } from "./echo.ts";
import { testFaults } from "./faults.ts";
import type { ProviderOptions } from "./options.ts";
import { testRandomAnswers } from "./random.ts";
import { testShape } from "./shape.ts";

// A shorter one could appear by chance in a text that shows no secret.
const MIN_SECRET_LENGTH = 8;

/**
 * Defines the tests that every provider has to pass, whatever its API is: the status after each answer and each fault,
 * one request at most for a send, the deadline, and no secret in anything that can be printed. They stay on loopback
 * and take two or three seconds. Throws at once if a secret has fewer than 8 characters.
 */
export function describeProvider(options: ProviderOptions): void {
  const { name, test, secrets } = options;
  const short = secrets.findIndex((secret) => secret.length < MIN_SECRET_LENGTH);
  if (short !== -1) throw new Error(`secrets[${short}] needs at least ${MIN_SECRET_LENGTH} characters.`);
  const context = createConformanceContext(options);
  test.describe(`provider ${name}`, () => {
    testShape(context, test);
    testAnswersRead(context, test);
    testFaults(context, test);
    testCalls(context, test);
    testRandomAnswers(context, test);
    testEchoes(context, test);
  });
}
