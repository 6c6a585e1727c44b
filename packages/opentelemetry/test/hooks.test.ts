import { inspect } from "node:util";
import { type Context, type ContextManager, context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import {
  AggregationTemporality,
  type Histogram,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { createSms, failover, touchbasepro } from "polysms";
import { afterEach, expect, it } from "vitest";
import { openTelemetryHooks } from "../src/index.ts";

const to = "+27831234567";
const accepted = { messages: [{ apiMessageId: "id-1", accepted: true, to: "27831234567" }] };

function telemetry() {
  const spans = new InMemorySpanExporter();
  const tracer = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }).getTracer("test");
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 1e9 });
  const provider = new MeterProvider({ readers: [reader] });
  return {
    spans,
    tracer,
    hooks: openTelemetryHooks({ tracer, meter: provider.getMeter("test") }),
    async points(name: string) {
      await provider.forceFlush();
      const metrics =
        exporter
          .getMetrics()
          .at(-1)
          ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? [];
      return metrics.find((metric) => metric.descriptor.name === name)?.dataPoints ?? [];
    },
  };
}

function facade(hooks: ReturnType<typeof openTelemetryHooks>) {
  const provider = (name: string, status: number, body: object) => ({
    ...touchbasepro({ apiKey: "canary-key", fetch: async () => Response.json(body, { status }) }),
    name,
  });
  const one = provider("one", 401, { status: 401, message: "no" });
  return createSms({ providers: [one, provider("two", 202, accepted)], route: failover("one", "two"), hooks: [hooks] });
}

afterEach(() => context.disable());

it("makes a client span of every attempt, with its duration, and an error unless it was accepted", async () => {
  const { spans, hooks } = telemetry();
  await facade(hooks).send({ to, text: "canary text" });
  const finished = spans.getFinishedSpans();
  expect(
    finished.map(({ name, kind, status, attributes }) => ({ name, kind, status: status.code, attributes })),
  ).toEqual([
    {
      name: "sms.attempt",
      kind: SpanKind.CLIENT,
      status: SpanStatusCode.ERROR,
      attributes: {
        "sms.provider": "one",
        "sms.attempt.status": "rejected",
        "error.type": "auth",
        "sms.to": "+278••••••67",
        "http.response.status_code": 401,
      },
    },
    expect.objectContaining({
      status: SpanStatusCode.UNSET,
      attributes: expect.objectContaining({ "sms.provider": "two", "sms.attempt.status": "accepted" }),
    }),
  ]);
  expect(inspect(finished.map(({ attributes, events, status }) => [attributes, events, status]))).not.toMatch(
    /canary|831234567/,
  );
});

it("makes the spans children of the active span", async () => {
  const { spans, tracer, hooks } = telemetry();
  const parent = tracer.startSpan("checkout");
  context.setGlobalContextManager(fixedContext(trace.setSpan(context.active(), parent)));
  await facade(hooks).send({ to, text: "Hello" });
  expect(spans.getFinishedSpans().map((span) => span.parentSpanContext?.spanId)).toEqual(
    [1, 2].map(() => parent.spanContext().spanId),
  );
});

it("counts attempts and outcomes, and measures durations, without phone numbers", async () => {
  const { hooks, points } = telemetry();
  await facade(hooks).send({ to, text: "Hello" });
  await facade(hooks).send({ to, text: "Hello" });
  expect((await points("sms.attempts")).map(({ value, attributes }) => [value, attributes])).toEqual([
    [2, { "sms.provider": "one", "sms.attempt.status": "rejected", "error.type": "auth" }],
    [2, { "sms.provider": "two", "sms.attempt.status": "accepted" }],
  ]);
  expect((await points("sms.outcomes")).map(({ value, attributes }) => [value, attributes])).toEqual([
    [2, { "sms.status": "accepted", "sms.provider": "two" }],
  ]);
  expect((await points("sms.attempt.duration")).map(({ value }) => (value as { count: number }).count)).toEqual([2, 2]);
});

it("records durations in seconds, in buckets for seconds", async () => {
  const { hooks, points } = telemetry();
  hooks.onAttempt({ provider: "one", to: "+278••••••67", reference: "r", status: "accepted", durationMs: 1_500 });
  const [{ sum, buckets }] = (await points("sms.attempt.duration")).map(({ value }) => value) as [Histogram];
  const { boundaries, counts } = buckets;
  expect(sum).toBe(1.5);
  const filled = counts.findIndex((count) => count > 0);
  expect([boundaries[filled - 1], boundaries[filled]]).toEqual([1, 2.5]);
  expect([boundaries[0], boundaries.at(-1)]).toEqual([0.005, 60]);
});

it("does nothing if no SDK is registered", async () => {
  expect(await facade(openTelemetryHooks()).send({ to, text: "Hello" })).toMatchObject({ status: "accepted" });
});

/** A context manager with a single context, for a test without concurrency. */
function fixedContext(active: Context): ContextManager {
  const manager: ContextManager = {
    active: () => active,
    with: (_context, run, self, ...args) => run.call(self as never, ...args),
    bind: (_context, target) => target,
    enable: () => manager,
    disable: () => manager,
  };
  return manager;
}
