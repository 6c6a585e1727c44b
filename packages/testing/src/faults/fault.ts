/** One way in which a server can misbehave, and what a provider has to make of it. */
export interface Fault {
  /** What happens, to be read after "when". */
  readonly title: string;
  /** `not-accepted` only where no connection was ever made; everything else proves nothing. */
  readonly status: "rejected" | "unknown";
  /** Codes that name the trouble rightly; a runtime that says less about its connections gives the second. */
  readonly codes: readonly string[];
  /** Nothing ends it but the caller's deadline. */
  readonly endless?: boolean;
}

const neverConnected = (title: string): Fault => ({ title, status: "rejected", codes: ["network"] });
const unknown = (title: string, ...codes: string[]): Fault => ({ title, status: "unknown", codes });
const endless = (title: string): Fault => ({ ...unknown(title, "timeout"), endless: true });
const redirect = (status: number) =>
  unknown(`the answer is a redirect with status ${status}`, "unreadable-response", "network");

/**
 * The ways to misbehave, by name. Verdicts follow one rule: only a connection that was never made proves that nobody
 * took the message. A request that was read may have been carried out, whatever came back.
 */
export const faults = {
  connectionRefused: neverConnected("nobody listens on the port"),
  unresolved: neverConnected("the host name does not resolve"),
  untrusted: neverConnected("nobody vouches for the server's certificate"),
  acceptThenReset: unknown("the connection is reset before the request is read", "network"),
  readThenReset: unknown("the connection is reset after the request was read", "network"),
  readThenClose: unknown("the connection is closed without an answer", "network"),
  silence: endless("the server stays silent"),
  dripHeaders: endless("the headers come a line at a time and never end"),
  headersThenSilence: endless("the headers come and the body does not"),
  dripBody: endless("the body comes a byte at a time and never ends"),
  cutBody: unknown("the body is shorter than its length", "network", "unreadable-response"),
  cutChunks: unknown("the connection breaks between two chunks of the body", "network", "unreadable-response"),
  cutJson: unknown("the JSON ends half way", "unreadable-response"),
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

export type FaultName = keyof typeof faults;

export const faultNames = Object.keys(faults) as readonly FaultName[];
