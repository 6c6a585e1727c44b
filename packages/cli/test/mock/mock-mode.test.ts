import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { aboutThoseAsked } from "../../src/mock/answer-for-recipients.ts";
import { temporaryFolder } from "../command.ts";
import { polysms } from "../scripted-terminal.ts";

const folder = temporaryFolder();
const cwd = folder.path;
afterAll(() => folder[Symbol.dispose]());

describe("--mock", () => {
  it("sends to any number of any country without credentials, and tells what the mocks saw", async () => {
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
    expect(
      err.match(/^mock \w+: 1 request, all as the provider documents them; nothing was sent for real$/gm),
    ).toHaveLength(4);
    expect(code).toBe(0);
  });

  it("takes the place of the providers of a configuration file too, and lets nothing leave the machine", async () => {
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

  it("leaves fetch and sockets as they were", async () => {
    const { fetch } = globalThis;
    await polysms(["balance", "--mock"], { cwd });
    expect(globalThis.fetch).toBe(fetch);
  });

  it("rehearses a campaign without leaving a journal", async () => {
    writeFileSync(join(cwd, "people.csv"), "msisdn\n+27831234500\n+27831234501\n");
    for (let times = 0; times < 2; times++) {
      const { code, out } = await polysms(["campaign", "launch", "people.csv", "--text", "Hello", "--mock"], { cwd });
      expect([code, out]).toEqual([0, expect.stringContaining("accepted  2")]);
    }
  });
});

describe("the answer of a mock", () => {
  const answerTo = async (body: unknown, answer: unknown) => {
    const request = new Request("http://127.0.0.1/", {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
    return (await aboutThoseAsked(request, Response.json(answer))).json();
  };

  it("is about the numbers that were asked about, an entry for each", async () => {
    const documented = {
      ok: true,
      list: [
        { to: 27831111111, id: "a" },
        { to: 27832222222, id: "b" },
      ],
    };
    expect(await answerTo({ to: ["+27832222222", "+27839999999"] }, documented)).toEqual({
      ok: true,
      list: [
        { to: 27832222222, id: "b" },
        { to: 27839999999, id: "a" },
      ],
    });
  });

  it("stays as it is when there is no number in the request", async () => {
    const documented = { list: [{ phone: "27831111111" }] };
    expect(await answerTo({ text: "call 27831111111 now" }, documented)).toEqual(documented);
  });
});
