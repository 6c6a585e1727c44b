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
  unreadable("a 204", null, 204),
  unreadable("white space", " \n"),
  unreadable("half a success", '{"code":0,"message":"OPERATION_SUCCES","data":{"lot_id":"LOT-1","mess'),
  unreadable("a success cut inside a character", new Uint8Array([0x7b, 0x22, 0xc3])),
  unreadable("a comma too many", '{"code":"901","status":"INVALID_CREDENTIALS",}'),
  unreadable("bytes", new Uint8Array([0, 255, 254, 128])),
  unreadable("null", "null"),
  unreadable("a text", '"OPERATION_SUCCES"'),
  unreadable("a number", "0"),
  unreadable("true", "true"),
  unreadable("a list", "[]"),
  unreadable("a list with a success in it", '[{"code":0,"data":{"lot_id":"L","message_id":["S"],"amount":1}}]'),
  unreadable("an empty object", "{}"),
  unreadable("an empty object under 400", "{}", 400),
  unreadable("a redirect", null, 302),
  { ...unreadable("an empty object under 500", "{}", 500), code: "provider-down" },
];
