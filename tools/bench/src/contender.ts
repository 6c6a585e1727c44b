/** Sends one message. Rejects when it was not taken. `index` is another number each time. */
export type Send = (index: number) => Promise<unknown>;

/** What the server answers, by method and path. */
export type Answers = Readonly<Record<string, { readonly status: number; readonly body: object }>>;

/** One way to send an SMS, written as its user would write it. */
export interface Contender {
  /** As the tables call it. */
  readonly name: string;
  /** What Node or a general HTTP client gives, what is ours, or an SDK that one would take instead of ours. */
  readonly kind: "raw" | "ours" | "sdk";
  /** Where it stands in the summary. */
  readonly column?: "client" | "facade" | "everything";
  /** The package that a user installs; nothing for what Node has. */
  readonly package?: string;
  /** A module that takes from the package what sending needs, for a bundler. */
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
  /** What readers of the tables should know. */
  readonly note?: string;
  readonly answers: Answers;
  /** Imports the package, or the file that it was bundled into, and makes its client; the URL has no slash at its end. */
  connect(url: string, bundled?: string): Promise<Send>;
}

/** What all of them send. */
export const message = { to: "+27831234567", text: "Your code is 4821" } as const;
