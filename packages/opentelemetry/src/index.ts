import { type Meter, metrics, SpanKind, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import type { AttemptEvent, Hooks, OutcomeEvent } from "polysms";

export interface OpenTelemetryOptions {
  /** The global one unless given. */
  readonly tracer?: Tracer | undefined;
  /** The global one unless given. */
  readonly meter?: Meter | undefined;
}

/** Both hooks, to be given to `createSms` as they are or called from hooks of your own. */
export interface OpenTelemetryHooks extends Hooks {
  readonly onAttempt: (event: AttemptEvent) => void;
  readonly onOutcome: (event: OutcomeEvent) => void;
}

/**
 * Hooks for `createSms({ hooks: [openTelemetryHooks()] })`: a client span per attempt below the active span, the counters
 * `sms.attempts` and `sms.outcomes`, and the histogram `sms.attempt.duration` in seconds. Numbers are masked in
 * spans and left out of metrics; there is no text and no credential.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/general/naming/
 */
export function openTelemetryHooks(options: OpenTelemetryOptions = {}): OpenTelemetryHooks {
  const { tracer = trace.getTracer("polysms"), meter = metrics.getMeter("polysms") } = options;
  const attempts = meter.createCounter("sms.attempts", { description: "Requests to providers, per recipient." });
  const outcomes = meter.createCounter("sms.outcomes", { description: "What became of messages, per recipient." });
  const duration = meter.createHistogram("sms.attempt.duration", { unit: "s", description: "Request to verdict." });

  return {
    onAttempt(event: AttemptEvent) {
      const labels = attemptLabels(event);
      attempts.add(1, labels);
      duration.record(event.durationMs / 1_000, labels);
      const endTime = Date.now();
      const span = tracer.startSpan("sms.attempt", {
        kind: SpanKind.CLIENT,
        startTime: endTime - event.durationMs,
        attributes: { ...labels, "sms.to": event.to, ...given("http.response.status_code", event.httpStatus) },
      });
      if (event.status !== "accepted") span.setStatus({ code: SpanStatusCode.ERROR, message: event.code ?? "" });
      span.end(endTime);
    },
    onOutcome({ status, provider, code, replayed }: OutcomeEvent) {
      if (replayed === true) return;
      outcomes.add(1, { "sms.status": status, ...given("sms.provider", provider), ...given("error.type", code) });
    },
  };
}

function attemptLabels({ provider, status, code }: AttemptEvent) {
  return { "sms.provider": provider, "sms.attempt.status": status, ...given("error.type", code) };
}

function given<Value>(name: string, value: Value | undefined): Record<string, Value> {
  return value === undefined ? {} : { [name]: value };
}
