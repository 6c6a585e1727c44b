/** Exit codes of the process. Scripts rely on these numbers. */
export const exitCodes = {
  /** Everything was accepted, or there was nothing to send. */
  ok: 0,
  /** Something was rejected (proven: nobody took it), or a check or a campaign failed. */
  rejected: 1,
  /** Wrong usage, file or configuration; nothing was sent. */
  usage: 2,
  /** It is unknown whether something was sent. */
  unknown: 3,
  /** A bug in polysms itself. */
  bug: 70,
  /** Interrupted with Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodeHelp = `
Exit codes:
  0    everything was accepted, or there was nothing to send
  1    something was rejected (proven: nobody took it), or a check or a campaign failed
  2    wrong usage, file or configuration; nothing was sent
  3    it is unknown whether something was sent: do not repeat the command
  70   a bug in polysms itself
  130  interrupted with Ctrl-C`;
