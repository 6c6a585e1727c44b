/** One way in which a server can misbehave, and the status that a message must have afterwards. */
export interface Fault {
  /** What happens, as a clause to be read after "when". */
  readonly title: string;
  /** `rejected` only if no connection was ever made; everything else proves nothing. */
  readonly status: "rejected" | "unknown";
  /** The error codes that fit. A runtime that says less about its connections gives the second one. */
  readonly codes: readonly string[];
  /** Only the caller's deadline ends it. */
  readonly endless?: boolean;
}

const neverConnected = (title: string): Fault => ({ title, status: "rejected", codes: ["network"] });
const unknown = (title: string, ...codes: string[]): Fault => ({ title, status: "unknown", codes });
const endless = (title: string): Fault => ({ ...unknown(title, "timeout"), endless: true });
const redirect = (status: number) =>
  unknown(`the answer is a redirect with status ${status}`, "unreadable-response", "network");

/**
 * The faults by name, each with the status that a message must have afterwards. One rule decides it: only a connection
 * that was never made proves that nobody took the message. A request that was read may have been carried out, whatever
 * the answer was.
 */
export const faults = {
  connectionRefused: neverConnected("nothing listens on the port"),
  unresolved: neverConnected("the host name does not resolve"),
  untrusted: neverConnected("the server's certificate is not trusted"),
  acceptThenReset: unknown("the connection is reset before the request is read", "network"),
  readThenReset: unknown("the connection is reset after the request was read", "network"),
  readThenClose: unknown("the connection is closed without an answer", "network"),
  silence: endless("the server stays silent"),
  dripHeaders: endless("the headers arrive a line at a time and never end"),
  headersThenSilence: endless("the headers arrive and the body does not"),
  dripBody: endless("the body arrives a byte at a time and never ends"),
  cutBody: unknown("the body is shorter than its length", "network", "unreadable-response"),
  cutChunks: unknown("the connection breaks between two chunks of the body", "network", "unreadable-response"),
  cutJson: unknown("the JSON is cut off half way", "unreadable-response"),
  twoLengths: unknown("the answer has two different lengths", "network", "unreadable-response"),
  emptyBody: unknown("a success is empty", "unreadable-response"),
  page: unknown("a success is a web page", "unreadable-response"),
  otherType: unknown("a success is XML", "unreadable-response"),
  badGateway: unknown("a 502 is a web page", "unreadable-response", "provider-down"),
  hugeBody: unknown("the body has 100 MB", "unreadable-response", "network"),
  redirect300: redirect(300),
  redirect301: redirect(301),
  redirect302: redirect(302),
  redirect303: redirect(303),
  redirect304: redirect(304),
  redirect305: redirect(305),
  redirect307: redirect(307),
  redirect308: redirect(308),
} as const satisfies Readonly<Record<string, Fault>>;

/** The name of a fault, such as `readThenReset`. */
export type FaultName = keyof typeof faults;

/** The names of all faults. */
export const faultNames = Object.keys(faults) as readonly FaultName[];
