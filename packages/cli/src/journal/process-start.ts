import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * When a process started, in words or numbers of the system; `ended` for one that has ended and was not collected by its
 * parent. `undefined` where the system does not say: on Windows.
 */
export function startOf(pid: number): string | undefined {
  if (process.platform === "darwin") return startFromPs(pid);
  try {
    // The name of the program is in brackets and may itself contain spaces and brackets.
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").at(-1)?.split(" ") ?? [];
    return fields[0] === "Z" ? "ended" : fields[19];
  } catch {
    return undefined;
  }
}

function startFromPs(pid: number): string | undefined {
  try {
    // The time would be that of the user's clock and language.
    const env = { LC_ALL: "C", TZ: "UTC" };
    return execFileSync("/bin/ps", ["-o", "lstart=", "-p", String(pid)], { env, encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}
