import { describe, expect, it } from "vitest";
import { suggest } from "../../src/index.ts";

const names = ["message", "sender_id", "phone"];

describe("a suggestion", () => {
  it.each([
    ["mesage", "did you mean message?"],
    ["massage", "did you mean message?"],
    ["senderId", "did you mean sender_id?"],
    ["SENDER-ID", "did you mean sender_id?"],
    ["phones", "did you mean phone?"],
  ])("for %s knows the name that is one or two slips away", (wrong, expected) => {
    expect(suggest(wrong, names)).toBe(expected);
  });

  it("takes the closest of several", () => {
    expect(suggest("texts", ["tests", "text"])).toBe("did you mean tests?");
    expect(suggest("text1", ["tests", "text"])).toBe("did you mean text?");
  });

  it.each(["campaign", "recipient", "ph"])("for %s, which is close to none, lists what there is", (wrong) => {
    expect(suggest(wrong, names)).toBe("there are message, sender_id, phone.");
  });
});
