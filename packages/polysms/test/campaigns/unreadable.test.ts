import { inspect } from "node:util";
import type { SmsError } from "@polysms/core";
import { describe, expect, it } from "vitest";
import type { RowProblem } from "../../src/campaigns/row-problem.ts";
import { csv, planOf, setup } from "./setup.ts";

const header = "msisdn,name,balance";

describe("rule 11, campaigns: a file that cannot be read", () => {
  it.each<[string, string[], RowProblem["kind"], unknown]>([
    ["an empty file", [], "file", expect.stringContaining("is empty")],
    ["a byte order mark alone", ["\ufeff"], "file", expect.stringContaining("is empty")],
    ["a header alone", [header], "file", expect.stringContaining("below the header")],
    ["a header and empty lines", [header, "", ""], "file", expect.stringContaining("below the header")],
    [
      "no column of numbers",
      ["telephone,name,balance", "+254712345678,Jane,1"],
      "header",
      "No column is called to, phone, msisdn, mobile or number, so name the one with the numbers in columns.to; there are telephone, name, balance.",
    ],
    [
      "two columns that may hold the numbers",
      ["phone,Mobile,name,balance", "+254712345678,+254712345679,Jane,1"],
      "header",
      "The columns phone and Mobile may both hold the numbers; name the right one in columns.to.",
    ],
    [
      "the column of numbers twice",
      ["phone,name,balance,phone", "+254712345678,Jane,1,+254712345679"],
      "header",
      "Two columns have this name, and it should hold the numbers; rename one of them.",
    ],
    [
      "a misspelt column",
      ["msisdn,nane,balance", "+254712345678,Jane,1"],
      "header",
      expect.stringContaining("did you mean nane?"),
    ],
    [
      "a column that appears twice",
      ["msisdn,name,balance,name", "+254712345678,Jane,1,2"],
      "header",
      expect.stringContaining("Two columns"),
    ],
    ["no header", ["+254712345678,Jane,1"], "header", expect.stringContaining("must name the columns")],
    [
      "no header, and local numbers",
      ["27 20 21 22 23,Jane,1"],
      "header",
      expect.stringContaining("must name the columns"),
    ],
    [
      "rows that end in carriage returns alone",
      [`${header}\r+254712345678,Jane,1\r+254712345679,Joe,2\r`],
      "header",
      expect.stringContaining("without line feeds"),
    ],
    [
      "such rows after the columns that are needed",
      [`${header},note\r+254712345678,Jane,1,a`],
      "header",
      expect.stringContaining("without line feeds"),
    ],
    [
      "such rows, and many of them",
      ["+254712345678,Jane,1\r".repeat(4000)],
      "quotes",
      expect.stringContaining("line feed"),
    ],
    ["semicolons", ["msisdn;name;balance", "+254712345678;Jane;1"], "header", expect.stringMatching(/by commas.*;$/)],
    ["tabs", ["msisdn\tname\tbalance", "+254712345678\tJane\t1"], "header", expect.stringMatching(/by commas.*tabs$/)],
    [
      "a quote that is never closed",
      [header, '+254712345678,"Jane,1', "x,y,z"],
      "quotes",
      expect.stringContaining("never closed"),
    ],
    [
      "a row without end",
      [header, `+254712345678,${"x".repeat(70_000)},1`],
      "quotes",
      expect.stringContaining("65,536"),
    ],
    [
      "a stray quote in the header",
      ['msisdn,na"me,balance', "+254712345678,Jane,1"],
      "quotes",
      expect.stringContaining("wrong place"),
    ],
  ])("has a plan that is not complete: %s", async (_, lines, kind, message) => {
    const plan = await planOf(lines.length === 0 ? new Blob([]) : csv(...lines));
    expect(plan.complete).toBe(false);
    expect(plan.problems.at(-1)).toMatchObject({ kind, message });
  });

  it("shows nothing of rows that were read as a header", async () => {
    const { problems } = await planOf(csv("msisdn,name\r+254712345678,Jane\r"));
    expect(inspect(problems)).not.toMatch(/Jane|712345/);
  });

  it("has an encoding problem when its header is UTF-16", async () => {
    const utf16 = new Uint8Array([0xff, 0xfe, ...[...`${header}\n1,2,3\n`].flatMap((c) => [c.charCodeAt(0), 0])]);
    const plan = await planOf(new Blob([utf16]));
    expect(plan).toMatchObject({ complete: false, rows: 0, problems: [{ row: 1, kind: "encoding" }] });
  });

  it("names every column that is missing", async () => {
    const { problems } = await planOf(csv("phone", "+254712345678"), { columns: { to: "msisdn" } });
    expect(problems.map(({ row, column }) => [row, column])).toEqual([
      [1, "msisdn"],
      [1, "name"],
      [1, "balance"],
    ]);
  });

  it("is read no further than necessary, and its stream is closed", async () => {
    let pulled = 0;
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled += 1;
          controller.enqueue(new TextEncoder().encode("phone,name\n"));
        },
        cancel() {
          cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    expect(await planOf(stream)).toMatchObject({ complete: false });
    expect([pulled, cancelled]).toEqual([1, true]);
  });

  it("makes the plan reject when the stream fails or yields anything but text and bytes", async () => {
    async function* failing() {
      yield `${header}\n`;
      throw new Error("+254712345678");
    }
    async function* odd() {
      yield 5 as never;
    }
    for (const file of [failing(), odd(), () => Promise.reject(new Error("no such file"))]) {
      const error = await planOf(file).catch((reason: SmsError) => reason);
      expect(error).toMatchObject({ code: "bad-request", field: "file", mayHaveBeenSent: false });
      expect(inspect(error)).not.toContain("712345678");
    }
  });

  it("is read no further after an abort", async () => {
    const controller = new AbortController();
    let pieces = 0;
    async function* endless() {
      yield `${header}\n`;
      for (;;) {
        pieces += 1;
        if (pieces === 3) controller.abort();
        yield "none,Joe,2\n";
      }
    }
    const planning = setup().campaigns.plan({ file: endless(), text: "Dear {name}" }, { signal: controller.signal });
    await expect(planning).rejects.toMatchObject({ code: "aborted", mayHaveBeenSent: false });
    expect(pieces).toBe(3);
  });
});
