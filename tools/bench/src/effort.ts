/** How much is measured. */
export interface Effort {
  readonly name: "quick" | "full" | "smoke";
  readonly overhead: { readonly rounds: number; readonly milliseconds: number; readonly warmUpMs: number };
  readonly bulk: { readonly rounds: number; readonly recipients: number };
  readonly coldStart: { readonly rounds: number };
  readonly segments: { readonly rounds: number; readonly milliseconds: number; readonly warmUpMs: number };
  readonly planning: { readonly rounds: number; readonly rows: number };
}

/**
 * About two minutes on two cores without other work. Two parts need more time than one would think. After half a second of
 * warming up, a message still costs nearly twice what it costs in the end. With half the rows, the memory of planning is
 * mostly that of a process that has just started.
 */
export const quick: Effort = {
  name: "quick",
  overhead: { rounds: 7, milliseconds: 80, warmUpMs: 1000 },
  bulk: { rounds: 3, recipients: 10_000 },
  coldStart: { rounds: 3 },
  segments: { rounds: 9, milliseconds: 50, warmUpMs: 300 },
  planning: { rounds: 3, rows: 100_000 },
};

export const full: Effort = {
  name: "full",
  overhead: { rounds: 31, milliseconds: 250, warmUpMs: 5000 },
  bulk: { rounds: 1, recipients: 1_000_000 },
  coldStart: { rounds: 31 },
  segments: { rounds: 31, milliseconds: 200, warmUpMs: 2000 },
  planning: { rounds: 5, rows: 1_000_000 },
};

/** Enough to see that everything works. Its numbers mean nothing. */
export const smoke: Effort = {
  name: "smoke",
  overhead: { rounds: 2, milliseconds: 10, warmUpMs: 10 },
  bulk: { rounds: 1, recipients: 300 },
  coldStart: { rounds: 1 },
  segments: { rounds: 2, milliseconds: 5, warmUpMs: 5 },
  planning: { rounds: 1, rows: 500 },
};
