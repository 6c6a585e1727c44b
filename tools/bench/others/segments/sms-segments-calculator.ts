import { SegmentedMessage } from "sms-segments-calculator";
import type { SegmentContender } from "../../src/segments.ts";

export const contender: SegmentContender = {
  name: "sms-segments-calculator",
  kind: "sdk",
  count(text) {
    const { encodingName, segmentsCount } = new SegmentedMessage(text);
    return { encoding: encodingName, segments: segmentsCount };
  },
};
