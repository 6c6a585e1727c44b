import { readFileSync } from "node:fs";
import { createValidator, jsonAnswer } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { sendTo, sendToJson, shortOf, spec, specFile } from "./setup.ts";

const { exampleOf } = spec;
const validator = createValidator(spec.document);

const receipt = { code: 0, message: "OPERATION_SUCCES", data: { lot_id: "LOT-1", message_id: ["SM-1"] } };
const accepted = [{ accepted: "SM-1", httpStatus: 200 }];

describe("answers", () => {
  it("vavasms-code-number-or-text: a code means the same as a number and as a string", async () => {
    for (const code of [0, "0"]) {
      expect(shortOf(await sendToJson({ ...receipt, code }))).toEqual(accepted);
      expect(await validator.checkResponse("sendMessage", jsonAnswer({ ...receipt, code }))).toEqual([]);
    }
    for (const code of [902, "902", "0902"]) {
      const failure = { code, status: "INVALID_SENDER_ID", description: "" };
      expect(shortOf(await sendToJson(failure))).toMatchObject([{ rejected: "invalid-sender", providerCode: "902" }]);
      expect(await validator.checkResponse("sendMessage", jsonAnswer(failure))).toEqual([]);
    }
  });

  it("vavasms-failure-name-in-message-or-status: the name is read from message first, then from status", async () => {
    for (const [names, words] of [
      [{ message: "FROM_MESSAGE" }, "FROM_MESSAGE: Because"],
      [{ status: "FROM_STATUS" }, "FROM_STATUS: Because"],
      [{ message: "FROM_MESSAGE", status: "FROM_STATUS" }, "FROM_MESSAGE: Because"],
    ] as const) {
      const { verdicts } = await sendToJson({ code: 901, ...names, description: "Because" });
      expect(verdicts).toMatchObject([{ status: "rejected", error: { providerMessage: words } }]);
    }
    const nameless = jsonAnswer({ code: 901, description: "Because" });
    expect(await validator.checkResponse("sendMessage", nameless)).not.toEqual([]);
  });

  it("vavasms-data-shape: each success has data of its own shape, and a failure may have none", async () => {
    const shapes = {
      sendMessage: "SendAccepted",
      getMessageStatus: "MessageStatusSent",
      getBalance: "BalanceAvailable",
    };
    for (const operationId of Object.keys(shapes)) {
      for (const [owner, example] of Object.entries(shapes)) {
        const found = await validator.checkResponse(operationId, jsonAnswer(exampleOf(example)));
        expect({ operationId, example, fits: found.length === 0 }).toEqual({
          operationId,
          example,
          fits: owner === operationId,
        });
      }
      for (const data of [[], undefined]) {
        const failure = jsonAnswer({ code: 901, message: "INVALID_CREDENTIALS", description: "", data });
        expect(await validator.checkResponse(operationId, failure)).toEqual([]);
      }
    }
    for (const data of [[], undefined, null, {}]) {
      expect(shortOf(await sendToJson({ code: 901, message: "NAME", data }))).toMatchObject([{ rejected: "auth" }]);
    }
  });

  it("vavasms-failure-under-200: the body distinguishes a failure from a success, under 200 and under 4xx", async () => {
    for (const status of [200, 400, 401, 422]) {
      const { verdicts } = await sendToJson(exampleOf("InvalidCredentialsTextCode"), status);
      expect(verdicts).toMatchObject([{ status: "rejected", error: { code: "auth", httpStatus: status } }]);
    }
    expect(await sendToJson(receipt, 400)).toMatchObject({ verdicts: [{ status: "unknown" }] });
    for (const { operationId, kind, responses } of spec.operations) {
      if (kind === "request")
        expect([operationId, responses.map(({ code }) => code)]).toEqual([operationId, ["200", "4XX"]]);
    }
  });

  it("vavasms-invalid-json-failures: a failure with the printed comma proves nothing; the examples have none", async () => {
    const printed = '{"code":"901","status":"INVALID_CREDENTIALS","description":"Identifiant de connexion incorrect",}';
    const { verdicts } = await sendTo(() => new Response(printed));
    expect(verdicts).toMatchObject([{ status: "unknown", error: { code: "unreadable-response" } }]);
    const repaired = JSON.parse(printed.replace(",}", "}"));
    expect(exampleOf("InvalidCredentialsTextCode")).toEqual(repaired);
    expect(await sendToJson(repaired)).toMatchObject({ verdicts: [{ status: "rejected" }] });
  });

  it("vavasms-success-spelling: the word is OPERATION_SUCCES, and the code decides whatever it says", async () => {
    const examples = Object.keys(spec.objectAt("components", "examples")).map((name) => exampleOf(name));
    const successes = examples.filter(({ code }) => Number(code) === 0);
    expect(successes.length).toBeGreaterThanOrEqual(5);
    expect([...new Set(successes.map(({ message }) => message))]).toEqual(["OPERATION_SUCCES"]);
    for (const message of ["OPERATION_SUCCES", "OPERATION_SUCCESS", "INVALID_CREDENTIALS"]) {
      expect(shortOf(await sendToJson({ ...receipt, message }))).toEqual(accepted);
      expect(await sendToJson({ code: 902, message })).toMatchObject({ verdicts: [{ status: "rejected" }] });
    }
  });

  it("vavasms-descriptions-in-french: no decision depends on the description", async () => {
    for (const description of [
      "Le sender_id n’existe pas",
      "vavasms.INVALID_OTP",
      "Message envoyé avec succès",
      "",
      undefined,
    ]) {
      expect(shortOf(await sendToJson({ code: "902", status: "INVALID_SENDER_ID", description }))).toMatchObject([
        { rejected: "invalid-sender" },
      ]);
      const data = { ...receipt.data, description };
      expect(shortOf(await sendToJson({ ...receipt, data }))).toEqual(accepted);
    }
  });
});

