import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { temporaryFolder, touchbasepro } from "../command.ts";
import { type CountingServer, startCountingServer } from "../counting-server.ts";

export const text = ["--text", "Hello {name}"];

export const launch = (...more: readonly string[]) => ["campaign", "launch", "people.csv", ...text, ...more];

interface CampaignSetup {
  cwd: string;
  env: Readonly<Record<string, string>>;
  server: CountingServer;
  /** Writes a file with this many good rows. */
  write(rows: number, file?: string): void;
}

/** Gives each test a folder, and a server that counts what is sent to it. */
export function setupCampaign(): CampaignSetup {
  const setup = {
    write: (rows, file = "people.csv") =>
      writeFileSync(
        join(setup.cwd, file),
        `msisdn,name\n${Array.from({ length: rows }, (_, index) => `+2783${2_000_000 + index},Jo\n`).join("")}`,
      ),
  } as CampaignSetup;
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(async () => {
    folder = temporaryFolder();
    setup.cwd = folder.path;
    setup.server = await startCountingServer();
    setup.env = touchbasepro(setup.server.url);
  });
  afterEach(async () => {
    await setup.server[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });
  return setup;
}
