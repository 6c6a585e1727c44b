/** What the process ends with. Scripts rely on these numbers. */
export const exitCodes = {
  /** Everything was accepted, or there was nothing to send. */
  ok: 0,
  /** Something was rejected (proven: not sent), or a check or a campaign failed. */
  rejected: 1,
  /** Bad usage, bad file or bad configuration; nothing was sent. */
  usage: 2,
  /** It is unknown whether something was sent. */
  unknown: 3,
  /** A fault of polysms itself. */
  fault: 70,
  /** Interrupted with Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodeHelp = `
Exit codes:
  0    everything was accepted, or nothing was to be sent
  1    something was rejected (proven: it was not sent), or a check or a campaign failed
  2    bad usage, file or configuration; nothing was sent
  3    it is unknown whether something was sent
  70   a fault of polysms itself
  130  interrupted with Ctrl-C`;
