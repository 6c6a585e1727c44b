import { describe, expect, it } from "vitest";
import { intouchvas } from "../src/index.ts";
import { call, exampleBody, keyClient, operation, wrongField } from "./sample-requests.ts";
import { json, phone, phones, receipt, record, schema, spec } from "./setup.ts";

const message = { message: "Hello", msisdn: phone };
const file = new Blob(["msisdn\n+254712345678\n"], { type: "text/csv" });
const upload = { message: "Hello", file };
const toGroup = { contact_group_id: "42", sender_id: "MYBRAND", message: "Hello" };

describe("quirks of sends to numbers", () => {
  it("intouchvas-single-means-fifty: one request takes 1 to 50 numbers, transactional and promotional", async () => {
    for (const type of ["transactional", "promotional"] as const) {
      for (const count of [1, 50]) {
        const to = phones(count);
        const sent = record(() => json(receipt(7, count)));
        const sms = intouchvas({ apiKey: "example-key", fetch: sent.fetch });
        expect(sms.limits.recipientsPerRequest).toBe(50);
        const { verdicts } = await sms.send({ to, text: "Hello", options: { type } });
        expect(verdicts).toEqual(to.map(() => ({ status: "accepted", id: "7" })));
        expect(await sent.requests[0]?.json()).toMatchObject({ msisdn: to.join(",") });
      }
      const id = type === "transactional" ? "sendTransactionalMessage" : "sendPromotionalMessage";
      expect(await wrongField(id, { ...message, msisdn: phones(51).join(",") })).toBe("msisdn");
      expect(await wrongField(id, { ...message, msisdn: "" })).toBe("msisdn");
    }
  });

  it("intouchvas-msisdn-default: numbers are required and have no default", async () => {
    for (const name of ["TransactionalMessage", "PromotionalMessage"]) {
      expect(schema(name, "properties", "msisdn")).not.toHaveProperty("default");
    }
    for (const id of ["sendTransactionalMessage", "sendPromotionalMessage"]) {
      expect(await wrongField(id, { message: "Hello" })).toBe("msisdn");
      expect(await wrongField(id, { message: "Hello", msisdn: true })).toBe("msisdn");
    }
  });

  it("intouchvas-promotional-country-code: allowed without a schedule, and not for transactional messages", async () => {
    expect(await wrongField("sendPromotionalMessage", { ...message, country_code: "tz" })).toBeUndefined();
    expect(await wrongField("sendTransactionalMessage", { ...message, country_code: "tz" })).toBe("country_code");
  });

  it("intouchvas-send-time-format: HH:MM:SS and HH:MM, without a time zone", async () => {
    const at = (send_time: string) => ({ schedule: true, date: "2030-01-01", send_time });
    for (const time of ["09:30:01", "09:30", "23:59", "00:00:00"]) {
      expect(await wrongField("sendPromotionalMessage", { ...message, ...at(time) }), time).toBeUndefined();
      expect(await wrongField("sendMessageFile", { ...upload, ...at(time) }), time).toBeUndefined();
    }
    for (const time of ["9:30", "24:00", "09:60", "09:30:60", "09:30+03:00", "09:30Z", "9.30 am"]) {
      expect(await wrongField("sendPromotionalMessage", { ...message, ...at(time) }), time).toBe("send_time");
      expect(await wrongField("sendMessageFile", { ...upload, ...at(time) }), time).toBe("send_time");
    }
  });

  it("intouchvas-sender-id-rules: required for groups only, each default its own, 11 characters everywhere", async () => {
    const bodies = {
      sendTransactionalMessage: message,
      sendPromotionalMessage: message,
      sendMessageFile: upload,
      sendGroupMessage: toGroup,
    };
    for (const [id, body] of Object.entries(bodies)) {
      expect(await wrongField(id, { ...body, sender_id: "ELEVENCHARS" }), id).toBeUndefined();
      expect(await wrongField(id, { ...body, sender_id: "TWELVELETTER" }), id).toBe("sender_id");
      const without = await wrongField(id, { ...body, sender_id: undefined });
      expect(without, id).toBe(id === "sendGroupMessage" ? "sender_id" : undefined);
    }
    const defaults = ["TransactionalMessage", "PromotionalMessage", "MessageFile", "GroupMessage"].map(
      (name) => schema(name, "properties", "sender_id").default,
    );
    expect(defaults).toEqual(["INTOUCHVAS", "INTOUCHVAS", "IntouchVAS", undefined]);
  });
});

