import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { otpFileStore } from "../../src/otp/otp-file-store.ts";
import { temporaryFolder } from "../command.ts";

let folder: ReturnType<typeof temporaryFolder>;
let cwd: string;
beforeEach(() => {
  folder = temporaryFolder();
  cwd = folder.path;
});
afterEach(() => folder[Symbol.dispose]());

describe("the file store of one-time codes", () => {
  it("gives each place to one of many concurrent callers", async () => {
    const store = otpFileStore({ env: { POLYSMS_STATE_DIR: cwd } }, false);
    const limits = [{ count: 3, windowMs: 60_000 }];
    const places = await Promise.all(Array.from({ length: 8 }, () => store.take("key", limits)));
    expect(places.filter(({ ok }) => ok)).toHaveLength(3);
  });

  it("forgets what has expired", async () => {
    let time = 1_000_000;
    const store = otpFileStore({ env: { POLYSMS_STATE_DIR: cwd } }, false, () => time);
    await store.put("key", "value", 500);
    expect(await store.get("key")).toBe("value");
    time += 500;
    expect(await store.get("key")).toBeUndefined();
  });

  it("takes over the lock of a process that was killed", async () => {
    const lock = join(cwd, "otp.json.lock");
    mkdirSync(lock);
    const store = otpFileStore({ env: { POLYSMS_STATE_DIR: cwd } }, false, () => Date.now() + 11_000);
    await store.put("key", "value", 500);
    expect(await store.get("key")).toBe("value");
    expect(existsSync(lock)).toBe(false);
  });

  it.each(["", "{", "[]", "null", '{"values":{}}', '{"values":{"a":{"value":1,"until":2}},"places":{}}', "\0\0\0\0"])(
    "does not start again from nothing if its file is damaged: %j",
    async (content) => {
      const path = join(cwd, "otp.json");
      writeFileSync(path, content);
      const store = otpFileStore({ env: { POLYSMS_STATE_DIR: cwd } }, false);
      const refused = expect.objectContaining({
        code: "config",
        message: `${path} is damaged, so it cannot be known which codes and guesses there were.`,
        hint: expect.stringContaining("Restore it from a copy, or delete it"),
      });
      await expect(store.take("key", [{ count: 1, windowMs: 1 }])).rejects.toThrow(refused);
      await expect(store.get("key")).rejects.toThrow(refused);
      await expect(store.check()).rejects.toThrow(refused);
      expect(readFileSync(path, "utf8")).toBe(content);
    },
  );
});
