import type { AnyProvider, E164, Outcome } from "@polysms/core";
import { createInFlight } from "../../src/concurrency/in-flight.ts";
import { createResilientProvider } from "../../src/routing/resilient-provider.ts";
import { createRetry } from "../../src/routing/retry.ts";
import { createHooks, type Hooks } from "../../src/sending/hooks.ts";
import { createPipeline, type Pipeline, type PipelineParts } from "../../src/sending/pipeline.ts";
import { messageCheck } from "../message/setup.ts";

interface PipelineSetup extends Partial<Omit<PipelineParts, "context">> {
  readonly providersFor?: ((to: string) => readonly string[]) | undefined;
  readonly hooks?: readonly Hooks[];
  readonly now?: () => number;
}

/** The pipeline of a facade with these providers, without retries, idempotency keys and reports. */
export function pipelineOf(
  providers: readonly AnyProvider[],
  { providersFor, hooks = [], now = () => 0, ...parts }: PipelineSetup = {},
): Pipeline {
  const names = providers.map(({ name }) => name);
  return createPipeline({
    check: messageCheck(providers),
    inFlight: createInFlight(),
    context: {
      providers: new Map(providers.map((one) => [one.name, createResilientProvider(one, {}, undefined, now)])),
      providersFor: providersFor ?? (() => names),
      retry: createRetry({ maxAttempts: 1 }),
      hooks: createHooks(hooks),
      now,
    },
    sendOnce: (_, send) => send({ find: none, reserve: none, settle: async () => {} }, new AbortController().signal),
    holdReports: (_, call) => call(),
    ...parts,
  });
}

const none = async () => new Map<E164, Outcome>();
