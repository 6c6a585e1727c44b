import { type ContactsCapability, type GroupChoice, invalidInput, type NewContact } from "@polysms/core";
import { csvRows } from "./csv-rows.ts";
import { ask, type MemoryContext } from "./exchange.ts";

/** A group of contacts that a memory provider keeps. */
export interface MemoryGroup {
  readonly id: string;
  readonly name: string;
  /** Contacts from an uploaded file have the number as it is written in the file, and no names. */
  readonly contacts: readonly (Omit<NewContact, "phone"> & { readonly phone: string })[];
}

interface MemoryContacts {
  readonly groups: readonly MemoryGroup[];
  readonly capability: ContactsCapability;
  clear(): void;
}

export function memoryContacts(context: MemoryContext): MemoryContacts {
  let groups: MemoryGroup[] = [];
  let count = 0;
  const unknownGroup = (field: string) =>
    invalidInput(field, "is not the id of a group.", {
      provider: context.name,
      hint: "sms.contacts.groups lists the groups.",
    });

  const put = (choice: GroupChoice, contacts: MemoryGroup["contacts"]) => {
    if (choice.id === undefined) {
      count += 1;
      groups = [...groups, { id: `group-${count}`, name: choice.name, contacts }];
      return;
    }
    if (!groups.some(({ id }) => id === choice.id)) throw unknownGroup("group.id");
    groups = groups.map((group) =>
      group.id === choice.id ? { ...group, contacts: [...group.contacts, ...contacts] } : group,
    );
  };

  return {
    get groups() {
      return groups;
    },
    capability: {
      groups: (call = {}) =>
        ask(context, "contacts", call, () =>
          groups.map(({ id, name, contacts }) => ({ id, name, contacts: contacts.length, active: contacts.length })),
        ),
      create: (group, contacts, call = {}) => ask(context, "contacts", call, () => put(group, contacts)),
      async upload(group, file, call = {}) {
        const { columns, rows } = csvRows(await file.text());
        await ask(context, "contacts", call, () =>
          put(
            group,
            rows.map((row) => ({ phone: row[columns[0] ?? ""] ?? "" })),
          ),
        );
      },
      delete: (groupId, call = {}) =>
        ask(context, "contacts", call, () => {
          if (!groups.some(({ id }) => id === groupId)) throw unknownGroup("groupId");
          groups = groups.filter(({ id }) => id !== groupId);
        }),
    },
    clear() {
      groups = [];
    },
  };
}
