import type { ErrorCode } from "@polysms/core";

interface UnreadableAnswer {
  readonly title: string;
  readonly code: ErrorCode;
  readonly answer: () => Response;
}

const html = "<!doctype html><title>Maintenance</title>";
const unreadable = (title: string, body: BodyInit | null, status = 202): UnreadableAnswer => ({
  title,
  code: "unreadable-response",
  answer: () => new Response(body, { status, headers: { "content-type": "application/json" } }),
});

/** Answers that prove neither acceptance nor refusal, and the code that stands for each. */
export const unreadableAnswers: readonly UnreadableAnswer[] = [
  unreadable("a page under 200", html, 200),
  unreadable("a page under 202", html),
  unreadable("a page under 403", html, 403),
  unreadable("a page under 502", html, 502),
  unreadable("an empty 202", ""),
  unreadable("an empty 401", null, 401),
  unreadable("an empty 500", null, 500),
  unreadable("a 204", null, 204),
  unreadable("half a reply", '{"messages":[{"apiMessageId":"a1","accepted":true,"to":27831234567,'),
  unreadable("half a refusal", '{"status":400,"mess', 400),
  unreadable("a reply cut inside a character", new Uint8Array([0x7b, 0x22, 0xc3])),
  unreadable("bytes", new Uint8Array([0, 255, 254, 128])),
  unreadable("null", "null"),
  unreadable("null under 200", "null", 200),
  unreadable("a text", '"accepted"'),
  unreadable("a number", "27831234567"),
  unreadable("true", "true"),
  unreadable("a list", "[]"),
  unreadable("a list of outcomes", '[{"apiMessageId":"a1","accepted":true,"to":27831234567}]'),
  unreadable("an empty object", "{}"),
  unreadable("an error without messages", '{"errorCode":"101","error":"Name","errorDescription":"Words"}'),
  unreadable("an error of a gateway under 200", '{"error":"upstream timeout"}', 200),
  unreadable("a redirect", null, 307),
];
