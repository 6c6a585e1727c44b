import { describeReportStore } from "@polysms/testing/stores";
import { describe, it } from "vitest";
import { memoryReportStore } from "../../src/index.ts";

describe("rule 8, in memory", () => {
  // It has one client and no server, so there is no other client, and nothing that could stop answering.
  describeReportStore({
    test: { describe, it },
    create: () => ({ store: memoryReportStore() }),
    without: ["open", "stall"],
  });
});
