import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { start } from "@polysms/workspace/src/child-process.ts";

const PROGRAM = process.env.CHROMIUM ?? "/usr/bin/chromium";

const OPTIONS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Opens the control server's page, which runs the probe. */
export async function startChromium(
  project: string,
  controlUrl: string,
  // The mocks do not answer CORS, just as the providers do not. What CORS does to a message is a test of its own.
  { cors = false }: { readonly cors?: boolean } = {},
): Promise<ChildProcess> {
  if (!existsSync(PROGRAM)) {
    throw new Error(
      `There is no Chromium at ${PROGRAM}. Install it (Debian: apt-get install chromium), or set the variable CHROMIUM to its path.`,
    );
  }
  const profile = `--user-data-dir=${join(project, "chromium-profiles", new URL(controlUrl).port)}`;
  const options = [...OPTIONS, profile, ...(cors ? [] : ["--disable-web-security"])];
  return start(project, PROGRAM, [...options, controlUrl]);
}
