/** An answer that proves nothing. */
export interface UnreadableAnswer {
  /** What it is, to be read after "the answer is". */
  readonly title: string;
  /** Makes a new `Response` each time. */
  readonly answer: () => Response;
}

const PAGE = "<!doctype html><title>Sign in</title>";

/**
 * Answers that prove neither acceptance nor rejection, whatever the provider is: not JSON, or JSON that says nothing. A
 * web page under an error status comes from a proxy and is not a rejection. `status` is that of a documented success.
 * Default 200.
 */
export function unreadableAnswers(status = 200): readonly UnreadableAnswer[] {
  const answer = (title: string, body: BodyInit | null, code = status): UnreadableAnswer => ({
    title: `${title} under ${code}`,
    answer: () => new Response(body, { status: code, headers: { "content-type": "application/json" } }),
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
    answer("a string", '"accepted"'),
    answer("an empty list", "[]"),
    answer("a list of objects", '[{"id":"1","accepted":true}]'),
    answer("an empty object", "{}"),
    answer("an unrelated object", '{"hello":"world"}'),
    answer("a gateway's object", '{"title":"upstream timeout"}'),
    ...[301, 302, 307, 308].map((each) => answer("a redirect", null, each)),
  ];
}
