import { rejectionPolicy } from "polysms";
import { expect, it } from "vitest";
import { documentedFailures } from "../src/errors/documented-failures.ts";
import { errorAdvice } from "../src/errors/error-advice.ts";
import { errorIndex } from "../src/errors/error-index.ts";
import { listOperations } from "../src/spec/operation-list.ts";
import { readProviders } from "../src/spec/provider-document.ts";

const providers = readProviders();
const { markdown } = await errorIndex(providers);
// Found before the tests start: the credentials here are the names of their variables, which errors may print.
const found = await Promise.all(
  providers.map(async (provider) => ({ provider, failures: await documentedFailures(provider) })),
);

it("has a section for every code of polysms, with the policy that the facade follows", () => {
  const codes = Object.keys(rejectionPolicy);
  expect(Object.keys(errorAdvice).sort()).toEqual(codes.sort());
  for (const code of codes) expect(markdown).toContain(`### \`${code}\` {#${code}}`);
  for (const [code, { failover, retry }] of Object.entries(rejectionPolicy)) {
    const row = markdown.split("\n").find((line) => line.startsWith(`| [\`${code}\`](#${code})`));
    expect(row).toMatch(new RegExp(`\\| ${failover ? "yes" : "no"} \\| ${retry ? "yes" : "no"} \\|$`));
  }
});

it.each(found)(
  "has a section for every code that $provider.name documents, and for every error status",
  ({ provider, failures }) => {
    const { name, document } = provider;
    for (const { operation } of listOperations(document)) {
      for (const { code } of operation["x-error-codes"] ?? []) {
        expect(markdown, `${operation.operationId} ${code}`).toContain(`{#${name}-${code}}`);
        const own = failures.find((failure) => failure.code === String(code));
        expect(own?.results.some((each) => each.operation.operation.operationId === operation.operationId)).toBe(true);
      }
      if ("x-error-codes" in operation) continue;
      for (const status of Object.keys(operation.responses).filter((each) => /^[45]/.test(each))) {
        expect(markdown, `${operation.operationId} ${status}`).toContain(`{#${name}-http-${status.toLowerCase()}}`);
      }
    }
  },
);

it("says what the adapters do: a 5xx of a sending operation proves nothing", () => {
  const results = found.flatMap(({ failures }) => failures).flatMap((failure) => failure.results);
  const sending = results.filter(({ member, status }) => member === "sms.send" && status.startsWith("5"));
  // A call for a token comes before the message, and its failure proves that nothing was sent.
  const own = sending.filter(({ operation }) => operation.operation.operationId.startsWith("send"));
  expect(own.length).toBeGreaterThan(1);
  for (const { outcome } of own) expect(outcome).toMatchObject({ error: { mayHaveBeenSent: true } });
});
