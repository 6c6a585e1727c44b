import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { startProgram } from "./runtime.ts";

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
  // The mocks speak no CORS, as the providers do not. What CORS does to a message is a test of its own.
  { cors = false }: { readonly cors?: boolean } = {},
): Promise<ChildProcess> {
  if (!existsSync(PROGRAM)) {
    throw new Error(`Chromium is not at ${PROGRAM}. Install it, or name its program in the variable CHROMIUM.`);
  }
  const profile = `--user-data-dir=${join(project, "chromium-profiles", new URL(controlUrl).port)}`;
  const options = [...OPTIONS, profile, ...(cors ? [] : ["--disable-web-security"])];
  return startProgram(PROGRAM, [...options, controlUrl], project);
}
