import {
  type ContactGroup,
  type ContactsCapability,
  checkFields,
  type GroupChoice,
  invalidInput,
  isE164,
  type NewContact,
} from "@polysms/core";
import type { IntouchvasClient } from "./client.ts";
import { withTimeFor } from "./files.ts";
import { type Answer, answerOf, verdictFromFailure } from "./receipt.ts";

const provider = "intouchvas";

/** Contact groups. The id of a group is a string here, and a number in each of these operations. */
export function contactsOf(client: IntouchvasClient, clientTimeoutMs: number | undefined): ContactsCapability {
  return {
    async groups(call = {}) {
      const result = await client.GET("/api/contact/groups", call);
      const groups = result.ok && Array.isArray(result.data) ? result.data.map(readGroup) : [undefined];
      if (groups.every((group) => group !== undefined)) return groups;
      throw verdictFromFailure(answerOf(client, result), "is not the documented list of groups").error;
    },
    async create(group, contacts, call = {}) {
      if (!Array.isArray(contacts) || contacts.length === 0) {
        throw invalidInput("contacts", "must be a list of at least one contact.", { provider });
      }
      const body = { ...writeGroup(group), contacts: contacts.map(writeContact) };
      // A contact that is rejected must not appear in a log because of it.
      const hidden = body.contacts.flatMap((contact) => Object.values(contact)).filter((value) => value.length > 2);
      assertConfirmed(answerOf(client, await client.POST("/contact/create", { ...call, body }), hidden));
    },
    async upload(group, file, call = {}) {
      if (!(file instanceof Blob)) throw invalidInput("file", "must be a Blob or File.", { provider });
      if (file.size === 0) throw invalidInput("file", "is empty.", { provider });
      const body = { ...writeGroup(group), file };
      const init = { ...withTimeFor(file, call, clientTimeoutMs), body };
      assertConfirmed(answerOf(client, await client.POST("/contact/upload", init)));
    },
    async delete(groupId, call = {}) {
      const body = { contact_group_id: readId(groupId, "groupId") };
      assertConfirmed(answerOf(client, await client.POST("/contact/group/delete", { ...call, body })));
    },
  };
}

/** These operations confirm with a sentence, as a JSON string. */
function assertConfirmed(answer: Answer): void {
  if (answer.response.ok && typeof answer.body === "string") return;
  throw verdictFromFailure(answer, "is not the documented confirmation").error;
}

function readGroup(group: unknown): ContactGroup | undefined {
  const { id, name, contacts, active } = (group ?? {}) as { readonly [Key in keyof ContactGroup]?: unknown };
  const known = (Number.isSafeInteger(id) || (typeof id === "string" && /^\d+$/.test(id))) && typeof name === "string";
  if (!known || typeof contacts !== "number" || typeof active !== "number") return undefined;
  return { id: String(id), name, contacts, active };
}

function writeGroup(group: GroupChoice): { readonly name: string } | { readonly id: number } {
  if (typeof group !== "object" || group === null) {
    throw invalidInput("group", "must be { name } for a new group or { id } for one that exists.", { provider });
  }
  checkFields(group, ["name", "id"], { provider, inside: "group." });
  const { name, id } = group as { readonly name?: unknown; readonly id?: unknown };
  if ((name === undefined) === (id === undefined)) {
    throw invalidInput("group", "must have either the name of a new group or the id of one that exists.", { provider });
  }
  if (id !== undefined) return { id: readId(id, "group.id") };
  if (typeof name === "string" && name.trim() !== "") return { name };
  throw invalidInput("group.name", "must be a string that is not empty.", { provider });
}

function readId(id: unknown, field: string): number {
  const number = typeof id === "string" && /^[1-9]\d*$/.test(id) ? Number(id) : Number.NaN;
  if (Number.isSafeInteger(number)) return number;
  throw invalidInput(field, 'must be the id of a group, as groups() returns it: "42".', { provider });
}

type WrittenContact = { readonly msisdn: string } & Readonly<Record<string, string>>;

function writeContact(contact: NewContact, index: number): WrittenContact {
  const inside = `contacts[${index}].`;
  if (typeof contact !== "object" || contact === null) {
    throw invalidInput(`contacts[${index}]`, "must be an object with phone.", { provider });
  }
  checkFields(contact, ["phone", "firstName", "otherName", "custom"], { provider, inside });
  const { phone, firstName, otherName, custom = [] } = contact;
  if (!isE164(phone)) {
    throw invalidInput(`${inside}phone`, "is not an E.164 number; one looks like +254712345678.", { provider });
  }
  if (!Array.isArray(custom) || custom.length > 5) {
    throw invalidInput(`${inside}custom`, "must be a list of up to five values.", { provider });
  }
  return {
    msisdn: phone,
    ...(firstName === undefined ? {} : { first_name: firstName }),
    ...(otherName === undefined ? {} : { other_name: otherName }),
    ...Object.fromEntries(custom.map((value, at) => [`custom_${at + 1}`, value])),
  };
}
