import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { temporaryFolder, touchbasepro } from "../command.ts";
import { type CountingServer, startCountingServer } from "../counting-server.ts";

export const text = ["--text", "Hello {name}"];

export const launch = (...more: readonly string[]) => ["campaign", "launch", "people.csv", ...text, ...more];

interface CampaignDesk {
  cwd: string;
  env: Readonly<Record<string, string>>;
  server: CountingServer;
  /** Writes a file of so many good rows. */
  write(rows: number, file?: string): void;
}

/** For each test a folder, and a server that counts what is sent to it. */
export function campaignDesk(): CampaignDesk {
  const desk = {
    write: (rows, file = "people.csv") =>
      writeFileSync(
        join(desk.cwd, file),
        `msisdn,name\n${Array.from({ length: rows }, (_, index) => `+2783${2_000_000 + index},Jo\n`).join("")}`,
      ),
  } as CampaignDesk;
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(async () => {
    folder = temporaryFolder();
    desk.cwd = folder.path;
    desk.server = await startCountingServer();
    desk.env = touchbasepro(desk.server.url);
  });
  afterEach(async () => {
    await desk.server[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });
  return desk;
}
