import {
  type ErrorCode,
  type OutgoingMessage,
  type Provider,
  type SendReport,
  SmsError,
  type Verdict,
} from "@polysms/core";

/** A provider with scripted answers that records every request. */
export interface StubProvider<Name extends string>
  extends Provider<Name, Record<never, never>, Record<never, never>, string> {
  readonly requests: OutgoingMessage[];
}

type Answer = Verdict | ((message: OutgoingMessage) => SendReport | Promise<SendReport>);

/** Answers the requests in order with the given answers, and repeats the last one. */
export function stub<const Name extends string>(
  name: Name,
  answers: readonly Answer[] = [],
  recipientsPerRequest = 50,
): StubProvider<Name> {
  const requests: OutgoingMessage[] = [];
  return {
    name,
    regions: [],
    limits: { recipientsPerRequest },
    can: {},
    client: `client of ${name}`,
    requests,
    async send(message) {
      const answer = answers[Math.min(requests.length, answers.length - 1)] ?? accepted(name);
      requests.push(message);
      if (typeof answer === "function") return answer(message);
      return { verdicts: message.to.map(() => answer), httpStatus: 200 };
    },
  };
}

export function accepted(id: string): Verdict {
  return { status: "accepted", id };
}

export function rejected(code: ErrorCode): Verdict {
  return { status: "rejected", error: new SmsError(`rejected: ${code}`, { code, mayHaveBeenSent: false }) };
}

export function unknown(code: ErrorCode = "timeout"): Verdict {
  return { status: "unknown", error: new SmsError(`unknown: ${code}`, { code, mayHaveBeenSent: true }) };
}
