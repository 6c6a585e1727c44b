import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intouchvas } from "../src/index.ts";
import { json, phone, receipt, record, spec } from "./setup.ts";

type Fields = Readonly<Record<string, unknown>>;

const key = "canary-key-Zq81";
const { read } = intouchvas({ apiKey: key }).can.deliveryReports;
const delivered = spec.exampleOf<Fields>("DeliveryReportDelivered");
const asForm = (fields: Fields) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, `${value}`]));

describe("rule 8, delivery reports: what InTouchVAS posts", () => {
  it.each([
    ["DeliveryReportDelivered", { id: "2295", status: "delivered", description: "Delivered To Teminal" }],
    ["DeliveryReportDeliveredTextId", { id: "2295", status: "delivered", description: "Delivered To Teminal" }],
    ["DeliveryReportPending", { id: "2296", status: "sent", description: undefined }],
    ["DeliveryReportFailed", { id: "2296", status: "rejected", description: "Failed before the telco." }],
    [
      "DeliveryReportFailedBilling",
      { id: "2296", status: "rejected", description: "Failed before the telco: billing." },
    ],
  ])("%s is read as JSON and as a form", (name, report) => {
    const fields = spec.exampleOf<Fields>(name);
    expect(read(fields)).toEqual({ ...report, to: `+${fields.msisdn}` });
    expect(read(asForm(fields))).toEqual({ ...report, to: `+${fields.msisdn}` });
  });

  it("intouchvas-transaction-id-type: the id is the one of the receipt, as a string, whatever type it comes in", async () => {
    const sms = intouchvas({ apiKey: key, fetch: record(() => json(receipt(2295))).fetch });
    const { verdicts } = await sms.send({ to: [phone], text: "Hello" });
    for (const transaction_id of [2295, "2295", " 2295 "]) {
      expect(read({ ...delivered, transaction_id })).toMatchObject({ id: "2295" });
    }
    expect(verdicts).toEqual([{ status: "accepted", id: "2295" }]);
    expect(read({ ...delivered, transaction_id: "92233720368547758071" })).toMatchObject({
      id: "92233720368547758071",
    });
  });

  it("intouchvas-pending-report: status 2 is sent, which is not final", () => {
    expect(read({ ...delivered, status: 2 })).toMatchObject({ status: "sent" });
  });

  it.each([
    ["254710123456", "+254710123456"],
    [254_710_123_456, "+254710123456"],
    ["+254 710 123 456", "+254710123456"],
    ["0710123456", "+254710123456"],
    ["710123456", "+254710123456"],
    ["2250709000001", "+2250709000001"],
    ["unknown", undefined],
    ["25471*****56", undefined],
  ])("the number %j is %j", (msisdn, to) => {
    expect(read({ ...delivered, msisdn })).toMatchObject({ id: "2295", status: "delivered", to });
  });

  it.each([
    ["msisdn", [undefined, null, "", " ", {}, [], true]],
    ["transaction_id", [undefined, null, "", " ", {}, [2295], true, -1, 0, 1.5, 2 ** 60]],
    ["status", [undefined, null, "", {}, [3], true, 4, -1, 200, 3.5, "delivered", "constructor", "__proto__"]],
  ])("a wrong %s is named, and not repeated", (field, values) => {
    for (const value of values) {
      const { problem } = read({ ...delivered, [field]: value }) as { problem: string };
      expect(problem).toMatch(new RegExp(`^${field} must be [^"]+\\.$`));
      expect(problem).not.toContain("254710123456");
    }
  });

  it("the provider's words are redacted and cut", () => {
    const status_description = `Delivered to +254 710 123 456 ${"x".repeat(1_000)}`;
    const { description = "" } = read({ ...delivered, status_description }) as { description?: string };
    expect(description).toMatch(/^Delivered to \+254/);
    expect(description).not.toContain("710 123 456");
    expect(description.length).toBeLessThanOrEqual(200);
  });

  it("never throws, whatever the fields are", () => {
    const fields = fc.dictionary(
      fc.constantFrom("msisdn", "status", "transaction_id", "status_description", "__proto__", "other"),
      fc.anything(),
    );
    fc.assert(
      fc.property(fields, (some) => {
        const report = read(some);
        expect("problem" in report || typeof report.id === "string").toBe(true);
      }),
    );
  });
});

describe("rule 8, delivery reports: where InTouchVAS posts them", () => {
  const token = "canary-token-Yt65";
  const reportUrl = `https://example.com/sms/intouchvas.${token}`;
  const own = "https://example.com/own";

  it.each([
    ["nowhere", undefined, undefined, undefined],
    ["to the URL of the message", reportUrl, undefined, reportUrl],
    ["to the URL of its own option, which comes first", reportUrl, own, own],
    ["only to the URL of its own option", undefined, own, own],
  ])("%s", async (_, url, callbackUrl, expected) => {
    const { fetch, requests } = record(() => json(receipt(1)));
    const options = callbackUrl === undefined ? {} : { callbackUrl };
    await intouchvas({ apiKey: key, fetch }).send({ to: [phone], text: "Hello", reportUrl: url, options });
    expect(await requests[0]?.json()).toEqual({
      message: "Hello",
      msisdn: phone,
      ...(expected === undefined ? {} : { callback_url: expected }),
    });
  });

  it("the token of the URL stays out of errors when the provider repeats it", async () => {
    const { fetch } = record(() => json({ status: 422, message: `callback_url ${reportUrl} is not valid` }, 422));
    const { verdicts } = await intouchvas({ apiKey: key, fetch }).send({ to: [phone], text: "Hello", reportUrl });
    expect(verdicts).toMatchObject([{ status: "rejected", error: { code: "bad-request" } }]);
    expect(JSON.stringify(verdicts)).not.toContain(token);
  });
});
