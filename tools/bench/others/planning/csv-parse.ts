import { createReadStream } from "node:fs";
import { parse } from "csv-parse";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import { type PlanContender, REGION, TEXT } from "../../src/planning.ts";

export const contender: PlanContender = {
  name: "by hand: csv-parse and libphonenumber-js",
  kind: "sdk",
  async plan(file) {
    let rows = 0;
    let badRows = 0;
    let characters = 0;
    const seen = new Set<string>();
    for await (const record of createReadStream(file).pipe(parse({ columns: true }))) {
      const row = record as Readonly<Record<string, string>>;
      rows++;
      const phone = parsePhoneNumberFromString(row.msisdn ?? "", REGION);
      const filled = TEXT.replace(/\{(\w+)\}/g, (whole, column: string) => row[column] ?? whole);
      if (phone === undefined || !phone.isValid() || filled.includes("{") || seen.has(phone.number)) {
        badRows++;
        continue;
      }
      seen.add(phone.number);
      characters += filled.length;
    }
    if (characters === 0) throw new Error("Nothing would be sent.");
    return { rows, badRows };
  },
};
