import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFields } from "../../src/reports/webhook-body.ts";
import { post } from "./setup.ts";

const url = "https://app.example/hook";
const form = { "content-type": "application/x-www-form-urlencoded" };
const statusOf = (request: Request) =>
  readFields(request).then(
    () => 200,
    ({ httpStatus }) => httpStatus,
  );
const fieldsOf = async (request: Request) => Object.entries(await readFields(request));

describe("rule 8, delivery reports: the body of a webhook call", () => {
  it.each([
    "application/json",
    "application/json;charset=utf-8",
    'Application/JSON; Charset="UTF-8"',
    "application/json; charset=utf8; v=1",
    "application/json; charset=us-ascii",
  ])("is read as JSON under %s", async (type) => {
    const request = post(url, '{"text":"é 😀","n":1,"list":[1]}', { "content-type": type });
    expect(await readFields(request)).toEqual({ text: "é 😀", n: 1, list: [1] });
  });

  it.each(["application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=UTF-8"])(
    "is read as a form under %s",
    async (type) => {
      const body = "text=a+b%26c%3D%C3%A9&empty=&%F0%9F%98%80=1&bare";
      expect(await fieldsOf(post(url, body, { "content-type": type }))).toEqual([
        ["text", "a b&c=é"],
        ["empty", ""],
        ["😀", "1"],
        ["bare", ""],
      ]);
    },
  );

  it("is read as multipart, which PHP sends for a list of fields", async () => {
    const body = new FormData();
    body.set("text", "é\r\n--x");
    const request = new Request(url, { method: "POST", body });
    expect(await readFields(request)).toEqual({ text: "é\r\n--x" });
    expect(await statusOf(post(url, "text=1", { "content-type": "multipart/form-data" }))).toBe(400);
    expect(await statusOf(post(url, "x", { "content-type": "multipart/form-data; boundary=b" }))).toBe(400);
  });

  it("keeps every digit of a long id, and does not change strings and other numbers", async () => {
    const body =
      '{"id":92233720368547758071,"small":2295,"text":"92233720368547758071","e":1234567890123456e2,"f":1.5}';
    expect(await readFields(post(url, body))).toEqual({
      id: "92233720368547758071",
      small: 2295,
      text: "92233720368547758071",
      e: 123_456_789_012_345_600,
      f: 1.5,
    });
  });

  it.each([
    ["nothing", ""],
    ["null", "null"],
    ["a list", '[{"id":"1"}]'],
    ["a text", '"id"'],
    ["a number", "1"],
    ["half an object", '{"id":"1"'],
    ["two objects", "{}{}"],
    ["a form", "id=1"],
    ["NaN", '{"id":NaN}'],
    ["a bad byte", new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ["half a character", new Uint8Array([0x7b, 0x22, 0xc3])],
    ["UTF-16", new Uint8Array([0x7b, 0, 0x7d, 0])],
    ["very deep lists", `${"[".repeat(60_000)}`],
  ])("gives a 400 when the type is JSON and the body is %s", async (_, body) => {
    expect(await statusOf(post(url, body))).toBe(400);
  });

  it("may start with a byte order mark", async () => {
    expect(await readFields(post(url, '\ufeff{"id":"1"}'))).toEqual({ id: "1" });
  });

  it("may be a form with a character of another charset: its field is damaged but not lost", async () => {
    expect(await readFields(post(url, "id=1&text=Envoy%E9", form))).toEqual({ id: "1", text: "Envoy\ufffd" });
  });

  it("gives a 400 when a form has a field twice, because either could be meant", async () => {
    expect(await statusOf(post(url, "status=3&id=1&status=0", form))).toBe(400);
  });

  it.each([
    ["at the top", '{"status":3,"id":"1","status":0}'],
    ["written with an escape", '{"status":3,"id":"1","st\\u0061tus":0}'],
    ["with the same value", '{"id":"1","id":"1"}'],
    ["further down", '{"id":"1","more":[{"a":1,"b":{},"a":1}]}'],
    ["called __proto__", '{"__proto__":1,"__proto__":2}'],
  ])("gives a 400 when JSON has a name twice %s", async (_, body) => {
    expect(await statusOf(post(url, body))).toBe(400);
  });

  it("may have a name at several places of JSON, and text that looks like one", async () => {
    const body = { id: "id", a: { id: [{ id: '"id":' }, { id: "\\" }] }, b: { id: "}" }, 'i"d': 1, "": "" };
    expect(await readFields(post(url, body))).toEqual(body);
  });

  it("may be 32 levels deep, and gives a 400 beyond", async () => {
    const deep = (levels: number) => `{"id":"1","a":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;
    expect(await statusOf(post(url, deep(32)))).toBe(200);
    for (const levels of [33, 1_000, 30_000]) expect(await statusOf(post(url, deep(levels)))).toBe(400);
    const objects = `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`;
    expect(await statusOf(post(url, objects))).toBe(400);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "may have a field called %s, and has no field that was not sent",
    async (name) => {
      for (const request of [
        post(url, `{"${name}":{"polluted":true},"id":"1"}`),
        post(url, `${name}=polluted&id=1`, form),
      ]) {
        const fields = await readFields(request);
        expect(Object.keys(fields)).toEqual([name, "id"]);
        expect(Object.getPrototypeOf(fields)).toBe(null);
        expect(fields.polluted).toBe(undefined);
      }
      expect(({} as Record<string, unknown>).polluted).toBe(undefined);
      expect((await readFields(post(url, "{}")))[name]).toBe(undefined);
    },
  );

  it("is read in linear time, whatever the content", async () => {
    const start = performance.now();
    for (const body of [
      `{"a":"${'\\"'.repeat(30_000)}`,
      `{"a":"${'\\"'.repeat(30_000)}","b":${"1".repeat(20)}}`,
      `{"a":${"1".repeat(60_000)}}`,
    ]) {
      await statusOf(post(url, body.slice(0, 64 * 1024)));
    }
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it("gives fields or an error with a status, for any bytes and any media type", async () => {
    const types = fc.constantFrom(
      "application/json",
      form["content-type"],
      "multipart/form-data; boundary=b",
      "text/plain",
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), types, async (bytes, type) => {
        expect([200, 400, 415]).toContain(await statusOf(post(url, new Uint8Array(bytes), { "content-type": type })));
      }),
    );
  });

  it("may be any JSON object, which is read unchanged", async () => {
    const whole = fc.jsonValue({ maxDepth: 3 }).filter((value) => typeof value === "object" && value !== null);
    await fc.assert(
      fc.asyncProperty(whole, async (value) => {
        const json = JSON.stringify({ value });
        fc.pre(!/\d{16}/.test(json));
        expect({ ...(await readFields(post(url, json))) }).toEqual(JSON.parse(json));
      }),
    );
  });
});
