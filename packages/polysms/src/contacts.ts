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

/** A contact as the facade takes it: the number may be a literal. */
export interface ContactInput extends Omit<NewContact, "phone"> {
  readonly phone: Phone;
}

/**
 * Groups of recipients that providers keep. Every method names the provider first, and rejects with an `SmsError` if the
 * input is bad, if the provider rejects it, or if its answer proves neither: `mayHaveBeenSent` says which.
 */
export interface ContactsMember<Name extends string = string> {
  /** All groups of the account, with how many contacts each has. */
  groups(provider: Name, call?: CallOptions): Promise<readonly ContactGroup[]>;
  /** Puts contacts into a new group, by its name, or into one that exists, by its id. */
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
