import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { command, temporaryFolder, touchbasepro } from "../command.ts";
import { startCountingServer } from "../counting-server.ts";
import { polysms } from "../scripted-terminal.ts";

const folder = temporaryFolder();
const cwd = folder.path;
afterAll(() => folder[Symbol.dispose]());

function folderWith(name: string, config: string, file = "polysms.config.ts"): string {
  const path = join(cwd, name);
  mkdirSync(path);
  writeFileSync(join(path, file), config);
  return path;
}

describe("configuration", () => {
  it("is read from polysms.config.ts, in a folder that has installed nothing", async () => {
    await using server = await startCountingServer();
    const path = folderWith(
      "typescript",
      `import { defineConfig } from "@polysms/cli";
       import { touchbasepro, type AnyProvider } from "polysms";
       const own: AnyProvider = touchbasepro({ apiKey: "example-key", baseUrl: ${JSON.stringify(server.url)} });
       const hooks = [{ onOutcome: ({ status }: { status: string }) => console.error("hook", status) }];
       export default defineConfig({ providers: [own], route: "touchbasepro", stores: {}, events: {}, hooks });`,
    );
    const { code, stdout, stderr } = await command(["send", "+254712345678", "Hello"], path);
    expect(stderr).toBe("hook accepted\n");
    expect([code, stdout]).toEqual([0, expect.stringContaining("accepted  +254712345678  touchbasepro")]);
  });

  it("comes from the variables of every provider if there is no file", async () => {
    const { out } = await polysms(["providers", "--json"], { cwd, env: touchbasepro("http://127.0.0.1:1") });
    const rows = JSON.parse(out) as { name: string; configured: boolean; can: string[] }[];
    expect(rows.filter(({ configured }) => configured).map(({ name }) => name)).toEqual(["touchbasepro"]);
    expect(rows.length).toBeGreaterThan(3);
  });

  it("that is missing is an error that says what to do", async () => {
    const { code, err } = await polysms(["send", "+27831000001", "Hello"], { cwd });
    expect(code).toBe(2);
    expect(err).toContain("No provider is configured");
    expect(err).toContain("TOUCHBASEPRO_API_KEY");
    expect(err).toContain("--mock");
  });

  it("that is incomplete is an error that names the variable", async () => {
    const env = { VAVASMS_USERNAME: "me@example.com", VAVASMS_SENDER_ID: "MyBrand" };
    const { code, err } = await polysms(["send", "+2250707070707", "Hello"], { cwd, env });
    expect([code, err]).toEqual([2, expect.stringContaining("VAVASMS_PASSWORD is not set")]);
  });

  it.each([
    ["a-facade", "export default { send() {}, providers: [] };", "exports the result of createSms"],
    ["nothing", "export const options = {};", "does not export options with providers"],
    ["broken", "export default {;", "failed"],
    ["misspelt", "export default { providers: [], rout: 1 };", "did you mean route?"],
    [
      "misspelt-store",
      `import { touchbasepro } from "polysms";
       export default { providers: [touchbasepro({ apiKey: "k" })], stores: { otps: {} } };`,
      "stores.otps is not a field here; did you mean otp?",
    ],
    [
      "hooks-without-list",
      `import { touchbasepro } from "polysms";
       export default { providers: [touchbasepro({ apiKey: "k" })], hooks: {} };`,
      "hooks must be a list",
    ],
    [
      "wrong",
      `import { touchbasepro } from "polysms"; export default { providers: [touchbasepro({ apiKey: "" })] };`,
      "apiKey is empty",
    ],
  ])("with %s in its file is an error that says why", async (name, config, problem) => {
    const { code, err } = await polysms(["send", "+27831000001", "Hello"], { cwd: folderWith(name, config) });
    expect([code, err]).toEqual([2, expect.stringContaining(problem)]);
  });

  it("can be named, and a name without a file is an error", async () => {
    const { code, err } = await polysms(["balance", "--config", "other.ts"], { cwd });
    expect([code, err]).toEqual([2, expect.stringContaining("no configuration file at other.ts")]);
  });

  it("prints errors as JSON with --json, and nothing among the results", async () => {
    const { code, out, err } = await polysms(["send", "--json", "+27831000001", "Hello"], { cwd });
    expect([code, out]).toEqual([2, ""]);
    expect(JSON.parse(err)).toMatchObject({
      error: { code: "config", message: expect.stringContaining("No provider") },
    });
  });
});
