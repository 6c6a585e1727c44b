import type { DocumentedAnswer } from "../recorded-fetch.ts";

/** A list and not an object, because a header may appear twice. */
type HeaderList = readonly (readonly [name: string, value: string])[];

/** Status line and headers, including the empty line that ends them. */
export function httpHead(status: number, headers: HeaderList): string {
  return `HTTP/1.1 ${status} Status\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

/** A complete HTTP answer. */
export function httpText(status: number, body: string, headers: HeaderList = []): string {
  const length = ["content-length", String(Buffer.byteLength(body))] as const;
  return httpHead(status, [...headers, length]) + body;
}

export const JSON_TYPE = ["content-type", "application/json"] as const;

export function httpJson({ status, body }: DocumentedAnswer): string {
  return httpText(status, JSON.stringify(body), [JSON_TYPE]);
}

/** Method and path of a request, from its first line. */
export interface RequestLine {
  readonly method: string;
  readonly path: string;
}

/**
 * The first request that came over a connection, and how many characters long it is; `undefined` while it is
 * incomplete. Takes text in which each character is one byte. Reads bodies with a length and chunked bodies.
 */
export function firstRequest(received: string): (RequestLine & { readonly length: number }) | undefined {
  const headEnd = received.indexOf("\r\n\r\n");
  if (headEnd === -1) return undefined;
  const head = received.slice(0, headEnd + 2);
  const [method = "", path = ""] = head.split(" ", 2);
  const bodyStart = headEnd + 4;
  const bodyEnd = /\r\ntransfer-encoding: *chunked\r\n/i.test(head)
    ? endOfChunks(received, bodyStart)
    : bodyStart + Number(/\r\ncontent-length: *(\d+)\r\n/i.exec(head)?.[1] ?? 0);
  return received.length < bodyEnd ? undefined : { method, path, length: bodyEnd };
}

function endOfChunks(received: string, start: number): number {
  let position = start;
  for (;;) {
    const lineEnd = received.indexOf("\r\n", position);
    if (lineEnd === -1) return Number.POSITIVE_INFINITY;
    const size = Number.parseInt(received.slice(position, lineEnd), 16);
    position = lineEnd + 2 + size + 2;
    if (size === 0) return position;
  }
}
