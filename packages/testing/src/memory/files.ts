import { type FileCapability, invalidInput, isE164, toReport, type Verdict } from "@polysms/core";
import { csvRows } from "./csv-rows.ts";
import { deliver, type MemoryDesk } from "./exchange.ts";

/** Files of recipients: each row is a message, with the values of the row in the text. */
export function memoryFiles(desk: MemoryDesk): FileCapability {
  return {
    maxBytes: 100_000_000,
    async send({ file, text, senderId, reportUrl }, call = {}) {
      const { verdicts } = await toReport(desk.name, [file], async () => {
        const { columns, rows } = csvRows(await file.text());
        const messages = rows.flatMap((row) => {
          const to = row[columns[0] ?? ""];
          // What a provider does with a row that it cannot read is its own affair.
          if (!isE164(to)) return [];
          const filled = text.replaceAll(/\{([^{}]+)\}/g, (place, column: string) => row[column] ?? place);
          return [{ kind: "files" as const, to, text: filled, senderId, reportUrl, row }];
        });
        if (messages.length === 0) {
          throw invalidInput("file", "has no row with an E.164 number in its first column.", { provider: desk.name });
        }
        return { verdicts: (await deliver(desk, messages, call)).slice(0, 1) };
      });
      return verdicts[0] as Verdict;
    },
  };
}
