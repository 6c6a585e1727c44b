import { usageError } from "./usage-error.ts";

const FULL = ["ENOSPC", "EDQUOT"];

/** What a failed write was about: a full disk by its name, otherwise the system's own code. */
export function diskProblem(path: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code !== undefined && FULL.includes(code)) return `the disk is full (${code}): ${path} could not be written`;
  return `${path} could not be written (${code ?? message})`;
}

/** A usage error for a file that could not be written before anything was sent. */
export function diskError(path: string, error: unknown) {
  const problem = diskProblem(path, error);
  return usageError(
    `${problem.slice(0, 1).toUpperCase()}${problem.slice(1)}.`,
    "Nothing was sent. Free some space there.",
  );
}
