export type Encoding = "GSM-7" | "UCS-2";

/** What a text is sent as, and as how many messages. */
export interface Count {
  readonly encoding: Encoding;
  readonly segments: number;
}

/** One way to count the segments of a text. */
export interface SegmentContender {
  readonly name: string;
  readonly kind: "ours" | "sdk";
  count(text: string): Count;
}
