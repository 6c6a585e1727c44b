import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadBefore, machineFacts } from "../src/machine.ts";
import {
  aheadOf,
  atLeast,
  atMost,
  type Check,
  number,
  quoteIn,
  renderChecks,
  renderResults,
  renderSection,
  renderSummary,
  renderTable,
  type Section,
  spread,
} from "../src/report.ts";
import { exactly } from "../src/statistics.ts";

const between = (low: number, median: number, high: number) => ({ low, median, high });

describe("a target", () => {
  it("is met at its limit and missed beyond it, above or below", () => {
    expect(atMost("time", exactly(1.05), 1.05).result).toBe("met");
    expect(atMost("bundle", exactly(6.1), 6, " kB")).toEqual({
      target: "bundle: at most 6 kB",
      measured: "6.10 kB",
      result: "missed",
    });
    expect(atLeast("speed", exactly(0.9), 0.9).result).toBe("met");
    expect(atLeast("speed", exactly(0.89), 0.9).result).toBe("missed");
  });

  it("is open if the quartiles are on both sides of it, whatever the median says", () => {
    expect(atMost("time", between(0.9, 1, 1.2), 1.05).result).toBe("open");
    expect(atMost("time", between(1, 1.2, 1.3), 1.05).result).toBe("open");
    expect(atMost("time", between(1.06, 1.2, 1.3), 1.05).result).toBe("missed");
    expect(atLeast("speed", between(0.8, 1, 1.2), 0.9).result).toBe("open");
    expect(atLeast("speed", between(0.9, 1, 1.2), 0.9).result).toBe("met");
  });

  it("is never met if nothing could be measured", () => {
    const nothing = exactly(Number.NaN);
    expect(atMost("time", nothing, 1).result).not.toBe("met");
    expect(atLeast("speed", nothing, 1).result).not.toBe("met");
    expect(aheadOf("start", new Map()).result).toBe("missed");
    expect(aheadOf("start", new Map([["one", nothing]])).result).not.toBe("met");
  });

  it("to be ahead of others is missed by a draw, and names those that are not behind", () => {
    const others = [
      ["one", between(1.5, 2, 3)],
      ["two", exactly(1)],
      ["three", exactly(0.7)],
    ] as const;
    expect(aheadOf("start", new Map(others))).toEqual({
      target: "start",
      measured: "not ahead of two, three; ahead of 1 of 3",
      result: "missed",
    });
    expect(aheadOf("start", new Map(others.slice(0, 1)))).toEqual({
      target: "start",
      measured: "ahead of 1 of 1",
      result: "met",
    });
    expect(aheadOf("start", new Map([...others.slice(0, 1), ["four", between(1, 1.1, 1.2)]]))).toEqual({
      target: "start",
      measured: "too close to four; ahead of 1 of 2",
      result: "open",
    });
  });

  it("says missed if it is missed", () => {
    const rows = renderChecks([atMost("time", exactly(2), 1), atMost("time", exactly(1), 1)]).split("\n");
    expect(rows.slice(2)).toEqual(["| time: at most 1 | 2.00 | **missed** |", "| time: at most 1 | 1.00 | met |"]);
  });
});

describe("a table", () => {
  it("has its first column on the left, and escapes a pipe in a cell", () => {
    expect(renderTable({ columns: ["who", "×"], rows: [["a|b", "1.00"]] })).toBe(
      "| who | × |\n| --- | ---: |\n| a\\|b | 1.00 |",
    );
  });

  it("shows three significant digits, and the quartiles beside the median", () => {
    expect([0.044, 1.5, 12.34, 123.4, 1_234_567, -0.5].map(number)).toEqual([
      "0.04",
      "1.50",
      "12.3",
      "123",
      "1,234,567",
      "-0.50",
    ]);
    expect(spread({ median: 1.04, low: 1, high: 1.1 })).toBe("1.04 (1.00–1.10)");
    expect(spread({ median: 6.1, low: 6.1, high: 6.1 }, " kB")).toBe("6.10 kB");
  });
});

describe("the results", () => {
  const section = (result: Check["result"]): Section => ({
    title: "Overhead",
    remarks: ["How it was measured."],
    tables: [{ columns: ["who"], rows: [["we"]] }],
    checks: [{ target: "fast", measured: "1.00", result }],
  });
  const circumstances = {
    mode: "quick",
    date: new Date("2030-01-02T03:04:05Z"),
    machine: "Node",
    load: "Idle.",
    minutes: 2,
  };

  it("say when and where, count the targets that are met, and have every section", () => {
    const text = renderResults(circumstances, [section("met"), section("missed"), section("missed"), section("open")]);
    expect(text).toContain("quick mode, in 2.00 minutes. Idle.");
    expect(text).toContain("Measured on 2030-01-02, Node.");
    expect(text).toContain("**Of 4 targets 1 are met, 2 missed and 1 open**");
    expect(text.match(/^## Overhead\n\nHow it was measured\.\n\n\| who \|/gm)).toHaveLength(4);
    expect(text.endsWith("|\n")).toBe(true);
  });

  it("have a summary: ratios of ours, and the best and the worst of the others", () => {
    const line = { what: "time", client: exactly(1.05), facade: between(1.1, 1.2, 1.3), others: [3, 0.9, 2] };
    const text = renderSummary(circumstances, [
      { ...section("met"), summary: [line, { what: "bulk" }] },
      section("met"),
    ]);
    expect(text.split("\n").slice(-2)).toEqual([
      "| time | 1.05 | 1.20 (1.10–1.30) |  | 0.90 to 3.00 |",
      "| bulk |  |  |  |  |",
    ]);
  });

  it("are quoted in their marked place, and nowhere else", () => {
    const marked = "before\n<!-- bench: by hand -->\nold\n<!-- /bench -->\nafter";
    const once = quoteIn(marked, "new: $1");
    expect(once).toBe("before\n<!-- bench: by hand -->\n\nnew: $1\n\n<!-- /bench -->\nafter");
    expect(quoteIn(once, "newer")).toBe(once.replace("new: $1", "newer"));
    expect(() => quoteIn("nothing is marked", "new")).toThrow("Mark a place");
  });

  it("in the README of the bench are those of the last run", () => {
    const read = (file: string) => readFileSync(new URL(file, import.meta.url), "utf8");
    const [, summary = ""] = /## In short\n\n([\s\S]*?)\n\n## /.exec(read("../results.md")) ?? [];
    expect(summary).toMatch(/^Measured on /);
    const readme = read("../README.md");
    expect(quoteIn(readme, summary)).toBe(readme);
  });

  it("have notes below the tables that they explain, and above the targets", () => {
    const text = renderSection({ ...section("met"), notes: ["Half of it is sources."] });
    expect(text).toContain("| we |\n\nHalf of it is sources.\n\n| Target |");
  });

  it("say what kind of machine it is, not which one", () => {
    expect(machineFacts()).toMatch(/^Node v\d+\.\d+\.\d+, \w+ \w+, \d+ cores, \d+ GB of memory$/);
  });

  it("warn about numbers that were taken beside other work", () => {
    expect(loadBefore(0.1)).toContain("had no other work");
    expect(loadBefore(2.34)).toMatch(/busy with other work\*\* \(load 2\.3 /);
  });
});
