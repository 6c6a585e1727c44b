import type { ErrorCode } from "@polysms/core";

interface UnreadableAnswer {
  readonly title: string;
  readonly code: ErrorCode;
  readonly answer: () => Response;
}

const html = "<!doctype html><title>Maintenance</title>";
const unreadable = (title: string, body: BodyInit | null, status = 200): UnreadableAnswer => ({
  title,
  code: "unreadable-response",
  answer: () => new Response(body, { status, headers: { "content-type": "application/json" } }),
});

/** Answers that prove neither acceptance nor refusal, and the code that stands for each. */
export const unreadableAnswers: readonly UnreadableAnswer[] = [
  unreadable("a page under 200", html),
  unreadable("a page under 403", html, 403),
  unreadable("a page under 502", html, 502),
  unreadable("an empty 200", ""),
  unreadable("an empty 401", null, 401),
  unreadable("an empty 500", null, 500),
  unreadable("a 204", null, 204),
  unreadable("half a reply", '{"id":"r","data":[{"recipient":"919812345678","messageId":"r:1"}],"error":nu'),
  unreadable("a reply cut inside a character", new Uint8Array([0x7b, 0x22, 0xc3])),
  unreadable("bytes", new Uint8Array([0, 255, 254, 128])),
  unreadable("null", "null"),
  unreadable("a text", '"Message Sent Successfully!"'),
  unreadable("a number", "919812345678"),
  unreadable("true", "true"),
  unreadable("a list", "[]"),
  unreadable("a list of messages", '[{"recipient":"919812345678","messageId":"r:1"}]'),
  unreadable("an empty object", "{}"),
  unreadable("a message alone", '{"message":"Message Sent Successfully!"}'),
  unreadable("a redirect", null, 308),
  { ...unreadable("null under 400", "null", 400), code: "bad-request" },
  { ...unreadable("a text under 401", '"no"', 401), code: "auth" },
  { ...unreadable("an empty object under 500", "{}", 500), code: "provider-down" },
];
