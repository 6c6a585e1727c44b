import { describe, expect, it } from "vitest";
import { webhookRequest } from "../../src/index.ts";
import { acme } from "../setup.ts";

const url = "https://app.example/sms/acme.token?from=proxy";

describe("a webhook request made from the spec", () => {
  it("is its first documented example, posted to the URL", async () => {
    const request = await webhookRequest(acme, "onDeliveryReport", { url });
    expect([request.url, request.method, request.headers.get("content-type")]).toEqual([
      url,
      "POST",
      "application/json",
    ]);
    expect(await request.json()).toMatchObject({ message_id: 41, status: 3 });
  });

  it("takes fields of your own in place of the documented ones", async () => {
    const fields = { message_id: 7, msisdn: "+254712345679", status: 0 };
    const request = await webhookRequest(acme, "onDeliveryReport", { url, fields });
    expect(await request.json()).toMatchObject(fields);
  });

  it("is a form where a form is documented", async () => {
    const request = await webhookRequest(acme, "onReply", { url, fields: { text: "STOP & go" } });
    expect(request.headers.get("content-type")).toBe("application/x-www-form-urlencoded");
    expect(new URLSearchParams(await request.text()).get("text")).toBe("STOP & go");
  });

  it("is an error that names the field if the provider would not make it", async () => {
    const made = (fields: Record<string, unknown>) => webhookRequest(acme, "onDeliveryReport", { url, fields });
    await expect(made({ status: 9 })).rejects.toThrow(
      "The provider would not make this request:\nPOST onDeliveryReport (onDeliveryReport)\n  body/status: is an integer; must be one of 0, 1, 2, 3",
    );
    await expect(made({ message_id: undefined })).rejects.toThrow("body/message_id: is missing");
    await expect(webhookRequest(acme, "onReply", { url, fields: { text: undefined } })).rejects.toThrow(
      "body/text: is missing",
    );
    await expect(made({ mesage_id: 7 })).rejects.toMatchObject({
      field: "fields.mesage_id",
      message: "fields.mesage_id is not a field of onDeliveryReport; did you mean message_id?",
    });
  });

  it("lists what there is if a name is wrong", async () => {
    await expect(webhookRequest(acme, "onReport", { url })).rejects.toThrow(
      "The document has: onDeliveryReport, onReply.",
    );
    await expect(webhookRequest(acme, "onDeliveryReport", { url, example: "lost" })).rejects.toThrow(
      /onDeliveryReport documents no example lost\. It has .*\(application\/json\)/,
    );
    await expect(webhookRequest(acme, "onReply", { url, mediaType: "application/json" })).rejects.toThrow(
      "no example application/json",
    );
  });
});
