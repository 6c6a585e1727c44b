import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Mock, startMock, startMocks } from "../../src/index.ts";
import { acme, api, bulk, files, identity, jsonHeaders, key, message, postMessage } from "../setup.ts";

const sending = { method: "POST", headers: jsonHeaders, body: JSON.stringify(message) };

describe("the mocks of several providers", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "polysms-mocks-"));
    const scope = join(folder, "node_modules/@polysms");
    for (const name of ["acme", "other"]) {
      await mkdir(join(scope, name), { recursive: true });
      await writeFile(
        join(scope, name, "package.json"),
        JSON.stringify({ name: `@polysms/${name}`, exports: { "./openapi.yaml": "./openapi.yaml" } }),
      );
      await symlink(fileURLToPath(acme), join(scope, name, "openapi.yaml"));
    }
    const dependencies = { "@polysms/acme": "1", "@polysms/core": "1" };
    await writeFile(
      join(folder, "package.json"),
      JSON.stringify({ dependencies, devDependencies: { "@polysms/other": "1" } }),
    );
  });
  beforeEach(() => void vi.spyOn(process, "cwd").mockReturnValue(folder));
  afterAll(() => rm(folder, { recursive: true }));

  it("are started by name, reset together and closed together", async () => {
    const mocks = await startMocks(["acme", "other"]);
    expect([mocks.acme.name, mocks.other.name]).toEqual(["acme", "other"]);
    await postMessage(mocks.acme, {});
    await postMessage(mocks.other, {});
    expect(mocks.violations).toEqual([...mocks.acme.violations, ...mocks.other.violations]);
    expect(new Set(mocks.violations.map(({ field }) => field)).size).toBe(3);
    mocks.reset();
    expect([mocks.violations, mocks.acme.exchanges]).toEqual([[], []]);
    await mocks.close();
    for (const { url } of [mocks.acme, mocks.other]) await expect(fetch(url)).rejects.toThrow("fetch failed");
  });

  it("are those of every provider that is installed, when none is named", async () => {
    await using mocks = await startMocks();
    expect(["acme", "core", "other"].filter((name) => name in mocks)).toEqual(["acme", "other"]);
    expect(mocks.other?.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  });

  it("are all or none: those that did start are closed again", async () => {
    const listen = vi.spyOn(Server.prototype, "listen");
    await expect(startMocks(["acme", "nobody"])).rejects.toThrow("@polysms/nobody/openapi.yaml");
    const servers = listen.mock.contexts as Server[];
    expect([servers.length > 0, servers.filter(({ listening }) => listening)]).toEqual([true, []]);
    await expect(startMocks([])).rejects.toThrow("There is no provider to mock");
  });
});

describe("the fetch of a mock", () => {
  let mock: Mock;
  beforeAll(async () => {
    mock = await startMock(acme);
  });
  beforeEach(() => mock.reset());
  afterAll(() => mock.close());

  it("leads from each documented host to its mock, whatever is sent", async () => {
    expect((await mock.fetch(`${api}/v1/messages`, sending)).status).toBe(200);
    expect(
      (await mock.fetch(new Request(`${api}/v1/bulk`, { method: "POST", body: new URLSearchParams(bulk) }))).status,
    ).toBe(200);
    const form = new FormData();
    form.set("name", "Customers");
    form.set("file", new File(["msisdn\n"], "c.csv", { type: "text/csv" }));
    await mock.fetch(`${files}/contacts/upload`, { method: "POST", headers: key, body: form });
    await mock.fetch(new URL(`${identity}/auth/token`), {
      headers: { authorization: `Basic ${btoa("user:password")}` },
    });
    expect(mock.exchanges.map(({ operationId }) => operationId)).toEqual([
      "sendMessage",
      "sendBulk",
      "uploadContacts",
      "createToken",
    ]);
    expect(mock.violations).toEqual([]);
    expect(await mock.requests("sendMessage")[0]?.json()).toEqual(message);
  });

  it("leaves it to the mock to report a wrong path", async () => {
    expect((await mock.fetch("https://files.acme.test/contacts/upload", { method: "POST" })).status).toBe(400);
    expect(mock.violations).toMatchObject([
      { field: "path", message: expect.stringContaining(`must start with ${files}`) },
    ]);
  });

  it("can replace the global fetch, and lets nothing out", async () => {
    vi.stubGlobal("fetch", mock.fetch);
    expect((await fetch(`${api}/v1/messages`, sending)).status).toBe(200);
    expect((await fetch(`${mock.url}/v1/messages`, sending)).status).toBe(200);
    await expect(fetch("https://example.com/v1/messages")).rejects.toThrow(
      `There is no mock of https://example.com; there are ${api}, ${identity}, ${files}.`,
    );
    expect(mock.exchanges).toHaveLength(2);
  });
});

describe("an answer by the name of its example", () => {
  it("needs no operation where only one has it, and no braces where it is named", async () => {
    await using mock = await startMock(acme);
    mock.respondWith("invalidNumber");
    expect((await postMessage(mock)).status).toBe(400);
    expect(mock.exchanges).toMatchObject([{ operationId: "sendMessage", status: 400, violations: [] }]);
    mock.respondWith("sendMessage", "scheduled");
    expect(await (await postMessage(mock)).json()).toEqual({ status: 200, message_id: 42 });
  });

  it("is an error that lists the names if no operation or several have it", async () => {
    await using mock = await startMock(acme);
    expect(() => mock.respondWith("invalidNumer")).toThrow(
      /^No operation documents an answer "invalidNumer"\. The document has .*; sendMessage: accepted, scheduled, invalidNumber, /,
    );
    expect(() => mock.respondWith("accepted")).toThrow(
      'sendMessage, sendBulk all document an answer "accepted"; pass the operation too: respondWith("sendMessage", "accepted").',
    );
    expect((await postMessage(mock)).status).toBe(200);
  });
});
