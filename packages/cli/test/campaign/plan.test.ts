import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { polysms } from "../scripted-terminal.ts";
import { launch, setupCampaign, text } from "./setup.ts";

const campaign = setupCampaign();

describe("polysms campaign plan", () => {
  it("shows what a file costs and where it goes, and sends nothing", async () => {
    campaign.write(12);
    const { code, out } = await polysms(["campaign", "plan", "people.csv", ...text], campaign);
    expect(out).toBe(
      "people.csv: 12 rows, all good; 12 segments in total\n  touchbasepro  12 rows  one message each\n",
    );
    expect([code, campaign.server.requests]).toEqual([0, 0]);
  });

  it("prints every bad row on a line of its own with --json", async () => {
    writeFileSync(join(campaign.cwd, "people.csv"), `msisdn,name\n${"12,Jo\n".repeat(150)}`);
    const { code, out } = await polysms(["campaign", "plan", "people.csv", ...text, "--json"], campaign);
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(code).toBe(2);
    expect(lines.slice(0, -1).map(({ problem }) => problem.row)).toEqual(
      Array.from({ length: 150 }, (_, index) => index + 2),
    );
    expect(lines.at(-1).plan).toMatchObject({ rows: 150, badRows: 150 });
  });
});

describe("polysms campaign launch of a bad file", () => {
  it.each([
    ["no column of numbers", "cell,name\n+27832000001,Jo\n", /row 1 +No column is called to, phone, .* with --to/],
    [
      "two columns of numbers",
      "phone,Mobile,name\n+27832000001,,Jo\n",
      /row 1 +The columns phone and Mobile .* with --to/,
    ],
    ["a missing column", "phone\n+27832000001\n", /row 1 +name +No column has this name/],
    ["no country codes", "phone,name\n0832000001,Jo\n", /row 2 +phone +The number has no country code.* --region/],
    [
      "another encoding",
      Buffer.from("msisdn,name\n+27832000001,Jos\xe9\n", "latin1"),
      /row 2 +name +Some bytes are not UTF-8/,
    ],
    ["UTF-16", Buffer.from("\ufeffmsisdn,name\n+27832000001,Jo\n", "utf16le"), /row 1 +Some bytes are not UTF-8/],
    ["an open quote", 'msisdn,name\n+27832000001,"Jo\n', /row 2 +A quote is opened and never closed/],
    ["nothing in it", "", /row 1 +The file is empty/],
    ["a header alone", "msisdn,name\n", /no rows below the header/],
    [
      "a number twice",
      "msisdn,name\n+27832000001,Jo\n+27 83 200 0001,Jo\n",
      /row 3 +msisdn +\+278•+01 is also in an earlier row/,
    ],
    ["too few cells", "msisdn,name\n+27832000001\n", /row 2 +The row has 1 cells/],
    ["100 bad rows", `msisdn,name\n${"27,Jo\n".repeat(100)}`, /100 bad rows of 100\n( +row \d+ +msisdn .*\n){100}$/],
    ["semicolons", "msisdn;name\n+27832000001;Jo\n", /row 1 .*separated by commas/],
  ])("with %s reports row and column, and sends nothing", async (_, content, report) => {
    writeFileSync(join(campaign.cwd, "people.csv"), content);
    const { code, out, err } = await polysms(launch("--yes"), campaign);
    expect(out).toMatch(report);
    expect([code, err, campaign.server.requests]).toEqual([2, "Nothing was sent.\n", 0]);
    expect(existsSync(join(campaign.cwd, "people.csv.journal"))).toBe(false);
  });

  it("sends the good rows with --skip-bad-rows", async () => {
    writeFileSync(join(campaign.cwd, "people.csv"), "msisdn,name\n+27832000001,Jo\n12,Jo\n");
    const { code, out } = await polysms(launch("--skip-bad-rows"), campaign);
    expect([code, campaign.server.requests]).toEqual([0, 1]);
    expect(out).toContain("1 bad row of 2");
  });

  it("finds the column of the numbers by its usual names, and any other by --to", async () => {
    writeFileSync(join(campaign.cwd, "people.csv"), "Cell,Phone,name\n+27832000001,+27832000002,Jo\n");
    expect(await polysms(launch(), campaign)).toMatchObject({ code: 0 });
    expect([...campaign.server.seen.keys()]).toEqual(["27832000002"]);
    expect(await polysms(launch("--to", "Cell", "--journal", "cell.journal"), campaign)).toMatchObject({ code: 0 });
    expect([...campaign.server.seen.keys()]).toEqual(["27832000002", "27832000001"]);
  });

  it("accepts a byte order mark, CRLF and quotes", async () => {
    writeFileSync(join(campaign.cwd, "people.csv"), '\ufeffmsisdn,name\r\n"+27832000001","Jo ""X"", Jr"\r\n');
    expect(await polysms(launch(), campaign)).toMatchObject({
      code: 0,
      out: expect.stringContaining("accepted  1"),
    });
  });
});
