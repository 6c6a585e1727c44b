import splitter from "split-sms";
import type { SegmentContender } from "../../src/segments.ts";

export const contender: SegmentContender = {
  name: "split-sms",
  kind: "sdk",
  count(text) {
    const { characterSet, parts } = splitter.split(text);
    return { encoding: characterSet === "GSM" ? "GSM-7" : "UCS-2", segments: parts.length };
  },
};
