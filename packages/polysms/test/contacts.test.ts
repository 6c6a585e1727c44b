import type { AnyProvider, ContactsCapability, Phone } from "@polysms/core";
import { startMock } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { createInFlight } from "../src/concurrency/in-flight.ts";
import { createContacts } from "../src/contacts.ts";
import { intouchvas } from "../src/index.ts";
import { stub } from "./stub-provider.ts";

const phone: Phone = "+254712345678";
const file = new Blob(["msisdn\n"]);
const call = { timeoutMs: 5000 };

/** Two providers that keep contacts and one that does not, and the calls they get. */
function setup() {
  const calls: unknown[][] = [];
  const groups = [{ id: "42", name: "VIP", contacts: 2, active: 1 }];
  const keeper = (name: string): AnyProvider => {
    const recorded =
      <Result>(method: string, result: Result) =>
      async (...args: unknown[]) => {
        calls.push([name, method, ...args]);
        return result;
      };
    const contacts: ContactsCapability = {
      groups: recorded("groups", groups),
      create: recorded("create", undefined),
      upload: recorded("upload", undefined),
      delete: recorded("delete", undefined),
    };
    return { ...stub(name), can: { contacts } };
  };
  const providers = [keeper("one"), stub("plain"), keeper("two")];
  return {
    calls,
    groups,
    contacts: createContacts(new Map(providers.map((one) => [one.name, one])), createInFlight()),
  };
}

describe("contacts", () => {
  it("are kept by the named provider, which gets every argument unchanged", async () => {
    const { calls, groups, contacts } = setup();
    expect(await contacts.groups("two", call)).toBe(groups);
    await contacts.create("one", { name: "VIP" }, [{ phone, firstName: "Jane" }], call);
    await contacts.upload("two", { id: "42" }, file, call);
    await contacts.delete("one", "42", call);
    expect(calls).toEqual([
      ["two", "groups", call],
      ["one", "create", { name: "VIP" }, [{ phone, firstName: "Jane" }], call],
      ["two", "upload", { id: "42" }, file, call],
      ["one", "delete", "42", call],
    ]);
  });

  it.each(["plain", "nobody", undefined])(
    "reject when %s is named, and list the providers that keep contacts",
    async (name) => {
      const { calls, contacts } = setup();
      const wrong = name as string;
      for (const call of [
        contacts.groups(wrong),
        contacts.create(wrong, { name: "VIP" }, [{ phone }]),
        contacts.upload(wrong, { name: "VIP" }, file),
        contacts.delete(wrong, "42"),
      ]) {
        await expect(call).rejects.toMatchObject({
          field: "provider",
          code: "bad-request",
          mayHaveBeenSent: false,
          message: expect.stringContaining("; choose from one, two."),
        });
      }
      expect(calls).toEqual([]);
    },
  );

  it("reach InTouchVAS as its document describes", async () => {
    await using mock = await startMock("intouchvas");
    const provider = intouchvas({ apiKey: "example-key", baseUrl: mock.baseUrl });
    const contacts = createContacts(new Map([["intouchvas", provider as never]]), createInFlight());
    await contacts.create("intouchvas", { name: "VIP" }, [{ phone, firstName: "Jane", custom: ["Gold"] }]);
    const [group] = await contacts.groups("intouchvas");
    await contacts.upload("intouchvas", { id: group?.id ?? "" }, new Blob(["msisdn\n+254712345679\n"]));
    await contacts.delete("intouchvas", group?.id ?? "");
    expect(mock.violations).toEqual([]);
    expect(mock.exchanges.map(({ operationId }) => operationId)).toEqual([
      "createContacts",
      "listContactGroups",
      "uploadContacts",
      "deleteContactGroup",
    ]);
    const bad = contacts.create("intouchvas", { name: "VIP" }, [{ phone: "0712345678" as never }]);
    await expect(bad).rejects.toMatchObject({ field: "contacts[0].phone", provider: "intouchvas" });
  });
});
