import { type BulkContender, CONCURRENCY } from "../../src/bulk.ts";
import { message } from "../../src/contender.ts";
import { answers, apiKey, idOf, path, type Reply } from "../account.ts";

export const contender: BulkContender = {
  name: "loop by hand on fetch",
  kind: "raw",
  answers,
  async sendAll(url, recipients, sent) {
    const rows = recipients[Symbol.iterator]();
    const lane = async () => {
      for (let next = rows.next(); next.done !== true; next = rows.next()) {
        const response = await fetch(url + path, {
          method: "POST",
          headers: {
            accept: "application/json",
            "content-type": "application/json",
            authorization: `Bearer ${apiKey}`,
          },
          body: JSON.stringify({ text: message.text, to: [next.value] }),
        });
        if (!response.ok) throw new Error(`HTTP ${response.status}`);
        idOf((await response.json()) as Reply);
        sent();
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, lane));
  },
};
