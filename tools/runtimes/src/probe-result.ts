/** An outcome as the probe tells of it. */
export interface ToldOutcome {
  readonly status: "accepted" | "rejected" | "unknown" | "skipped";
  readonly attempts: number;
  readonly code?: string;
  readonly mayHaveBeenSent?: boolean;
  /** What `fetch` rejected with, and the causes under it. */
  readonly reason?: readonly Reason[];
}

export interface Reason {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
}

/** What comes of each step of the probe. */
export interface ProbeResult {
  readonly json: readonly ToldOutcome[];
  readonly form: ToldOutcome;
  readonly file: { readonly ok: boolean; readonly status: number };
  readonly campaign: { readonly badRows: number; readonly outcomes: readonly ToldOutcome[] };
  readonly refusals: Readonly<Record<string, ToldOutcome>>;
  readonly webhook: {
    readonly forged: number;
    readonly genuine: number;
    readonly repeated: number;
    readonly events: readonly { readonly status: string; readonly authenticatedBy: string }[];
  };
  readonly otp: string;
  readonly abort: ToldOutcome;
  readonly failures: Readonly<Record<string, ToldOutcome>>;
}

export type Step = keyof ProbeResult;

export const STEPS = [
  "json",
  "form",
  "file",
  "campaign",
  "refusals",
  "webhook",
  "otp",
  "abort",
  "failures",
] as const satisfies readonly Step[];
