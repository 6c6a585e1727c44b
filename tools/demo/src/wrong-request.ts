import { formatViolations, type Violation } from "@polysms/testing";
import type { Expectations } from "./expectations.ts";
import type { Mocks } from "./facade.ts";

/** What a hand-written integration might send: quotes around the key, a misspelt field, a number without a plus. */
export async function showWrongRequest(
  mocks: Mocks,
  { expect }: Expectations,
): Promise<{ text: string; violations: readonly Violation[] }> {
  const mock = mocks.touchbasepro;
  const before = mock.violations.length;
  const response = await fetch(`${mock.url}/sms/messages`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: '"Bearer demo"' },
    body: JSON.stringify({ txt: "Hello", to: ["27831234567"] }),
  });
  await response.body?.cancel();
  const violations = mock.violations.slice(before);
  expect(response.status === 400, "the mock rejects the wrong request");
  expect(
    violations.some(({ field }) => field === "body/txt"),
    "the validator finds the misspelt field",
  );
  return { text: formatViolations(violations).replaceAll(/^/gm, "  "), violations };
}
