import { describe, expect, it } from "vitest";
import { account, otherPhone, phone, text } from "./credentials.ts";
import { errorCodesOf, readForm, sendToJson, shortOf, spec } from "./setup.ts";

const { answersOf, exampleOf } = spec;

const rejected = (code: string, providerCode: string, httpStatus: number) => ({
  rejected: code,
  providerCode,
  httpStatus,
});
const unknown = (code: string, providerCode: string | undefined, httpStatus: number) => ({
  unknown: code,
  providerCode,
  httpStatus,
});
const accepted = { accepted: "SM-20190623-1217879", httpStatus: 200 };

describe("documented answers", () => {
  const expected: Record<string, object> = {
    "200 accepted": accepted,
    "200 severalRecipients": { accepted: "LOT-20190623-1217676", httpStatus: 200 },
    "200 otherCountry": accepted,
    "200 plusSign": accepted,
    "200 longUnicode": accepted,
    "200 invalidCredentials": rejected("auth", "901", 200),
    "200 invalidSenderId": rejected("invalid-sender", "902", 200),
    "200 invalidPhoneNumber": rejected("invalid-recipient", "903", 200),
    "4XX invalidCredentials": rejected("auth", "901", 400),
    "4XX invalidSenderId": rejected("invalid-sender", "902", 400),
    "4XX invalidPhoneNumber": rejected("invalid-recipient", "903", 400),
  };
  const answers = answersOf("sendMessage");

  it.each(answers)("$key has its verdict", async ({ key, example, value, status }) => {
    const to = example === "severalRecipients" ? [phone, otherPhone] : [phone];
    expect(shortOf(await sendToJson(value, status, { to }))).toEqual(to.map(() => expected[key]));
  });

  it("are all listed here, and nothing else is", () => {
    expect(answers.map(({ key }) => key).sort()).toEqual(Object.keys(expected).sort());
  });
});

describe("documented codes", () => {
  const codes = { 901: "auth", 902: "invalid-sender", 903: "invalid-recipient" } as const;

  it("are all listed here, and nothing else is", () => {
    expect(errorCodesOf("/api/v1/text/single")).toEqual(Object.keys(codes).map(Number));
  });

  const forms = Object.entries(codes).flatMap(([code, meaning]) =>
    [200, 201, 400, 401, 403, 404, 422, 429, 499].map((status) => ({ code, meaning, status })),
  );
  it.each(forms)("$code under $status is $meaning, proven", async ({ code, meaning, status }) => {
    for (const written of [code, Number(code)]) {
      const report = await sendToJson({ code: written, status: "NAME", description: "Words" }, status);
      expect(shortOf(report)).toEqual([rejected(meaning, code, status)]);
    }
  });

  it.each([500, 502, 503, 599])("prove nothing under %i", async (status) => {
    for (const code of Object.keys(codes)) {
      expect(shortOf(await sendToJson({ code, status: "NAME" }, status))).toEqual([
        unknown("provider-down", code, status),
      ]);
    }
  });

  it("of other operations prove nothing about a message", async () => {
    const others = Object.keys(spec.objectAt("paths"))
      .flatMap((path) => errorCodesOf(path))
      .filter((code) => !(code in codes));
    expect(others.sort()).toEqual([709, 913]);
    for (const code of [...others, 1, 900, 904, 999, -901]) {
      const report = await sendToJson({ code, message: "NAME", description: "Words", data: [] });
      expect(report.verdicts).toMatchObject([{ status: "unknown", error: { code: "unreadable-response" } }]);
    }
  });
});

describe("several recipients", () => {
  const to = [phone, otherPhone];

  it("go in one request, without plus signs, and share the id of the batch", async () => {
    const { requests, ...report } = await sendToJson(exampleOf("SendAcceptedSeveralRecipients"), 200, { to });
    const batch = { accepted: "LOT-20190623-1217676", httpStatus: 200 };
    expect(shortOf(report)).toEqual([batch, batch]);
    expect(requests).toHaveLength(1);
    expect(await readForm(requests[0])).toEqual({
      ...account,
      sender_id: "CompanyName",
      phone: "2250708091011,2250102030405",
      message: text,
    });
  });

  it("are all rejected by a rejection that has nothing to do with numbers", async () => {
    for (const [example, code] of [
      ["InvalidCredentialsTextCode", "auth"],
      ["InvalidSenderId", "invalid-sender"],
    ] as const) {
      const { verdicts } = await sendToJson(exampleOf(example), 200, { to });
      expect(verdicts.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
      expect(verdicts).toMatchObject([{ error: { code } }, { error: { code } }]);
    }
  });

  it("are unknown when one number was rejected, because the answer does not say which", async () => {
    for (const status of [200, 400]) {
      const report = await sendToJson(exampleOf("InvalidPhoneNumber"), status, { to });
      expect(shortOf(report)).toEqual(to.map(() => unknown("invalid-recipient", "903", status)));
      expect(report.verdicts).toMatchObject([
        { error: { hint: expect.stringContaining("the others may have received the message") } },
        {},
      ]);
    }
  });

  it("are unknown when the ids are not as many as the numbers", async () => {
    const lot_id = "LOT-1";
    for (const message_id of [[], ["SM-1"], ["SM-1", "SM-2", "SM-3"]]) {
      const report = await sendToJson({ code: 0, message: "OPERATION_SUCCES", data: { lot_id, message_id } }, 200, {
        to,
      });
      expect(shortOf(report)).toEqual(to.map(() => unknown("unreadable-response", undefined, 200)));
    }
  });
});

describe("a sender ID", () => {
  it("of the message replaces that of the options", async () => {
    const { requests } = await sendToJson(exampleOf("SendAccepted"), 200, { senderId: "OtherBrand" });
    expect((await readForm(requests[0])).sender_id).toBe("OtherBrand");
  });

  it.each(["TwelveLetter", "AB", "My Brand", ""])("%j is rejected before anything is sent", async (senderId) => {
    const { verdicts, requests } = await sendToJson(exampleOf("SendAccepted"), 200, { senderId });
    expect(verdicts).toMatchObject([{ status: "rejected", error: { code: "bad-request", field: "sender_id" } }]);
    expect(requests).toEqual([]);
  });
});
