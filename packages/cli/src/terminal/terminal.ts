/** The surroundings of a command, and its only ways of communicating. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Whether a person is there to answer questions. */
  readonly interactive: boolean;
  /** Whether results may be coloured. */
  readonly colours: boolean;
  /** Whether a progress line can be drawn over. */
  readonly redraws: boolean;
  /** Width of that line, in characters. */
  readonly columns: number;
  /** Writes results, and nothing else. Resolves when there is room for more. */
  out(text: string): Promise<void>;
  /** Writes progress, warnings and errors. */
  err(text: string): void;
  /** Reads standard input to its end. */
  input(): Promise<string>;
  /** Asks a yes-or-no question. The default answer is no. */
  confirm(question: string): Promise<boolean>;
  /** Calls `listener` at each Ctrl-C instead of ending the process. Returns a function that removes the listener. */
  onInterrupt(listener: () => void): () => void;
}
