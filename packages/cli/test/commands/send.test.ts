import { startFaultyServer } from "@polysms/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder, touchbasepro } from "../command.ts";
import { type CountingServer, startCountingServer } from "../counting-server.ts";
import { polysms, startInProcess } from "../scripted-terminal.ts";

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

  it("prints JSON with --json: an outcome for each number, and counts", async () => {
    const { out } = await polysms(["send", "--json", "+27831000002", "Hello"], { cwd, env });
    expect(JSON.parse(out)).toMatchObject({
      outcomes: [{ status: "accepted", to: "+27831000002", provider: "touchbasepro" }],
      counts: { accepted: 1, rejected: 0, unknown: 0, skipped: 0 },
    });
  });

  it("ends with 1 if a number was rejected, and with 3 if it is unknown", async () => {
    const rejected = await polysms(["send", "+27831000009", "Hello"], { cwd, env });
    expect(rejected).toMatchObject({ code: 1, out: expect.stringContaining("rejected  +27831000009") });
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

  it("sends nothing in a dry run, and shows what it would cost and where it would go", async () => {
    const before = server.requests;
    const { code, out, err } = await polysms(["send", "--dry-run", "+27831000001", "Grüße 😀"], { cwd, env });
    expect(out).toMatch(/encoding +UCS-2, because of 😀[^\n]*\nsegments +1 .*\nin total +1 segment to 1 recipient\n/);
    expect(out).toContain("touchbasepro");
    expect([code, err, server.requests]).toEqual([0, "Dry run: nothing was sent.\n", before]);
  });

  it("needs --yes for more than 10 recipients if there is no terminal", async () => {
    const before = server.requests;
    const unconfirmed = await polysms(["send", ...many, "Hello"], { cwd, env });
    expect(unconfirmed).toMatchObject({ code: 2, out: "" });
    expect(unconfirmed.err).toMatch(/11 recipients, and there is no terminal to ask.*\n.*--dry-run.*--yes/);
    expect(server.requests).toBe(before);
    await polysms(["send", ...many, "Hello", "--yes"], { cwd, env });
    expect(server.requests).toBe(before + 1);
  });

  it("asks on a terminal, and sends nothing if the answer is no", async () => {
    const before = server.requests;
    const no = await polysms(["send", ...many, "Hello"], { cwd, env, answer: false });
    expect(no).toMatchObject({ code: 2, questions: ["Send to 11 recipients?"], err: "Nothing was sent.\n" });
    expect(server.requests).toBe(before);
    const few = await polysms(["send", ...many.slice(1), "Hello"], { cwd, env, answer: true });
    expect(few.questions).toEqual([]);
  });

  it("prints the outcome of the message in flight at Ctrl-C", async () => {
    await using fault = await startFaultyServer("silence");
    const running = startInProcess(["send", "+27831000001", "Hello"], { cwd, env: touchbasepro(fault.url) });
    await expect.poll(() => fault.connections).toBe(1);
    running.interrupt();
    expect(await running.ended).toMatchObject({ code: 130, out: expect.stringContaining("unknown  +27831000001") });
  });

  it("says what is missing if the text was forgotten or not quoted", async () => {
    const forgotten = await polysms(["send", "+27831000001"], { cwd, env });
    expect(forgotten).toMatchObject({ code: 2, err: expect.stringContaining("The text is missing") });
    const unquoted = await polysms(["send", "+27831000001", "Hello", "there"], { cwd, env });
    expect(unquoted).toMatchObject({ code: 2, err: expect.stringContaining('"Hello" is not a phone number') });
    const empty = await polysms(["send", "Hello"], { cwd, env });
    expect(empty.code).toBe(2);
  });

  it("uses colours only on a terminal", async () => {
    const coloured = await polysms(["send", "+27831000001", "Hello"], { cwd, env, colours: true });
    expect(coloured.out).toContain("\u001b[32maccepted\u001b[39m");
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
