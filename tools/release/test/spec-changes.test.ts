import { describe, expect, it } from "vitest";
import { specChanges } from "../src/spec-changes.ts";
import { type Acme, changed } from "./acme.ts";

const send = ({ paths }: Acme) => {
  const operation = paths["/messages"]?.post;
  if (operation === undefined) throw new Error("Acme sends no messages.");
  return operation;
};

describe("what a change of a spec means for users", () => {
  it.concurrent.each<[string, "patch" | "minor" | "major", RegExp, (document: Acme) => void]>([
    [
      "a new optional field",
      "minor",
      /SendRequest\/properties\/tag` is new/,
      ({ components: { schemas } }) => {
        schemas.SendRequest.properties.tag = { type: "string" };
      },
    ],
    [
      "a new field in the answer",
      "minor",
      /SendReply\/properties\/price` is new/,
      ({ components: { schemas } }) => {
        schemas.SendReply.properties.price = { type: "number" };
      },
    ],
    [
      "a new operation",
      "minor",
      /paths\/\/balance` is new/,
      ({ paths }) => {
        paths["/balance"] = {
          get: { ...structuredClone(paths["/messages"]?.post), operationId: "getBalance" } as never,
        };
      },
    ],
    [
      "a new documented rejection",
      "minor",
      /error code 8 of POST \/messages \(BLOCKED\) is new/,
      (document) => {
        send(document)["x-error-codes"].push({ code: 8, name: "BLOCKED" });
      },
    ],
    [
      "an optional field removed",
      "major",
      /Property `sender` of `SendRequest` was removed/,
      ({ components: { schemas } }) => {
        delete schemas.SendRequest.properties.sender;
      },
    ],
    [
      "a new required field",
      "major",
      /`SendRequest` became required: `tag`/,
      ({ components: { schemas } }) => {
        schemas.SendRequest.properties.tag = { type: "string" };
        schemas.SendRequest.required.push("tag");
      },
    ],
    [
      "a stricter limit",
      "major",
      /`maxLength` of `text`/,
      ({ components: { schemas } }) => {
        schemas.SendRequest.properties.text = { type: "string", maxLength: 160 };
      },
    ],
    [
      "a field removed from an answer",
      "major",
      /Property `state` of `SendReply` was removed/,
      ({ components: { schemas } }) => {
        delete schemas.SendReply.properties.state;
      },
    ],
    [
      "a new value in an answer",
      "major",
      /Enum of `state` gained values: 'queued'/,
      ({ components: { schemas } }) => {
        schemas.SendReply.properties.state = { type: "string", enum: ["sent", "queued"] };
      },
    ],
    [
      "another host",
      "major",
      /Server `https:\/\/api.acme.example` became/,
      (document) => {
        document.servers = [{ url: "https://sms.acme.example" }];
      },
    ],
    [
      "a documented rejection removed",
      "major",
      /error code 7 of POST \/messages \(NO_CREDIT\) is gone/,
      (document) => {
        send(document)["x-error-codes"] = [];
      },
    ],
    [
      "a rejection with another name",
      "major",
      /is BROKE and was NO_CREDIT/,
      (document) => {
        send(document)["x-error-codes"] = [{ code: 7, name: "BROKE" }];
      },
    ],
    [
      "a credential that callers now have to write",
      "major",
      /x-credential/,
      ({ components: { schemas } }) => {
        schemas.SendRequest.properties.user = { type: "string" };
      },
    ],
    [
      "prose",
      "patch",
      /`description` of/,
      (document) => {
        send(document).description = "Sends one text.";
      },
    ],
    [
      "a quirk's note, which is in an extension",
      "patch",
      /notes or quirks/,
      ({ info }) => {
        info["x-quirks"] = [];
      },
    ],
  ])("%s is %s", async (_name, bump, what, change) => {
    const changes = await specChanges(...changed(change));
    expect(changes).toContainEqual({ bump, what: expect.stringMatching(what) });
    const order = ["patch", "minor", "major"];
    expect(changes.filter((one) => order.indexOf(one.bump) > order.indexOf(bump))).toEqual([]);
  });

  it("the version of the spec is not a change: it follows from the others", async () => {
    const [before, after] = changed(({ info }) => {
      info.version = "0.2.0";
    });
    expect(before).not.toBe(after);
    expect(await specChanges(before, after)).toEqual([]);
  });
});
