import { type Meter, metrics, SpanKind, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import type { AttemptEvent, Hooks, OutcomeEvent } from "polysms";

/** Where spans and metrics go. */
export interface OpenTelemetryOptions {
  /** Default: the global tracer called `polysms`. */
  readonly tracer?: Tracer | undefined;
  /** Default: the global meter called `polysms`. */
  readonly meter?: Meter | undefined;
}

/** Both hooks. Pass them to `createSms`, or call them from your own hooks. */
export interface OpenTelemetryHooks extends Hooks {
  /** Makes a span, counts the attempt and records its duration. */
  readonly onAttempt: (event: AttemptEvent) => void;
  /** Counts the outcome, unless it is replayed under an idempotency key. */
  readonly onOutcome: (event: OutcomeEvent) => void;
}

/**
 * The boundaries that the semantic conventions give for `http.client.request.duration`, and two more, because SMS gateways
 * can be slow.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-metrics/
 */
const BOUNDARIES_IN_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60];

/**
 * Creates hooks for `createSms({ hooks: [openTelemetryHooks()] })`. They make a client span for each attempt, as a child of
 * the active span; the counters `sms.attempts` and `sms.outcomes`; and the histogram `sms.attempt.duration` in seconds.
 * Numbers are masked in spans and left out of metrics. Neither contains a text or a credential. Without an
 * OpenTelemetry SDK the hooks do nothing.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/general/naming/
 */
export function openTelemetryHooks(options: OpenTelemetryOptions = {}): OpenTelemetryHooks {
  const { tracer = trace.getTracer("polysms"), meter = metrics.getMeter("polysms") } = options;
  const attempts = meter.createCounter("sms.attempts", { description: "Requests to providers, per recipient." });
  const outcomes = meter.createCounter("sms.outcomes", { description: "Outcomes of messages, per recipient." });
  const duration = meter.createHistogram("sms.attempt.duration", {
    unit: "s",
    description: "Duration of a request to a provider, per recipient.",
    advice: { explicitBucketBoundaries: BOUNDARIES_IN_SECONDS },
  });

  return {
    onAttempt(event: AttemptEvent) {
      const labels = attemptLabels(event);
      attempts.add(1, labels);
      duration.record(event.durationMs / 1_000, labels);
      const endTime = Date.now();
      const span = tracer.startSpan("sms.attempt", {
        kind: SpanKind.CLIENT,
        startTime: endTime - event.durationMs,
        attributes: { ...labels, "sms.to": event.to, ...ifDefined("http.response.status_code", event.httpStatus) },
      });
      if (event.status !== "accepted") span.setStatus({ code: SpanStatusCode.ERROR, message: event.code ?? "" });
      span.end(endTime);
    },
    onOutcome({ status, provider, code, replayed }: OutcomeEvent) {
      if (replayed === true) return;
      outcomes.add(1, {
        "sms.status": status,
        ...ifDefined("sms.provider", provider),
        ...ifDefined("error.type", code),
      });
    },
  };
}

function attemptLabels({ provider, status, code }: AttemptEvent) {
  return { "sms.provider": provider, "sms.attempt.status": status, ...ifDefined("error.type", code) };
}

function ifDefined<Value>(name: string, value: Value | undefined): Record<string, Value> {
  return value === undefined ? {} : { [name]: value };
}
