import { describe, expect, it } from "vitest";
import { intouchvas } from "../src/index.ts";
import { call, exampleBody, keyClient, smsOperations } from "./sample-requests.ts";
import { phone, record, schema, spec } from "./setup.ts";

describe("quirks of every request", () => {
  it("intouchvas-path-prefix: paths are as printed, with /api for groups and without for the rest", async () => {
    const printed: Readonly<Record<string, string>> = {
      sendTransactionalMessage: "/message/send/transactional",
      sendPromotionalMessage: "/message/send/promotional",
      sendMessageFile: "/message/send/upload-file",
      sendGroupMessage: "/api/message/send/group",
      listContactGroups: "/api/contact/groups",
      createContacts: "/contact/create",
      uploadContacts: "/contact/upload",
      deleteContactGroup: "/contact/group/delete",
    };
    for (const [id, path] of Object.entries(printed)) {
      const sent = record();
      await call(keyClient(sent.fetch), id, exampleBody(id));
      expect(sent.requests[0]?.url).toBe(`https://sms-service.intouchvas.io${path}`);
    }
  });

  it("intouchvas-method-unstated: GET for the list, POST for the rest, and files travel as multipart/form-data", async () => {
    const used = await Promise.all(
      smsOperations.map(async ({ operationId: id }) => {
        const sent = record();
        await call(keyClient(sent.fetch), id, exampleBody(id));
        const [request] = sent.requests;
        const [type = ""] = request?.headers.get("content-type")?.split(";") ?? [];
        return `${request?.method} ${id} ${type}`.trim();
      }),
    );
    expect(used).toEqual([
      "POST sendTransactionalMessage application/json",
      "POST sendPromotionalMessage application/json",
      "POST sendMessageFile multipart/form-data",
      "POST sendGroupMessage application/json",
      "GET listContactGroups",
      "POST createContacts application/json",
      "POST uploadContacts multipart/form-data",
      "POST deleteContactGroup application/json",
    ]);
  });

  it("intouchvas-body-called-query: fields are in the body, and no request has a query", async () => {
    for (const { operationId: id, parameters } of smsOperations) {
      expect(parameters, id).toEqual([]);
      const sent = record();
      const body = exampleBody(id);
      await call(keyClient(sent.fetch), id, body);
      const [request] = sent.requests;
      expect(new URL(request?.url ?? "").search).toBe("");
      const text = (await request?.text()) ?? "";
      for (const field of Object.keys(body ?? {})) expect(text, id).toContain(`"${field}"`);
    }
  });

  it("intouchvas-json-media-type: JSON is application/json and nothing more", async () => {
    const withJson = smsOperations.filter(({ operationId: id }) => {
      const body = exampleBody(id);
      return body !== undefined && !("file" in body);
    });
    expect(withJson).toHaveLength(5);
    for (const { operationId: id } of withJson) {
      const sent = record();
      await call(keyClient(sent.fetch), id, exampleBody(id));
      expect(sent.requests[0]?.headers.get("content-type"), id).toBe("application/json");
      expect(JSON.parse((await sent.requests[0]?.text()) ?? "")).toEqual(exampleBody(id));
    }
  });

  it("intouchvas-plain-http: every server is https, and http is an error before a credential leaves", () => {
    const paths = Object.keys(spec.objectAt("paths"));
    const servers = [spec.at("servers"), ...paths.map((path) => spec.objectAt("paths", path).servers ?? [])].flat();
    expect(servers.map((server) => (server as { url: string }).url)).toEqual([
      "https://sms-service.intouchvas.io",
      "https://identity-service.intouchvas.io",
    ]);
    for (const host of ["sms-service", "identity-service"]) {
      const baseUrl = `http://${host}.intouchvas.io`;
      expect(() => intouchvas({ apiKey: "example-key", baseUrl })).toThrow("must be https");
    }
  });

  it("intouchvas-broken-samples: a scheduled message has a real true, a whole date and its own fields", async () => {
    const body = { schedule: true, date: "2030-01-01", send_time: "09:30:01" };
    expect(spec.exampleOf("PromotionalMessageScheduled")).toMatchObject(body);
    const sent = record();
    await call(keyClient(sent.fetch), "sendPromotionalMessage", spec.exampleOf("PromotionalMessageScheduled"));
    expect(await sent.requests[0]?.json()).toMatchObject(body);
    for (const [field, value] of [
      ["schedule", "true"],
      ["date", "2030-01"],
      ["date", "2030-09"],
    ]) {
      const spoilt = { message: "Hello", msisdn: phone, ...body, [field ?? ""]: value };
      await expect(call(keyClient(sent.fetch), "sendPromotionalMessage", spoilt)).rejects.toMatchObject({ field });
    }
    // The Java sample's text for a group ends before this.
    expect(spec.exampleOf<{ message: string }>("GroupMessageAccepted").message).toMatch(/Reply STOP to opt out\.$/);
  });

  it("intouchvas-stray-text: descriptions in the wrong column are not defaults, and Teminal stays as it arrives", () => {
    for (const field of ["file", "campaign_name"]) {
      expect(schema("MessageFile", "properties", field)).not.toHaveProperty("default");
      expect(schema("MessageFile", "properties", field)).toHaveProperty("description");
    }
    expect(schema("MessageFile", "properties", "sender_id")).toHaveProperty("default", "IntouchVAS");
    for (const name of ["DeliveryReportDelivered", "DeliveryReportDeliveredTextId"]) {
      expect(spec.exampleOf(name)).toHaveProperty("status_description", "Delivered To Teminal");
    }
  });
});
