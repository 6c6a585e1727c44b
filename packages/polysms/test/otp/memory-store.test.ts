import { describeOtpStore } from "@polysms/testing/stores";
import { describe, it } from "vitest";
import { memoryOtpStore } from "../../src/index.ts";

describe("rule 9, in memory", () => {
  describeOtpStore({
    test: { describe, it },
    // It has one client and no server, so there is no other client, and nothing that could stop answering.
    without: ["open", "stall"],
    create: () => {
      let time = Date.UTC(2026, 0, 1);
      const advance = (ms: number) => {
        time += ms;
      };
      return { store: memoryOtpStore({ now: () => time }), advance };
    },
  });
});
