import { startFaultyServer } from "@polysms/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder, touchbasepro } from "../command.ts";
import { type CountingServer, startCountingServer } from "../counting-server.ts";
import { begin, polysms } from "../scripted-terminal.ts";

const folder = temporaryFolder();
const cwd = folder.path;
let server: CountingServer;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  server = await startCountingServer();
  env = touchbasepro(server.url);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const many = Array.from({ length: 11 }, (_, index) => `+2783111${1000 + index}`);

describe("polysms send", () => {
  it("prints the outcome and the number as it was typed, and ends with 0", async () => {
    const { code, out, err } = await polysms(["send", "+27831000001", "Hello"], { cwd, env });
    expect(out).toMatch(/^accepted {2}\+27831000001 {2}touchbasepro {2}id id-\d+\n$/);
    expect([code, err]).toEqual([0, ""]);
  });

  it("prints JSON for scripts, with an outcome for each number and counts", async () => {
    const { out } = await polysms(["send", "--json", "+27831000002", "Hello"], { cwd, env });
    expect(JSON.parse(out)).toMatchObject({
      outcomes: [{ status: "accepted", to: "+27831000002", provider: "touchbasepro" }],
      counts: { accepted: 1, rejected: 0, unknown: 0, skipped: 0 },
    });
  });

  it("ends with 1 when a number was refused, and with 3 when nobody knows", async () => {
    const refused = await polysms(["send", "+27831000009", "Hello"], { cwd, env });
    expect(refused).toMatchObject({ code: 1, out: expect.stringContaining("rejected  +27831000009") });
    await using fault = await startFaultyServer("readThenReset");
    const unknown = await polysms(["send", "+27831000001", "Hello"], { cwd, env: touchbasepro(fault.url) });
    expect(unknown).toMatchObject({ code: 3, out: expect.stringContaining("unknown  +27831000001") });
  });

  it("reads local numbers with their country, and the text from standard input", async () => {
    const { code, out } = await polysms(["send", "083 100 0003", "-", "--region", "ZA"], {
      cwd,
      env,
      input: "Hello\n",
    });
    expect([code, out]).toEqual([0, expect.stringContaining("+27831000003")]);
  });

  it("sends nothing in a dry run, and says what it would cost and where it would go", async () => {
    const before = server.requests;
    const { code, out, err } = await polysms(["send", "--dry-run", "+27831000001", "Grüße 😀"], { cwd, env });
    expect(out).toMatch(/encoding +UCS-2, because of 😀[^\n]*\nsegments +1 .*\nin all +1 segment to 1 recipient\n/);
    expect(out).toContain("touchbasepro");
    expect([code, err, server.requests]).toEqual([0, "Dry run: nothing was sent.\n", before]);
  });

  it("wants --yes for more than 10 recipients when there is nobody to ask", async () => {
    const before = server.requests;
    const refused = await polysms(["send", ...many, "Hello"], { cwd, env });
    expect(refused).toMatchObject({ code: 2, out: "" });
    expect(refused.err).toMatch(/no terminal to ask .* 11 recipients.*\n.*--dry-run.*--yes/);
    expect(server.requests).toBe(before);
    await polysms(["send", ...many, "Hello", "--yes"], { cwd, env });
    expect(server.requests).toBe(before + 1);
  });

  it("asks on a terminal, and takes no for an answer", async () => {
    const before = server.requests;
    const no = await polysms(["send", ...many, "Hello"], { cwd, env, answer: false });
    expect(no).toMatchObject({ code: 2, questions: ["Send to 11 recipients?"], err: "Nothing was sent.\n" });
    expect(server.requests).toBe(before);
    const few = await polysms(["send", ...many.slice(1), "Hello"], { cwd, env, answer: true });
    expect(few.questions).toEqual([]);
  });

  it("says at Ctrl-C what became of the message in flight", async () => {
    await using fault = await startFaultyServer("silence");
    const running = begin(["send", "+27831000001", "Hello"], { cwd, env: touchbasepro(fault.url) });
    await expect.poll(() => fault.connections).toBe(1);
    running.interrupt();
    expect(await running.ended).toMatchObject({ code: 130, out: expect.stringContaining("unknown  +27831000001") });
  });

  it("says what is missing when the text was forgotten or not quoted", async () => {
    const forgotten = await polysms(["send", "+27831000001"], { cwd, env });
    expect(forgotten).toMatchObject({ code: 2, err: expect.stringContaining("The text is missing") });
    const unquoted = await polysms(["send", "+27831000001", "Hello", "there"], { cwd, env });
    expect(unquoted).toMatchObject({ code: 2, err: expect.stringContaining('"Hello" is no telephone number') });
    const empty = await polysms(["send", "Hello"], { cwd, env });
    expect(empty.code).toBe(2);
  });

  it("uses colours on a terminal and nowhere else", async () => {
    const painted = await polysms(["send", "+27831000001", "Hello"], { cwd, env, paints: true });
    expect(painted.out).toContain("\u001b[32maccepted\u001b[39m");
    const plain = await polysms(["send", "+27831000001", "Hello"], { cwd, env });
    expect(plain.out).not.toContain("\u001b");
  });

  it("never shows a credential", async () => {
    const secret = { ...env, TOUCHBASEPRO_API_KEY: "sup3r-secret" };
    for (const args of [["send", "+27831000009", "Hello"], ["check"], ["providers"], ["send", "+27831000001", ""]]) {
      const { out, err } = await polysms(args, { cwd, env: secret });
      expect(out + err).not.toContain("sup3r");
    }
  });
});
