/** Where a command runs: its surroundings, and the only ways in which it talks. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Whether somebody is there to answer a question. */
  readonly asks: boolean;
  /** Whether results may have colours. */
  readonly paints: boolean;
  /** Whether a line of progress can be drawn over. */
  readonly redraws: boolean;
  /** How wide that line may be. */
  readonly columns: number;
  /** Results, and nothing else. Resolves when there is room for more. */
  out(text: string): Promise<void>;
  /** Progress, questions, warnings and errors. */
  err(text: string): void;
  /** Everything on standard input. */
  input(): Promise<string>;
  /** Asks a yes-or-no question; no is the default. */
  confirm(question: string): Promise<boolean>;
  /** Calls back at each Ctrl-C in place of ending the process. Returns how to stop that. */
  onInterrupt(act: () => void): () => void;
}
