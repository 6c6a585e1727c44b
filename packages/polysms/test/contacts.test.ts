import type { ContactsCapability, Phone } from "@polysms/core";
import { startMock } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { createInFlight } from "../src/concurrency/in-flight.ts";
import { createContacts } from "../src/contacts.ts";
import { intouchvas } from "../src/index.ts";
import type { AnyProvider } from "../src/message/message.ts";
import { stub } from "./stub-provider.ts";

const phone: Phone = "+254712345678";
const file = new Blob(["msisdn\n"]);
const call = { timeoutMs: 5000 };

/** Two providers that keep contacts and one that does not, and whatever they are asked. */
function office() {
  const asked: unknown[][] = [];
  const groups = [{ id: "42", name: "VIP", contacts: 2, active: 1 }];
  const keeper = (name: string): AnyProvider => {
    const note =
      <Result>(method: string, result: Result) =>
      async (...given: unknown[]) => {
        asked.push([name, method, ...given]);
        return result;
      };
    const contacts: ContactsCapability = {
      groups: note("groups", groups),
      create: note("create", undefined),
      upload: note("upload", undefined),
      delete: note("delete", undefined),
    };
    return { ...stub(name), can: { contacts } };
  };
  const providers = [keeper("one"), stub("plain"), keeper("two")];
  return {
    asked,
    groups,
    contacts: createContacts(new Map(providers.map((one) => [one.name, one])), createInFlight()),
  };
}

describe("contacts", () => {
  it("are kept by the provider that is named, which gets everything as it is", async () => {
    const { asked, groups, contacts } = office();
    expect(await contacts.groups("two", call)).toBe(groups);
    await contacts.create("one", { name: "VIP" }, [{ phone, firstName: "Jane" }], call);
    await contacts.upload("two", { id: "42" }, file, call);
    await contacts.delete("one", "42", call);
    expect(asked).toEqual([
      ["two", "groups", call],
      ["one", "create", { name: "VIP" }, [{ phone, firstName: "Jane" }], call],
      ["two", "upload", { id: "42" }, file, call],
      ["one", "delete", "42", call],
    ]);
  });

  it.each(["plain", "nobody", undefined])("reject when %s is named, and tell who keeps them", async (via) => {
    const { asked, contacts } = office();
    const wrong = via as string;
    for (const refused of [
      contacts.groups(wrong),
      contacts.create(wrong, { name: "VIP" }, [{ phone }]),
      contacts.upload(wrong, { name: "VIP" }, file),
      contacts.delete(wrong, "42"),
    ]) {
      await expect(refused).rejects.toMatchObject({
        field: "via",
        code: "bad-request",
        mayHaveBeenSent: false,
        message: expect.stringContaining("kept by one, two"),
      });
    }
    expect(asked).toEqual([]);
  });

  it("reach InTouchVAS as its document asks", async () => {
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
