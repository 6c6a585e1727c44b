import { type AddressInfo, createServer, type Server } from "node:net";
import { networkInterfaces } from "node:os";
import { afterAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../command.ts";
import { startInProcess } from "../scripted-terminal.ts";

const folder = temporaryFolder();
const cwd = folder.path;
afterAll(() => folder[Symbol.dispose]());

const jsonLines = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
const form = (fields: Record<string, string>) => ({ method: "POST", body: new URLSearchParams(fields) });

describe("polysms mock", () => {
  it("prints ports and variables, then each request and what is wrong with it, and ends with 1 if any was wrong", async () => {
    const running = startInProcess(["mock", "vavasms"], { cwd });
    await running.wrote("Press Ctrl-C to stop.");
    const url = /export POLYSMS_BASE_URL_VAVASMS=(\S+)/.exec(running.written.out)?.[1];
    expect(running.written.out).toMatch(/^vavasms +https:\/\/vavasms\.com +http:\/\/127\.0\.0\.1:\d+$/m);
    const fields = { username: "a", password: "b", sender_id: "MyBrand", phone: "2250709000001", message: "Hi" };
    await fetch(`${url}/api/v1/text/single`, form(fields));
    await running.wrote("  ok");
    await fetch(`${url}/api/v1/text/single`, form({ ...fields, mesage: "Hi" }));
    await running.wrote("  wrong");
    running.interrupt();
    const { code, out, err } = await running.ended;
    expect(out).toMatch(/^vavasms {2}POST https:\/\/vavasms\.com\/api\/v1\/text\/single {2}200 {2}\d+ ms {2}ok$/m);
    expect(out).toMatch(/^ {4}body\/mesage: .*$/m);
    expect(err).toMatch(/2 requests, [1-9]\d* violations?\.\n$/);
    expect(code).toBe(1);
  });

  it("prints addresses as JSON with --json, and ends with 0 if nothing was wrong", async () => {
    const running = startInProcess(["mock", "intouchvas", "--json"], { cwd });
    await running.wrote("\n");
    running.interrupt();
    const { code, out } = await running.ended;
    const [line] = jsonLines(out);
    expect(line).toMatchObject({ mock: "intouchvas", variable: "POLYSMS_BASE_URL_INTOUCHVAS" });
    expect(line.value.split(",")).toHaveLength(Object.keys(line.baseUrl).length);
    expect(code).toBe(0);
  });
});

describe("polysms mock --port", () => {
  it("listens on the given port, and on the next ports for further hosts, so that an .env file stays valid", async () => {
    const port = await freePort();
    const running = startInProcess(["mock", "intouchvas", "--json", "--port", String(port)], { cwd });
    await running.wrote("\n");
    running.interrupt();
    const [{ baseUrl }] = jsonLines((await running.ended).out);
    const ports = Object.values<string>(baseUrl).map((url) => Number(new URL(url).port));
    expect(ports).toEqual(ports.map((_, index) => port + index));
    expect(ports.length).toBeGreaterThan(1);
  });

  it("names a port that is in use, and ends", async () => {
    const taken = createServer();
    const port = await listening(taken);
    const { code, err } = await startInProcess(["mock", "vavasms", "--port", String(port)], { cwd }).ended;
    taken.close();
    expect(err).toContain(`Cannot listen on port ${port} (EADDRINUSE).`);
    expect(code).toBe(2);
  });

  it("does not accept a number that is not a port", async () => {
    const { code, err } = await startInProcess(["mock", "vavasms", "--port", "70000"], { cwd }).ended;
    expect(err).toContain("--port must be a number from 1 to 65535.");
    expect(code).toBe(2);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

const env = {
  VAVASMS_USERNAME: "me@example.com",
  VAVASMS_PASSWORD: "example",
  VAVASMS_SENDER_ID: "MyBrand",
  INTOUCHVAS_API_KEY: "example-key",
};

const headers = { "content-type": "application/json" };
const report = { msisdn: "254712345678", status: 3, country: "ke", network: "Safaricom", transaction_id: 2295 };
const message = { message_id: "17", form: "2250709000001", content: "Bonjour\u001b[2J\ntout le monde" };

describe("polysms webhook listen", () => {
  it("prints the URLs for the providers, and decoded reports and messages with masked numbers", async () => {
    const running = startInProcess(["webhook", "listen", "--port", "0"], { cwd, env });
    await running.wrote("Press Ctrl-C to stop.");
    const urlOf = (name: string) => new RegExp(`^${name} +(http://127\\S+)$`, "m").exec(running.written.out)?.[1] ?? "";
    const answers = await Promise.all([
      fetch(urlOf("intouchvas"), { method: "POST", body: JSON.stringify(report), headers }),
      fetch(urlOf("vavasms"), form(message)),
      fetch(`${urlOf("vavasms").slice(0, -5)}AAAAA`, form(message)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 403]);
    await running.wrote("message from");
    running.interrupt();
    const { code, out, err } = await running.ended;
    expect(out).toMatch(/intouchvas {2}delivered {2}\+254•+78 {2}id /);
    expect(out).toMatch(/vavasms {2}message from \S*•\S*: Bonjour \[2J tout le monde\n/);
    expect(err).toContain("webhook call not accepted: The webhook call has no valid token");
    expect(code).toBe(0);
  });

  const hasIPv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === "::1"));
  it.runIf(hasIPv6)("puts an IPv6 address in brackets in the URL", async () => {
    const running = startInProcess(["webhook", "listen", "--port", "0", "--host", "::1"], { cwd, env });
    await running.wrote("Press Ctrl-C to stop.");
    const [, url = ""] = /^vavasms +(http:\/\/\[::1\]:\d+\/\S+)$/m.exec(running.written.out) ?? [];
    expect((await fetch(url, form(message))).status).toBe(200);
    running.interrupt();
    expect((await running.ended).code).toBe(0);
  });

  it("keeps its URLs if the secret stays the same, and uses the public address", async () => {
    const secret = { ...env, POLYSMS_WEBHOOK_SECRET: "0123456789abcdef0123456789abcdef" };
    const once = async () => {
      const running = startInProcess(
        ["webhook", "listen", "--port", "0", "--json", "--public-url", "https://example.com/sms"],
        {
          cwd,
          env: secret,
        },
      );
      await running.wrote("Press Ctrl-C to stop.");
      running.interrupt();
      return jsonLines((await running.ended).out)[0].urls;
    };
    const [first, second] = [await once(), await once()];
    expect(first).toEqual(second);
    expect(first.vavasms).toMatch(/^https:\/\/example\.com\/sms\/vavasms\./);
  });
});
