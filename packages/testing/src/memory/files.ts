import { type FileCapability, invalidInput, isE164, toReport, type Verdict } from "@polysms/core";
import { csvRows } from "./csv-rows.ts";
import { type MemoryContext, sendMessages } from "./exchange.ts";

/** Files of recipients: each row is a message, with the values of the row in its text. */
export function memoryFiles(context: MemoryContext): FileCapability {
  return {
    maxBytes: 100_000_000,
    async send({ file, text, senderId, reportUrl }, call = {}) {
      const { verdicts } = await toReport(context.name, [file], async () => {
        const { columns, rows } = csvRows(await file.text());
        const messages = rows.flatMap((row) => {
          const to = row[columns[0] ?? ""];
          // Providers differ in what they do with a row that they cannot read; this one skips it.
          if (!isE164(to)) return [];
          const filled = text.replaceAll(/\{([^{}]+)\}/g, (placeholder, column: string) => row[column] ?? placeholder);
          return [{ kind: "files" as const, to, text: filled, senderId, reportUrl, row }];
        });
        if (messages.length === 0) {
          throw invalidInput("file", "has no row with an E.164 number in its first column.", {
            provider: context.name,
          });
        }
        return { verdicts: (await sendMessages(context, messages, call)).slice(0, 1) };
      });
      return verdicts[0] as Verdict;
    },
  };
}
