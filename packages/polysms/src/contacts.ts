import type {
  AnyProvider,
  CallOptions,
  ContactGroup,
  ContactsCapability,
  GroupChoice,
  NewContact,
  Phone,
} from "@polysms/core";
import type { InFlight } from "./concurrency/in-flight.ts";
import { type Ability, findProvider } from "./message/find-provider.ts";

/** A contact to add. Its number may be a literal, such as `"+254712345678"`. */
export interface ContactInput extends Omit<NewContact, "phone"> {
  readonly phone: Phone;
}

/**
 * Groups of recipients that providers keep. Every method takes the provider's name first. It rejects with an `SmsError`
 * if the input is wrong, if the provider rejects it, or if the answer proves nothing; `mayHaveBeenSent` is `true` only
 * then.
 */
export interface ContactsMember<Name extends string = string> {
  /** All groups of the account, with how many contacts each has. */
  groups(provider: Name, call?: CallOptions): Promise<readonly ContactGroup[]>;
  /** Adds contacts to a new group, given by name, or to an existing one, given by id. */
  create(provider: Name, group: GroupChoice, contacts: readonly ContactInput[], call?: CallOptions): Promise<void>;
  /** Hands over a file of contacts. The provider reads it later, and does not report bad rows. */
  upload(provider: Name, group: GroupChoice, file: Blob, call?: CallOptions): Promise<void>;
  /** Deletes a group and every contact in it, permanently. */
  delete(provider: Name, groupId: string, call?: CallOptions): Promise<void>;
}

const CONTACTS: Ability = { name: "contacts", has: ({ contacts }) => contacts !== undefined };

/** The facade's `contacts`, for providers of which at least one keeps contacts. */
export function createContacts(providers: ReadonlyMap<string, AnyProvider>, inFlight: InFlight): ContactsMember {
  const find = (provider: string) =>
    findProvider(providers, provider, "provider", CONTACTS).can.contacts as ContactsCapability;
  return {
    groups: async (provider, call) => find(provider).groups(call),
    // Numbers are checked by the provider's adapter, with everything else.
    create: (provider, group, contacts, call) =>
      inFlight.run(async () => find(provider).create(group, contacts as readonly NewContact[], call)),
    upload: (provider, group, file, call) => inFlight.run(async () => find(provider).upload(group, file, call)),
    delete: (provider, groupId, call) => inFlight.run(async () => find(provider).delete(groupId, call)),
  };
}
