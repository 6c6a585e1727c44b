import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { contendersOf, OURS } from "../src/catalog.ts";
import { bundle } from "../src/packages/bundle.ts";
import { BAD_OF_100, planLines } from "../src/planning.ts";
import { wrongCases } from "../src/sections/segments.ts";
import { segmentCases } from "../src/segment-cases.ts";
import type { SegmentContender } from "../src/segments.ts";
import { answering } from "../src/server/answering.ts";
import "../src/server/loopback-only.ts";

describe("what makes it a comparison", () => {
  it("the server takes only a whole message, on a path that it knows", () => {
    const answer = answering({ "POST /send": { status: 201, body: { id: "1" } } }, ["2783", "4821"]);
    expect(answer("POST", "/send?now", "to=2783&text=4821")).toEqual({ status: 201, body: '{"id":"1"}' });
    expect(answer("POST", "/send", "to=2783").status).toBe(422);
    expect(answer("POST", "/elsewhere", "to=2783&text=4821").status).toBe(404);
    expect(answer("GET", "/send", "to=2783&text=4821").status).toBe(404);
  });

  it("nothing leaves the machine", () => {
    expect(() => connect({ host: "192.0.2.1", port: 443 })).toThrow("192.0.2.1 is not on loopback");
    expect(() => connect(443, "sms.example.com")).toThrow("sms.example.com is not on loopback");
    const allowed = connect({ host: "127.0.0.1", port: 9 });
    allowed.on("error", () => {}).destroy();
  });

  it("a file to plan has as many rows as asked for, and the bad rows that all must find", () => {
    const [header, ...rows] = [...planLines(1000)];
    expect(header).toBe("msisdn,name,balance\n");
    const numbers = rows.map((row) => row.split(",")[0]?.replace(/^(0|\+254)/, ""));
    const short = numbers.filter((number) => number?.length !== 9).length;
    expect(rows).toHaveLength(1000);
    expect(short + (1000 - short - new Set(numbers.filter((number) => number?.length === 9)).size)).toBe(
      (1000 * BAD_OF_100) / 100,
    );
    expect(short).toBe(10);
  });

  it("every wrong count of segments is found, and a missing one counts as wrong", async () => {
    const [ours] = await contendersOf<SegmentContender>("segments", [OURS]);
    const counts = segmentCases.map(({ text }) => ours?.count(text));
    expect(wrongCases(counts)).toEqual([]);
    const [first, second, third, ...others] = counts;
    const changed = [{ ...first, segments: 9 }, { ...second, encoding: "UCS-2" }, undefined];
    expect(third?.segments).toBeGreaterThan(0);
    expect(wrongCases([...changed, ...others] as typeof counts)).toEqual(segmentCases.slice(0, 3));
  });

  it("a bundle names the modules of Node that it needs", async () => {
    const plain = await bundle('export const greeting = "hello";', OURS);
    expect(plain.builtins).toEqual([]);
    expect(plain.bytes).toBeLessThan(100);
    const bound = await bundle('export { readFileSync } from "node:fs";', OURS);
    expect(bound.builtins).toEqual(["fs"]);
  });
});
