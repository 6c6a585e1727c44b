import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../command.ts";
import { polysms } from "../scripted-terminal.ts";

const folder = temporaryFolder();
const cwd = folder.path;
afterAll(() => folder[Symbol.dispose]());

describe("--mock", () => {
  it("sends to any number of any country without credentials, and prints what the mocks received", async () => {
    const numbers = [
      "+254712345600",
      "+254712345601",
      "+2250707070700",
      "+27831234500",
      "+27831234501",
      "+919812345600",
    ];
    const { code, out, err } = await polysms(["send", "--mock", ...numbers, "Hello"], { cwd });
    for (const number of numbers) expect(out).toMatch(new RegExp(`^accepted +\\${number} +\\w+ +id \\S+$`, "m"));
    expect(err.match(/^mock \w+: 1 request, all as documented; nothing was sent for real$/gm)).toHaveLength(4);
    expect(code).toBe(0);
  });

  it("replaces the providers of a configuration file too, and lets nothing leave the machine", async () => {
    const own = join(cwd, "own");
    mkdirSync(own);
    const config = `import { request } from "node:https";
      import { touchbasepro, intouchvas } from "polysms";
      const leaving = () => new Promise((_, reject) => {
        request("https://api.example.invalid", () => {}).on("error", reject).end();
      });
      export default { providers: [
        touchbasepro({ apiKey: "example-key" }), intouchvas({ apiKey: "example-key", fetch: leaving }),
      ] };`;
    writeFileSync(join(own, "polysms.config.mjs"), config);
    const { code, out } = await polysms(["send", "--mock", "+27831234500", "+254712345600", "Hello"], { cwd: own });
    expect(out).toMatch(/accepted +\+27831234500 +touchbasepro/);
    expect(out).toMatch(/unknown +\+254712345600 +intouchvas/);
    expect(code).toBe(3);
  });

  it("restores fetch and sockets at the end", async () => {
    const { fetch } = globalThis;
    await polysms(["balance", "--mock"], { cwd });
    expect(globalThis.fetch).toBe(fetch);
  });

  it("runs a campaign without leaving a journal", async () => {
    writeFileSync(join(cwd, "people.csv"), "msisdn\n+27831234500\n+27831234501\n");
    for (let times = 0; times < 2; times++) {
      const { code, out } = await polysms(["campaign", "launch", "people.csv", "--text", "Hello", "--mock"], { cwd });
      expect([code, out]).toEqual([0, expect.stringContaining("accepted  2")]);
    }
  });
});
