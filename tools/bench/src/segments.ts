type Encoding = "GSM-7" | "UCS-2";

/** The encoding in which a text is sent, and the number of messages. */
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
