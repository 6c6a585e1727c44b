import { describe, expect, it } from "vitest";
import { csv, desk } from "./setup.ts";

const header = "msisdn,name,balance";
const text = "Dear {name}, you owe {balance}.";

describe("the input of a campaign", () => {
  const file = csv(header, "+254712345678,Jane,1");
  it.each<[string, unknown, string]>([
    ["nothing", undefined, "campaign"],
    ["no file", { text }, "file"],
    ["text in place of a file", { file: "msisdn\n", text }, "file"],
    ["no text", { file }, "text"],
    ["an empty text", { file, text: " " }, "text"],
    ["a misspelt field", { file, text, colums: { to: "msisdn" } }, "colums"],
    ["a misspelt field of columns", { file, text, columns: { too: "msisdn" } }, "columns.too"],
    ["columns that are none", { file, text, columns: "msisdn" }, "columns"],
    ["no name of a column", { file, text, columns: { to: "" } }, "columns.to"],
    ["a region that is not known", { file, text, region: "XX" }, "region"],
    ["a provider that is not there", { file, text, via: "nobody" }, "via"],
    ["a sender ID that is too long", { file, text, senderId: "TWELVE CHARS" }, "senderId"],
    ["an empty name of the campaign", { file, text, campaignName: "" }, "campaignName"],
    ["no segments", { file, text, maximumSegments: 0 }, "maximumSegments"],
    ["half a segment", { file, text, maximumSegments: 1.5 }, "maximumSegments"],
    ["a listener that is none", { file, text, onProblem: "log" }, "onProblem"],
  ])("is refused with %s, and the field is named", async (_, input, field) => {
    await expect(desk().campaigns.plan(input as never)).rejects.toMatchObject({
      code: "bad-request",
      field,
      mayHaveBeenSent: false,
    });
  });
});
