/** An outcome as the probe reports it. */
export interface ProbeOutcome {
  readonly status: "accepted" | "rejected" | "unknown" | "skipped";
  readonly attempts: number;
  readonly code?: string;
  readonly mayHaveBeenSent?: boolean;
  /** The error of `fetch`, and its causes. */
  readonly reason?: readonly Reason[];
}

interface Reason {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
}

/** The result of each step of the probe. */
export interface ProbeResult {
  readonly json: readonly ProbeOutcome[];
  readonly form: ProbeOutcome;
  readonly file: { readonly ok: boolean; readonly status: number };
  readonly campaign: { readonly badRows: number; readonly outcomes: readonly ProbeOutcome[] };
  readonly rejections: Readonly<Record<string, ProbeOutcome>>;
  readonly webhook: {
    readonly forged: number;
    readonly genuine: number;
    readonly repeated: number;
    readonly events: readonly { readonly status: string; readonly authenticatedBy: string }[];
  };
  readonly otp: string;
  readonly abort: ProbeOutcome;
  readonly failures: Readonly<Record<string, ProbeOutcome>>;
}

export type Step = keyof ProbeResult;

export const STEPS = [
  "json",
  "form",
  "file",
  "campaign",
  "rejections",
  "webhook",
  "otp",
  "abort",
  "failures",
] as const satisfies readonly Step[];
