/** An answer that proves nothing, and a sentence about it. */
export interface UnreadableAnswer {
  readonly title: string;
  /** A new one each time. */
  readonly answer: () => Response;
}

const PAGE = "<!doctype html><title>Sign in</title>";

/**
 * Answers that prove neither acceptance nor refusal, whatever the provider: no JSON, or JSON that says nothing. A page
 * under an error status is a proxy's, and no refusal. `status` is the one of a documented success.
 */
export function unreadableAnswers(status = 200): readonly UnreadableAnswer[] {
  const answer = (title: string, body: BodyInit | null, given = status): UnreadableAnswer => ({
    title: `${title} under ${given}`,
    answer: () => new Response(body, { status: given, headers: { "content-type": "application/json" } }),
  });
  return [
    ...[200, 201, 202].map((each) => answer("a page", PAGE, each)),
    ...[400, 401, 403, 404, 429, 500, 502, 503].map((each) => answer("a page", PAGE, each)),
    ...[400, 401, 403, 429, 500].map((each) => answer("nothing", null, each)),
    answer("nothing", ""),
    answer("nothing", null, 204),
    answer("white space", " \n"),
    answer("plain text", "OK: message queued"),
    answer("half an object", '{"status":"success","id":'),
    answer("half an object", '{"status":400,"mess', 400),
    answer("a comma too many", '{"status":"success","id":"1",}'),
    answer("two objects", '{"id":"1"}{"id":"2"}'),
    answer("JSON cut inside a character", new Uint8Array([0x7b, 0x22, 0xc3])),
    answer("bytes", new Uint8Array([0, 255, 254, 128])),
    answer("null", "null"),
    answer("true", "true"),
    answer("a number", "254712345678"),
    answer("a text", '"accepted"'),
    answer("an empty list", "[]"),
    answer("a list of objects", '[{"id":"1","accepted":true}]'),
    answer("an empty object", "{}"),
    answer("a stranger's object", '{"hello":"world"}'),
    answer("a gateway's object", '{"title":"upstream timeout"}'),
    ...[301, 302, 307, 308].map((each) => answer("a redirect", null, each)),
  ];
}
