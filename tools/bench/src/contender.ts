/** Sends one message. Rejects if it was not taken. `index` is a different number each time. */
export type Send = (index: number) => Promise<unknown>;

/** The answers of the server, by method and path. */
export type Answers = Readonly<Record<string, { readonly status: number; readonly body: object }>>;

/** One way to send an SMS, written as its user would write it. */
export interface Contender {
  /** The name in the tables. */
  readonly name: string;
  /** `raw`: Node or a general HTTP client. `sdk`: an SDK that one would use instead of ours. */
  readonly kind: "raw" | "ours" | "sdk";
  /** Its column in the summary. */
  readonly column?: "client" | "facade" | "everything";
  /** The package that a user installs. Without one it is part of Node. */
  readonly package?: string;
  /** For a bundler: a module that imports from the package what sending needs. */
  readonly bundle?: string;
  /** Whether it starts from its bundle, as one minified file. */
  readonly inOneFile?: true;
  /** Whether it calls the global `fetch`, so that it can be measured without a network. */
  readonly speaksFetch: boolean;
  /** The one that all others are compared with. */
  readonly baseline?: true;
  /** How many times the baseline's time on loopback it may take at most. */
  readonly limit?: number;
  /** Milliseconds over an empty program that its import may take. */
  readonly start?: number;
  /** Kilobytes of its bundle, minified and gzipped. */
  readonly bundleLimit?: number;
  /** A note for the readers of the tables. */
  readonly note?: string;
  readonly answers: Answers;
  /** Imports the package, or the file that it was bundled into, and makes its client. The URL has no slash at the end. */
  connect(url: string, bundled?: string): Promise<Send>;
}

/** The message that all of them send. */
export const message = { to: "+27831234567", text: "Your code is 4821" } as const;
