import { countSegments } from "@polysms/core";
import type { SegmentContender } from "../../src/segments.ts";

export const contender: SegmentContender = {
  name: "polysms, countSegments",
  kind: "ours",
  count: countSegments,
};
