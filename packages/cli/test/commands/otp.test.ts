import { readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder, touchbasepro } from "../command.ts";
import { polysms } from "../scripted-terminal.ts";

let folder: ReturnType<typeof temporaryFolder>;
let cwd: string;
beforeEach(() => {
  folder = temporaryFolder();
  cwd = folder.path;
});
afterEach(() => folder[Symbol.dispose]());

/** TouchBasePro on loopback, which remembers the last text as a phone would. */
async function startPhone() {
  let last = "";
  const server = createServer(async (request, response) => {
    const { to, text } = (await json(request)) as { to: string[]; text: string };
    last = text;
    const message = { to: to[0], accepted: true, apiMessageId: "id-1" };
    response.writeHead(202, { "content-type": "application/json" });
    response.end(JSON.stringify({ messages: [message], errorCode: null, error: null, errorDescription: null }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    env: touchbasepro(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    code: () => /\d{6}/.exec(last)?.[0] ?? "",
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe("polysms otp", () => {
  it("sends a code in one process and accepts it once in another", async () => {
    using phone = await startPhone();
    const { env } = phone;
    const sent = await polysms(["otp", "send", "+27831000001"], { cwd, env });
    expect(sent).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^sent {2}\+27831000001 {2}touchbasepro {2}valid for/),
    });
    const wrong = String((Number(phone.code()) + 1) % 1_000_000).padStart(6, "0");
    expect(await polysms(["otp", "verify", "+27831000001", wrong], { cwd, env })).toMatchObject({
      code: 1,
      out: "wrong\n",
    });
    const verify = ["otp", "verify", "+27831000001", phone.code()];
    expect(await polysms(verify, { cwd, env })).toMatchObject({ code: 0, out: "approved\n" });
    expect(await polysms(verify, { cwd, env })).toMatchObject({ code: 1, out: "expired\n" });
  });

  it("limits how soon a second code is sent, and how many guesses there are, across processes", async () => {
    using phone = await startPhone();
    const { env } = phone;
    await polysms(["otp", "send", "+27831000001"], { cwd, env });
    const again = await polysms(["otp", "send", "+27831000001"], { cwd, env });
    expect(again).toMatchObject({
      code: 1,
      out: expect.stringContaining("too soon after the last code; try again in"),
    });
    for (let guess = 0; guess < 5; guess++) await polysms(["otp", "verify", "+27831000001", "0000"], { cwd, env });
    const { out } = await polysms(["otp", "verify", "+27831000001", phone.code()], { cwd, env });
    expect(out).toBe("too-many-attempts\n");
  });

  it("keeps neither number nor code in its file, which only this user can read", async () => {
    using phone = await startPhone();
    await polysms(["otp", "send", "+27831000001"], { cwd, env: phone.env });
    const kept = readFileSync(join(cwd, "otp.json"), "utf8");
    expect(kept).not.toContain("27831000001");
    expect(kept).not.toContain(phone.code());
    expect(statSync(join(cwd, "otp.json")).mode & 0o077).toBe(0);
  });

  it("sends nothing in a dry run, and says so if no code was sent", async () => {
    const env = touchbasepro("http://127.0.0.1:1");
    const dry = await polysms(["otp", "send", "+27831000001", "--dry-run"], { cwd, env });
    expect(dry).toMatchObject({ code: 0, out: "A code would go to +27831000001 through touchbasepro.\n" });
    const none = await polysms(["otp", "verify", "+27831000001", "123456"], { cwd, env });
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining("polysms otp send +27831000001") });
  });

  it("sends nothing while its file is damaged, and says how to go on", async () => {
    using phone = await startPhone();
    writeFileSync(join(cwd, "otp.json"), '{"values":{"a');
    for (const words of [
      ["send", "+27831000001"],
      ["verify", "+27831000001", "123456"],
    ]) {
      const { code, err } = await polysms(["otp", ...words], { cwd, env: phone.env });
      expect([code, err]).toEqual([2, expect.stringMatching(/otp\.json is damaged[\s\S]*delete it/)]);
    }
    expect(phone.code()).toBe("");
  });

  it("cannot verify a code under another secret than the one it was sent under", async () => {
    using phone = await startPhone();
    const env = { ...phone.env, POLYSMS_SECRET: "a secret that has 32 bytes or more" };
    await polysms(["otp", "send", "+27831000001"], { cwd, env });
    const verify = ["otp", "verify", "+27831000001", phone.code()];
    expect(await polysms(verify, { cwd, env: phone.env })).not.toMatchObject({ code: 0 });
    expect(await polysms(verify, { cwd, env })).toMatchObject({ code: 0, out: "approved\n" });
  });
});
