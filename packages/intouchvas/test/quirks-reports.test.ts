import { createValidator } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { intouchvas } from "../src/index.ts";
import { json, phone, receipt, record, schema, spec } from "./setup.ts";

const validator = createValidator(spec.document);
const delivered = spec.exampleOf<Readonly<Record<string, unknown>>>("DeliveryReportDelivered");

/** The fields of a delivery report that the spec finds wrong. */
async function wrongFields(change: Readonly<Record<string, unknown>>): Promise<string[]> {
  const request = new Request("https://receiver.example/reports", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...delivered, ...change }),
  });
  const { violations } = await validator.checkWebhook("onDeliveryReport", request);
  return [...new Set(violations.map(({ field }) => field))];
}

async function verdictOn(body: unknown) {
  const sms = intouchvas({ apiKey: "example-key", fetch: record(() => json(body)).fetch });
  return (await sms.send({ to: [phone], text: "Hello" })).verdicts[0];
}

/** The rows of the table in the description of the delivery statuses: meaning and finality by value. */
function statusTable(): Readonly<Record<string, { readonly meaning: string; readonly final: string }>> {
  const rows = String(schema("DeliveryStatus").description).matchAll(/^\| (\d) \| (.+) \| (.+) \|$/gm);
  return Object.fromEntries([...rows].map(([, value, meaning = "", final = ""]) => [value, { meaning, final }]));
}

describe("quirks of delivery reports", () => {
  it("intouchvas-transaction-id-type: a number in receipts, a number or a string in reports, and a string to compare", async () => {
    expect(schema("MessageReceipt", "properties", "transaction_id")).toHaveProperty("type", "integer");
    expect(await wrongFields({ transaction_id: 2295 })).toEqual([]);
    expect(await wrongFields({ transaction_id: "2295" })).toEqual([]);
    expect(await wrongFields({ transaction_id: true })).toEqual(["body/transaction_id"]);
    expect(await verdictOn({ ...receipt(1), transaction_id: 2295 })).toEqual({ status: "accepted", id: "2295" });
  });

  it("intouchvas-report-status-meaning: 0 to 3 in reports only; a receipt is never accepted by such a status", async () => {
    expect(schema("DeliveryStatus").enum).toEqual([0, 1, 2, 3]);
    for (const status of [0, 1, 2, 3]) {
      expect(await wrongFields({ status })).toEqual([]);
      expect(await verdictOn({ ...receipt(7), status })).toMatchObject({ status: "unknown" });
      expect(await verdictOn({ status, message: "Delivered To Teminal" })).toMatchObject({ status: "unknown" });
    }
    for (const status of [200, 428, 4, "3"]) expect(await wrongFields({ status })).toEqual(["body/status"]);
  });

  it("intouchvas-status-1-cut-off: failed before the telco, for a reason that is not known", async () => {
    expect(await wrongFields(spec.exampleOf("DeliveryReportFailed"))).toEqual([]);
    expect(spec.exampleOf("DeliveryReportFailed")).toHaveProperty("status", 1);
    const { 0: billing, 1: failed } = statusTable();
    expect(failed).toEqual({ meaning: expect.stringMatching(/^Failed before it reached the telco/), final: "yes" });
    expect(failed?.meaning).toContain("documentation gives no reason");
    expect(billing?.meaning).toContain("billing");
    expect(failed?.meaning).not.toContain("billing");
  });

  it("intouchvas-pending-report: a report with status 2 may come and is not final", async () => {
    expect(await wrongFields(spec.exampleOf("DeliveryReportPending"))).toEqual([]);
    expect(spec.exampleOf("DeliveryReportPending")).toHaveProperty("status", 2);
    const finality = Object.entries(statusTable()).map(([status, { final }]) => [status, final]);
    expect(finality).toEqual([
      ["0", "yes"],
      ["1", "yes"],
      ["2", "not stated"],
      ["3", "yes"],
    ]);
  });
});
