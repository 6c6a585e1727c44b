import {
  type CallOptions,
  type ContactGroup,
  type ContactsCapability,
  type GroupChoice,
  invalidInput,
  type NewContact,
  type Phone,
} from "@polysms/core";
import type { InFlight } from "./concurrency/in-flight.ts";
import type { AnyProvider } from "./message/message.ts";

/** A contact as the facade takes it: the number may be a literal. */
export interface ContactInput extends Omit<NewContact, "phone"> {
  readonly phone: Phone;
}

/**
 * Groups of recipients that providers keep. Every method names the provider first, and rejects with an `SmsError` when
 * the input is bad, when the provider refuses, or when its answer proves neither: `mayHaveBeenSent` says which.
 */
export interface ContactsMember<Name extends string = string> {
  /** All groups of the account, with how many contacts each has. */
  groups(via: Name, call?: CallOptions): Promise<readonly ContactGroup[]>;
  /** Puts contacts into a new group, by its name, or into one that exists, by its id. */
  create(via: Name, group: GroupChoice, contacts: readonly ContactInput[], call?: CallOptions): Promise<void>;
  /** Hands over a file of contacts. The provider works through it later, and bad rows are its own affair. */
  upload(via: Name, group: GroupChoice, file: Blob, call?: CallOptions): Promise<void>;
  /** Deletes a group and every contact in it, for good. */
  delete(via: Name, groupId: string, call?: CallOptions): Promise<void>;
}

/** The facade's `contacts`, for providers of which at least one keeps contacts. */
export function createContacts(providers: ReadonlyMap<string, AnyProvider>, gate: InFlight): ContactsMember {
  const find = (via: string): ContactsCapability => {
    const contacts = providers.get(via)?.can.contacts;
    if (contacts !== undefined) return contacts;
    const able = [...providers.values()].filter(({ can }) => can.contacts !== undefined).map(({ name }) => name);
    const problem = providers.has(via) ? `names ${via}, which keeps no contacts` : "names no configured provider";
    throw invalidInput("via", `${problem}; contacts are kept by ${able.join(", ")}.`);
  };
  return {
    groups: async (via, call) => find(via).groups(call),
    // Whether a number is one is checked by the provider, with everything else.
    create: (via, group, contacts, call) =>
      gate.run(async () => find(via).create(group, contacts as readonly NewContact[], call)),
    upload: (via, group, file, call) => gate.run(async () => find(via).upload(group, file, call)),
    delete: (via, groupId, call) => gate.run(async () => find(via).delete(groupId, call)),
  };
}