describe("the inbound call", () => {
  const inbound = (body: object) => [
    new Request("https://example.com/in", { method: "POST", body: new URLSearchParams({ ...body }) }),
    new Request("https://example.com/in", {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    }),
  ];

  it("vavasms-inbound-form-field: the sender is in form, as printed, whether the body is a form or JSON", async () => {
    const { form, ...rest } = exampleOf("InboundMessageReceived");
    for (const request of inbound({ ...rest, form })) {
      expect((await validator.checkWebhook("onInboundMessage", request)).violations).toEqual([]);
    }
    for (const request of inbound({ ...rest, from: form })) {
      const { violations } = await validator.checkWebhook("onInboundMessage", request);
      expect(violations.map(({ field }) => field)).toEqual(["body/form"]);
    }
  });
});

describe("the page", () => {
  it("vavasms-page-slips: nothing of them is in the description, and every citation is a line of the capture", () => {
    const specText = readFileSync(specFile, "utf8");
    const withoutQuirks = specText.replace(/^ *x-quirks:\n(?:( *)- id:.*\n(?:\1 +.*\n)*)+/gm, "");
    expect(withoutQuirks.length).toBeLessThan(specText.length);
    expect(withoutQuirks).not.toContain("- id: vavasms-");
    expect(withoutQuirks).not.toMatch(/<\/?(?:code|strong|b|p|br)>|strong>/);
    const lines = [...specText.matchAll(/\bL(\d+)(?:-(\d+))?/g)].map(([, first, last]) => [
      Number(first),
      Number(last ?? first),
    ]);
    expect(lines.length).toBeGreaterThan(50);
    expect(lines.filter(([first = 0, last = 0]) => first < 1 || last > 494 || first > last)).toEqual([]);
    const balance = spec.objectAt("components", "schemas", "Balance", "properties", "data", "properties");
    expect(Object.keys(balance)).toEqual(["amount", "currency"]);
    expect(balance.currency).toMatchObject({ pattern: "^[A-Z]{3}$" });
  });
});
