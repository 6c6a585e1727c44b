import type { Mock } from "@polysms/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startMockOf } from "../../src/mock/mock-mode.ts";
import { temporaryFolder, touchbasepro } from "../command.ts";
import { polysms } from "../scripted-terminal.ts";

const folder = temporaryFolder();
const cwd = folder.path;
let vavasms: Mock;
let intouchvas: Mock;
let env: Readonly<Record<string, string>>;

const hosts = ({ baseUrl }: Mock) =>
  Object.entries(baseUrl)
    .map((pair) => pair.join("="))
    .join(",");

beforeAll(async () => {
  [vavasms, intouchvas] = await Promise.all([startMockOf("vavasms"), startMockOf("intouchvas")]);
  env = {
    VAVASMS_USERNAME: "me@example.com",
    VAVASMS_PASSWORD: "hunter2-hunter2",
    VAVASMS_SENDER_ID: "MyBrand",
    POLYSMS_BASE_URL_VAVASMS: vavasms.url,
    INTOUCHVAS_API_KEY: "example-key",
    POLYSMS_BASE_URL_INTOUCHVAS: hosts(intouchvas),
  };
});
beforeEach(() => {
  vavasms.reset();
  intouchvas.reset();
});
afterAll(async () => {
  await Promise.all([vavasms.close(), intouchvas.close()]);
  folder[Symbol.dispose]();
});

describe("polysms balance", () => {
  it("shows the credit of all accounts or of one", async () => {
    expect(await polysms(["balance"], { cwd, env })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^vavasms +[\d,.]+ +XOF\n$/),
    });
    const { out } = await polysms(["balance", "vavasms", "--json"], { cwd, env });
    expect(JSON.parse(out)).toMatchObject({ vavasms: { amount: expect.any(Number), currency: "XOF" } });
  });

  it("ends with 1 if a balance cannot be read, and with 2 for a provider that has none", async () => {
    const down = { ...env, POLYSMS_BASE_URL_VAVASMS: "http://127.0.0.1:1" };
    expect(await polysms(["balance"], { cwd, env: down })).toMatchObject({
      code: 1,
      out: expect.stringContaining("network"),
    });
    const none = await polysms(["balance", "intouchvas"], { cwd, env });
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining("has no balance; choose from vavasms") });
    const noProvider = await polysms(["balance"], { cwd, env: touchbasepro("http://127.0.0.1:1") });
    expect(noProvider).toMatchObject({
      code: 2,
      err: expect.stringContaining("No configured provider can show its balance"),
    });
  });
});

describe("polysms status", () => {
  it("says which providers can be asked, and how the others report", async () => {
    const { code, err } = await polysms(["status", "intouchvas", "2295"], { cwd, env });
    expect([code, err]).toEqual([2, expect.stringMatching(/cannot be asked[^\n]*\n.*webhook listen/)]);
  });
});

describe("polysms contacts", () => {
  it("lists groups, adds numbers and deletes a group", async () => {
    const listed = await polysms(["contacts", "list"], { cwd, env });
    expect(listed).toMatchObject({ code: 0, out: expect.stringMatching(/^id +name +contacts +active\n\d+ /) });
    const added = await polysms(["contacts", "add", "0712345678", "--region", "KE", "--group", "Customers"], {
      cwd,
      env,
    });
    expect(added).toMatchObject({ code: 0, out: "1 contact added at intouchvas.\n" });
    const deleted = await polysms(["contacts", "delete", "42", "--yes"], { cwd, env });
    expect(deleted).toMatchObject({ code: 0, out: "group 42 deleted at intouchvas.\n" });
    expect(intouchvas.violations).toEqual([]);
    expect(intouchvas.exchanges).toHaveLength(3);
  });

  it("deletes nothing without confirmation, and does nothing in a dry run", async () => {
    expect(await polysms(["contacts", "delete", "42"], { cwd, env })).toMatchObject({ code: 2 });
    expect(await polysms(["contacts", "delete", "42"], { cwd, env, answer: false })).toMatchObject({ code: 2 });
    const dry = await polysms(["contacts", "add", "--group-id", "42", "+254712345678", "--dry-run"], { cwd, env });
    expect(dry).toMatchObject({ code: 0, out: expect.stringContaining("Dry run, not done: 1 contact added") });
    expect(intouchvas.exchanges).toEqual([]);
  });

  it("needs a group", async () => {
    const { code, err } = await polysms(["contacts", "add", "+254712345678"], { cwd, env });
    expect([code, err]).toEqual([2, expect.stringContaining("--group NAME")]);
  });
});

describe("polysms check", () => {
  it("shows what is configured and reachable, which accounts answer, and what it did not verify", async () => {
    const all = { ...env, ...touchbasepro(vavasms.url) };
    const { code, out } = await polysms(["check"], { cwd, env: all });
    expect(out).toMatch(/^configuration: environment$/m);
    expect(out).toMatch(/^vavasms +credentials +ok +.*VAVASMS_PASSWORD/m);
    expect(out).toMatch(/^vavasms +connection +ok +127\.0\.0\.1:\d+, \d+ ms$/m);
    expect(out).toMatch(/^vavasms +account +ok +credentials accepted; [\d,.]+ XOF left$/m);
    expect(out).toMatch(/^intouchvas +account +ok +credentials accepted; the contact groups were listed$/m);
    expect(out).toMatch(/^Not verified:\n( {2}.*\n)* {2}touchbasepro: that the credentials are accepted/m);
    expect(out).not.toMatch(/hunter2|example-key/);
    expect(code).toBe(0);
  });

  it("ends with 1 if a variable is missing or a host cannot be reached, and checks the rest", async () => {
    const { VAVASMS_PASSWORD: _, ...half } = env;
    const { code, out } = await polysms(["check"], {
      cwd,
      env: { ...half, POLYSMS_BASE_URL_INTOUCHVAS: "http://127.0.0.1:1" },
    });
    expect(out).toMatch(/^vavasms +credentials +failed +.*VAVASMS_PASSWORD is not set.* It reads VAVASMS_USERNAME/m);
    expect(out).toMatch(/^intouchvas +connection +failed +127\.0\.0\.1:1: ECONNREFUSED$/m);
    expect(code).toBe(1);
  });

  it("reports a variable with a wrong value, and checks the rest", async () => {
    const { code, out } = await polysms(["check"], {
      cwd,
      env: { ...env, VAVASMS_SENDER_ID: "longer than a sender ID" },
    });
    expect(out).toMatch(/^vavasms +credentials +failed +.*senderId has 23 characters/m);
    expect(out).toMatch(/^intouchvas +account +ok /m);
    expect(code).toBe(1);
  });

  it("lists the variables of every provider if none is set", async () => {
    const { code, out } = await polysms(["check"], { cwd });
    expect(out).toMatch(/^touchbasepro +credentials +failed +.*TOUCHBASEPRO_API_KEY is not set/m);
    expect(out).toMatch(/^vavasms +credentials +failed +.*It reads VAVASMS_USERNAME, VAVASMS_PASSWORD/m);
    expect(code).toBe(1);
  });

  it("prints JSON with --json", async () => {
    const { out } = await polysms(["check", "--json"], { cwd, env });
    expect(JSON.parse(out)).toMatchObject({
      configuration: "environment",
      findings: expect.arrayContaining([
        expect.objectContaining({ provider: "vavasms", check: "account", result: "ok" }),
      ]),
      notVerified: expect.arrayContaining([expect.stringContaining("messages arrive")]),
    });
  });
});