describe("quirks of files", () => {
  it("intouchvas-file-callback-url: optional for files, as for sends to numbers", async () => {
    const callback_url = "https://example.com/reports";
    expect(await wrongField("sendMessageFile", upload)).toBeUndefined();
    const sent = record();
    await call(keyClient(sent.fetch), "sendMessageFile", { ...upload, callback_url });
    expect((await sent.requests[0]?.formData())?.get("callback_url")).toBe(callback_url);
  });

  it("intouchvas-placeholder-syntax: brackets name columns of a file, braces fields of a contact; both go unchanged", async () => {
    const customised = spec.exampleOf<{ message: string; file: string }>("MessageFileCustomised");
    const columns = customised.file.split("\n")[0]?.split(",");
    const inBrackets = [...customised.message.matchAll(/\[(\w+)\]/g)].map(([, name]) => name);
    expect(inBrackets).toEqual(["name", "balance", "admission"]);
    expect(columns).toEqual(expect.arrayContaining(inBrackets));
    for (const name of ["GroupMessageAccepted", "GroupMessageScheduled"]) {
      const inBraces = [...spec.exampleOf<{ message: string }>(name).message.matchAll(/\{(\w+)\}/g)].map(
        ([, field]) => field,
      );
      expect(Object.keys(schema("Contact", "properties"))).toEqual(expect.arrayContaining(inBraces));
      expect(inBraces).not.toEqual([]);
    }
    const sent = record();
    await call(keyClient(sent.fetch), "sendMessageFile", { ...customised, file });
    expect((await sent.requests[0]?.formData())?.get("message")).toBe(customised.message);
  });

  it("intouchvas-file-formats: CSV for messages under two media types, CSV or Excel for contacts, headers in the first row", async () => {
    const excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    const accepted = (id: string) =>
      spec.at("paths", operation(id).path, "post", "requestBody", "content", "multipart/form-data", "encoding", "file");
    expect(accepted("sendMessageFile")).toEqual({ contentType: "text/csv, application/octet-stream" });
    expect(accepted("uploadContacts")).toEqual({ contentType: `text/csv, ${excel}, application/octet-stream` });

    const typeSent = async (id: string, body: object, type: string) => {
      const sent = record();
      await call(keyClient(sent.fetch), id, { ...body, file: new Blob(["msisdn\n"], { type }) });
      return (await sent.requests[0]?.text())?.match(/^Content-Type: (\S+)/m)?.[1];
    };
    for (const type of ["text/csv", "application/octet-stream"]) {
      expect(await typeSent("sendMessageFile", { message: "Hello" }, type)).toBe(type);
    }
    expect(await typeSent("uploadContacts", { name: "VIP" }, excel)).toBe(excel);
    for (const name of ["MessageFileAccepted", "MessageFileCustomised", "MessageFileScheduled", "ContactFileQueued"]) {
      expect(spec.exampleOf<{ file: string }>(name).file, name).toMatch(/^msisdn[,\n]/);
    }
  });

  it("intouchvas-campaign-name-meaning: a label, optional wherever it is, and never a group to send to", async () => {
    for (const [id, body] of [
      ["sendMessageFile", upload],
      ["sendGroupMessage", toGroup],
    ] as const) {
      expect(await wrongField(id, body)).toBeUndefined();
      expect(await wrongField(id, { ...body, campaign_name: "July Weekend Offer" })).toBeUndefined();
    }
    expect(
      await wrongField("sendGroupMessage", { ...toGroup, contact_group_id: undefined, campaign_name: "VIP" }),
    ).toBe("contact_group_id");
  });
});

describe("quirks of sends to groups", () => {
  it("intouchvas-http-201-body-200: 201 as documented and 200 as assumed both succeed, with status 200 in the body", async () => {
    const responses = ["paths", operation("sendGroupMessage").path, "post", "responses"];
    expect(spec.at(...responses, "200", "x-evidence")).toBe("assumed");
    expect(spec.at(...responses, "201")).not.toHaveProperty("x-evidence");
    const successes = spec.answersOf("sendGroupMessage").filter(({ status }) => status < 300);
    expect(new Set(successes.map(({ status }) => status))).toEqual(new Set([200, 201]));
    for (const { status, value } of successes) {
      const { fetch } = record(() => json(value, status));
      const result = await call(keyClient(fetch), "sendGroupMessage", exampleBody("sendGroupMessage"));
      expect(result).toMatchObject({ ok: true, data: { status: 200 }, response: { status } });
    }
  });

  it("intouchvas-schedule-field-names: each operation has its own names and its own format of the time", async () => {
    const schedule = true;
    const forGroup = { schedule, schedule_date: "2030-01-01", schedule_time: "10:00" };
    const forNumbers = { schedule, date: "2030-01-01", send_time: "10:00:00" };
    expect(await wrongField("sendGroupMessage", { ...toGroup, ...forGroup })).toBeUndefined();
    expect(await wrongField("sendGroupMessage", { ...toGroup, ...forNumbers })).toBe("date");
    expect(await wrongField("sendGroupMessage", { ...toGroup, ...forGroup, schedule_time: "10:00:00" })).toBe(
      "schedule_time",
    );
    for (const [id, body] of [
      ["sendPromotionalMessage", message],
      ["sendMessageFile", upload],
    ] as const) {
      expect(await wrongField(id, { ...body, ...forNumbers })).toBeUndefined();
      expect(await wrongField(id, { ...body, ...forGroup })).toBe("schedule_date");
    }
  });

  it("intouchvas-scheduled-transactional: allowed for groups, and impossible for numbers", async () => {
    expect(spec.exampleOf("GroupMessageScheduled")).toMatchObject({ sms_type: "transactional", schedule: true });
    expect(await wrongField("sendGroupMessage", spec.exampleOf("GroupMessageScheduled"))).toBeUndefined();
    for (const field of ["schedule", "date", "send_time"]) {
      const value = { schedule: true, date: "2030-01-01", send_time: "10:00" }[field];
      expect(await wrongField("sendTransactionalMessage", { ...message, [field]: value })).toBe(field);
    }
  });

  it("intouchvas-group-recipient-count: a receipt is valid although its count is not that of the active contacts", async () => {
    const [group] = spec.exampleOf<{ id: number; contacts: number; active: number }[]>("ContactGroupsTwoGroups");
    expect(group).toMatchObject({ id: 42, contacts: 1500, active: 1420 });
    const body = spec.exampleOf<{ message: string }>("GroupReceiptAccepted");
    expect(body.message).toContain("Total recipients 1500");
    const { fetch } = record(() => json(body, 201));
    expect(await call(keyClient(fetch), "sendGroupMessage", toGroup)).toMatchObject({
      ok: true,
      data: { transaction_id: 7821 },
    });
  });
});
