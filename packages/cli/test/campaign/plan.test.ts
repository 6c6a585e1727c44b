import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { polysms } from "../scripted-terminal.ts";
import { campaignDesk, launch, text } from "./setup.ts";

const desk = campaignDesk();

describe("polysms campaign plan", () => {
  it("says what a file costs and where it goes, and sends nothing", async () => {
    desk.write(12);
    const { code, out } = await polysms(["campaign", "plan", "people.csv", ...text], desk);
    expect(out).toBe("people.csv: 12 rows, all good; 12 segments in all\n  touchbasepro  12 rows  a message each\n");
    expect([code, desk.server.requests]).toEqual([0, 0]);
  });

  it("tells scripts of every bad row on a line of its own", async () => {
    writeFileSync(join(desk.cwd, "people.csv"), `msisdn,name\n${"12,Jo\n".repeat(150)}`);
    const { code, out } = await polysms(["campaign", "plan", "people.csv", ...text, "--json"], desk);
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(code).toBe(2);
    expect(lines.slice(0, -1).map(({ problem }) => problem.row)).toEqual(
      Array.from({ length: 150 }, (_, at) => at + 2),
    );
    expect(lines.at(-1).plan).toMatchObject({ rows: 150, badRows: 150 });
  });
});

describe("polysms campaign launch of a bad file", () => {
  it.each([
    ["a missing column", "phone,name\n+27832000001,Jo\n", /row 1 +msisdn +No column has this name/],
    [
      "another encoding",
      Buffer.from("msisdn,name\n+27832000001,Jos\xe9\n", "latin1"),
      /row 2 +name +There are bytes that are not UTF-8/,
    ],
    [
      "UTF-16",
      Buffer.from("\ufeffmsisdn,name\n+27832000001,Jo\n", "utf16le"),
      /row 1 +There are bytes that are not UTF-8/,
    ],
    ["an open quote", 'msisdn,name\n+27832000001,"Jo\n', /row 2 +A quote is opened and never closed/],
    ["nothing in it", "", /row 1 +The file is empty/],
    ["a header alone", "msisdn,name\n", /nothing below the header/],
    [
      "a number twice",
      "msisdn,name\n+27832000001,Jo\n+27 83 200 0001,Jo\n",
      /row 3 +msisdn +\+278•+01 stands in an earlier row/,
    ],
    ["too few cells", "msisdn,name\n+27832000001\n", /row 2 +The row has 1 cells/],
    ["100 bad rows", `msisdn,name\n${"27,Jo\n".repeat(100)}`, /100 bad rows of 100\n( +row \d+ +msisdn .*\n){100}$/],
    ["semicolons", "msisdn;name\n+27832000001;Jo\n", /row 1 +msisdn .*separated by commas/],
  ])("with %s reports row and column, and sends nothing", async (_, content, report) => {
    writeFileSync(join(desk.cwd, "people.csv"), content);
    const { code, out, err } = await polysms(launch("--yes"), desk);
    expect(out).toMatch(report);
    expect([code, err, desk.server.requests]).toEqual([2, "Nothing was sent.\n", 0]);
    expect(existsSync(join(desk.cwd, "people.csv.journal"))).toBe(false);
  });

  it("sends the good rows if that is wanted", async () => {
    writeFileSync(join(desk.cwd, "people.csv"), "msisdn,name\n+27832000001,Jo\n12,Jo\n");
    const { code, out } = await polysms(launch("--skip-bad-rows"), desk);
    expect([code, desk.server.requests]).toEqual([0, 1]);
    expect(out).toContain("1 bad row of 2");
  });

  it("is not hurt by a byte order mark, CRLF and quotes where they belong", async () => {
    writeFileSync(join(desk.cwd, "people.csv"), '\ufeffmsisdn,name\r\n"+27832000001","Jo ""X"", Jr"\r\n');
    expect(await polysms(launch(), desk)).toMatchObject({
      code: 0,
      out: expect.stringContaining("accepted  1"),
    });
  });
});
