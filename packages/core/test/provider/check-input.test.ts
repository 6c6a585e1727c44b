import { describe, expect, it } from "vitest";
import { checkFields } from "../../src/index.ts";
import { canary, errorOf } from "../canary.ts";

const errorOn = (input: object, inside?: string) =>
  errorOf(() => checkFields(input, ["to", "text"], inside === undefined ? {} : { inside }));

describe("a field that does not exist", () => {
  it("is named, with what was probably meant", () => {
    expect(errorOn({ to: 1, texd: 2 }).message).toBe("texd is not a field here; did you mean text?");
    expect(errorOn({ other: 1 }, "options.acme.")).toMatchObject({
      field: "options.acme.other",
      message: "options.acme.other is not a field here; there are to, text.",
    });
  });

  it.each([canary.phone, canary.phone.slice(1), "+254 700-111 222"])(
    "shows no phone number when %j is its name",
    (key) => {
      expect(errorOn({ [key]: 1 }, "vars.").field).toMatch(/^vars\.\+?254[ •-]+22$/);
    },
  );

  it("is cut when its name is a text", () => {
    expect(errorOn({ ["x".repeat(5000)]: 1 }).message.length).toBeLessThan(300);
  });
});
