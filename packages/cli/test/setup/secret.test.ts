import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findSecret } from "../../src/setup/secret.ts";
import { temporaryFolder } from "../command.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

describe("the secret of a command", () => {
  it("is that of the configuration, then that of POLYSMS_SECRET, then one made for this machine", () => {
    const state = { POLYSMS_STATE_DIR: folder.path };
    const env = { ...state, POLYSMS_SECRET: "of the environment, of 32 bytes..." };
    const stores = { secret: "of the configuration, of 32 bytes." };
    expect(findSecret(env, stores)).toBe(stores.secret);
    expect(findSecret(env, undefined)).toBe(env.POLYSMS_SECRET);
    expect(readdirSync(folder.path)).toEqual([]);
    const made = findSecret(state, {});
    expect(Buffer.from(made, "base64url")).toHaveLength(32);
    expect(findSecret(state, undefined)).toBe(made);
  });

  it("is kept where only this user can read it", () => {
    const made = findSecret({ POLYSMS_STATE_DIR: join(folder.path, "new", "folder") }, undefined);
    const path = join(folder.path, "new", "folder", "secret");
    expect([readFileSync(path, "utf8"), statSync(path).mode & 0o777]).toEqual([`${made}\n`, 0o600]);
  });

  it("is the same for processes that make it at the same moment", async () => {
    const source = JSON.stringify(join(import.meta.dirname, "..", "..", "src", "setup", "secret.ts"));
    const code = `
      import { findSecret } from ${source};
      process.send("ready");
      process.once("message", (POLYSMS_STATE_DIR) => {
        process.stdout.write(findSecret({ POLYSMS_STATE_DIR }), () => process.disconnect());
      });
    `;
    const args = ["--conditions=@polysms/source", "--input-type=module", "-e", code];
    const children = Array.from({ length: 5 }, () => {
      const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit", "ipc"] });
      return { child, out: child.stdout === null ? "" : text(child.stdout) };
    });
    await Promise.all(children.map(({ child }) => once(child, "message")));
    for (const { child } of children) child.send(folder.path);
    const secrets = await Promise.all(children.map(({ out }) => out));
    expect(new Set(secrets).size).toBe(1);
    expect(secrets[0]).toHaveLength(43);
    expect(readdirSync(folder.path)).toEqual(["secret"]);
  });

  it("that is too short or damaged is an error that does not show it", () => {
    expect(() => findSecret({ POLYSMS_SECRET: "short" }, undefined)).toThrow(
      "POLYSMS_SECRET has 5 bytes; it needs at least 32.",
    );
    for (const content of ["", "hunter2\n", "é".repeat(43)]) {
      writeFileSync(join(folder.path, "secret"), content);
      expect(() => findSecret({ POLYSMS_STATE_DIR: folder.path }, undefined)).toThrow(
        `${join(folder.path, "secret")} is damaged`,
      );
    }
  });

  it("that cannot be kept is an error of the disk", () => {
    writeFileSync(join(folder.path, "file"), "");
    expect(() => findSecret({ POLYSMS_STATE_DIR: join(folder.path, "file") }, undefined)).toThrow(
      /secret cannot be read/,
    );
  });
});
