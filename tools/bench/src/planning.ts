/** The result of reading a file of recipients. */
export interface PlanCount {
  readonly rows: number;
  readonly badRows: number;
}

/** One way to check a CSV file before anything is sent. */
export interface PlanContender {
  readonly name: string;
  readonly kind: "ours" | "sdk";
  plan(file: string): Promise<PlanCount>;
}

export const TEXT = "Dear {name}, your balance is KES {balance}.";
const COLUMNS = ["msisdn", "name", "balance"] as const;
export const REGION = "KE";

/** Of a hundred rows, one has no valid number and one has the number of the row before. */
export const BAD_OF_100 = 2;

/** The lines of a CSV file with a header, numbers as people write them, and some quoted fields. */
export function* planLines(rows: number): Generator<string> {
  yield `${COLUMNS.join(",")}\n`;
  for (let index = 0; index < rows; index++) {
    const place = index % 100;
    const number = place === 50 ? "12345" : localNumber(place === 60 ? index - 1 : index);
    const name = index % 4 === 0 ? '"Wanjiru, Jane"' : "Otieno";
    yield `${number},${name},${1000 + (index % 9000)}\n`;
  }
}

function localNumber(index: number): string {
  const digits = String(index).padStart(7, "0");
  return index % 2 === 0 ? `071${digits}` : `+25471${digits}`;
}
