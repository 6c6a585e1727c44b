import { describe, expect, it } from "vitest";
import { csv, setup } from "./setup.ts";

const header = "msisdn,name,balance";
const text = "Dear {name}, you owe {balance}.";

describe("the input of a campaign", () => {
  const file = csv(header, "+254712345678,Jane,1");
  it.each<[string, unknown, string]>([
    ["nothing", undefined, "campaign"],
    ["no file", { text }, "file"],
    ["text instead of a file", { file: "msisdn\n", text }, "file"],
    ["no text", { file }, "text"],
    ["an empty text", { file, text: " " }, "text"],
    ["a misspelt field", { file, text, colums: { to: "msisdn" } }, "colums"],
    ["a misspelt field of columns", { file, text, columns: { too: "msisdn" } }, "columns.too"],
    ["columns that are not an object", { file, text, columns: "msisdn" }, "columns"],
    ["an empty column name", { file, text, columns: { to: "" } }, "columns.to"],
    ["an unknown region", { file, text, region: "XX" }, "region"],
    ["an unknown provider", { file, text, via: "nobody" }, "via"],
    ["a sender ID that is too long", { file, text, senderId: "TWELVE CHARS" }, "senderId"],
    ["an empty campaign name", { file, text, campaignName: "" }, "campaignName"],
    ["a limit of 0 segments", { file, text, maxSegments: 0 }, "maxSegments"],
    ["a limit of 1.5 segments", { file, text, maxSegments: 1.5 }, "maxSegments"],
    ["a listener that is not a function", { file, text, onProblem: "log" }, "onProblem"],
  ])("throws for %s and names the field", async (_, input, field) => {
    await expect(setup().campaigns.plan(input as never)).rejects.toMatchObject({
      code: "bad-request",
      field,
      mayHaveBeenSent: false,
    });
  });
});
