import { count } from "sms-length";
import type { SegmentContender } from "../../src/segments.ts";

export const contender: SegmentContender = {
  name: "sms-length",
  kind: "sdk",
  count(text) {
    const { encoding, messages } = count(text);
    return { encoding: encoding === "UTF16" ? "UCS-2" : "GSM-7", segments: messages };
  },
};
