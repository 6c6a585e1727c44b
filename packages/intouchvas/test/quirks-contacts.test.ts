import { describe, expect, it } from "vitest";
import { call, exampleBody, keyClient, wrongField } from "./sample-requests.ts";
import { json, phone, record, spec } from "./setup.ts";

const contacts = [{ msisdn: phone }];
const file = new Blob(["msisdn\n+254712345678\n"], { type: "text/csv" });

describe("quirks of contacts", () => {
  it("intouchvas-group-name-rule: a name is required unless id is 1 or more, in both operations", async () => {
    for (const [id, body] of [
      ["createContacts", { contacts }],
      ["uploadContacts", { file }],
    ] as const) {
      expect(await wrongField(id, body), id).toBe("name");
      expect(await wrongField(id, { ...body, id: 0 }), id).toBe("name");
      expect(await wrongField(id, { ...body, id: 1 }), id).toBeUndefined();
      expect(await wrongField(id, { ...body, name: "VIP" }), id).toBeUndefined();
      expect(await wrongField(id, { ...body, name: "VIP", id: 0 }), id).toBeUndefined();
      expect(await wrongField(id, { ...body, name: "VIP", id: 42 }), id).toBeUndefined();
    }
  });

  it("intouchvas-country-code-kinds: digits for contacts, two letters for messages", async () => {
    const message = { message: "Hello", msisdn: phone };
    for (const [id, body, right, wrong] of [
      ["sendPromotionalMessage", message, "ke", "254"],
      ["sendMessageFile", { message: "Hello", file }, "ke", "254"],
      ["createContacts", { name: "VIP", contacts }, "254", "ke"],
      ["uploadContacts", { name: "VIP", file }, "254", "ke"],
    ] as const) {
      expect(await wrongField(id, { ...body, country_code: right }), id).toBeUndefined();
      expect(await wrongField(id, { ...body, country_code: wrong }), id).toBe("country_code");
    }
    // A contact may have its own, which replaces the group's.
    const own = (country_code: string) => ({
      name: "VIP",
      country_code: "254",
      contacts: [{ msisdn: "712345678", country_code }],
    });
    expect(await wrongField("createContacts", own("255"))).toBeUndefined();
    expect(await wrongField("createContacts", own("tz"))).toBe("contacts[0].country_code");
  });

  it("intouchvas-create-reply-wording: sentences are returned unread, and the id of a group comes from the list", async () => {
    const sentences = {
      createContacts: "Contact group created successfully with contact ID 42, total contacts 2",
      deleteContactGroup: "Contact deleted successfully",
    };
    for (const [id, sentence] of Object.entries(sentences)) {
      expect(spec.answersOf(id).find(({ status }) => status === 201)?.value).toBe(sentence);
      for (const text of [sentence, "Another sentence"]) {
        const { fetch } = record(() => json(text, 201));
        expect(await call(keyClient(fetch), id, exampleBody(id))).toMatchObject({ ok: true, data: text });
      }
    }
    const { fetch } = record(() => json(spec.exampleOf("ContactGroupsTwoGroups")));
    const groups = await keyClient(fetch).GET("/api/contact/groups");
    expect(groups.data?.map(({ id, name }) => [id, name])).toEqual([
      [42, "VIP Customers"],
      [43, "July Promo List"],
    ]);
  });

  it("intouchvas-contact-group-id-type: a string to send to a group, a number to delete it", async () => {
    const toGroup = { sender_id: "MYBRAND", message: "Hello" };
    expect(await wrongField("sendGroupMessage", { ...toGroup, contact_group_id: "42" })).toBeUndefined();
    expect(await wrongField("sendGroupMessage", { ...toGroup, contact_group_id: 42 })).toBe("contact_group_id");
    expect(await wrongField("deleteContactGroup", { contact_group_id: 42 })).toBeUndefined();
    expect(await wrongField("deleteContactGroup", { contact_group_id: "42" })).toBe("contact_group_id");
  });
});
