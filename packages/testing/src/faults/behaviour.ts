import type { Socket } from "node:net";
import type { DocumentedAnswer } from "../recorded-fetch.ts";
import type { FaultName } from "./fault.ts";
import { httpHead, httpText, JSON_TYPE } from "./http-text.ts";

/** What the faults of one server share. */
export interface FaultContext {
  readonly success: DocumentedAnswer;
  /** Where redirects lead. */
  readonly redirectUrl: string;
  /** Called with the number of bytes of each part of the huge body as it is sent. */
  readonly onBytesSent: (bytes: number) => void;
}

type Misbehave = (socket: Socket, context: FaultContext) => void;

export const HUGE_BODY_BYTES = 100_000_000;

const DRIP_MS = 20;
const CHUNKED = [JSON_TYPE, ["transfer-encoding", "chunked"]] as const;
const PAGE = "<!doctype html><title>Maintenance</title><h1>We will be back soon</h1>";
const HTML = ["content-type", "text/html; charset=utf-8"] as const;

/** What the server does after it has read the request. Faults that are not listed here happen earlier. */
export const misbehaviours: Readonly<Partial<Record<FaultName, Misbehave>>> = {
  readThenReset: (socket) => socket.resetAndDestroy(),
  readThenClose: (socket) => socket.end(),
  silence: () => {},
  dripHeaders: (socket, { success }) => {
    socket.write(`HTTP/1.1 ${success.status} Status\r\n`);
    drip(socket, "x-drip: 1\r\n");
  },
  headersThenSilence: (socket, { success }) =>
    socket.write(httpHead(success.status, [JSON_TYPE, ["content-length", "9"]])),
  dripBody: (socket, { success }) => {
    socket.write(httpHead(success.status, CHUNKED));
    drip(socket, "1\r\n \r\n");
  },
  cutBody: (socket, { success }) => {
    const text = JSON.stringify(success.body);
    socket.end(httpHead(success.status, [JSON_TYPE, ["content-length", `${Buffer.byteLength(text) * 2}`]]) + text);
  },
  cutChunks: (socket, { success }) => {
    const text = JSON.stringify(success.body);
    const chunk = `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
    socket.end(httpHead(success.status, CHUNKED) + chunk);
  },
  cutJson: (socket, { success }) => {
    const text = JSON.stringify(success.body);
    socket.end(httpText(success.status, text.slice(0, Math.ceil(text.length / 2)), [JSON_TYPE]));
  },
  twoLengths: (socket, { success }) => {
    const text = JSON.stringify(success.body);
    socket.end(httpText(success.status, text, [JSON_TYPE, ["content-length", `${Buffer.byteLength(text) + 7}`]]));
  },
  emptyBody: (socket, { success }) => socket.end(httpText(success.status, "", [JSON_TYPE])),
  page: (socket, { success }) => socket.end(httpText(success.status, PAGE, [HTML])),
  otherType: (socket, { success }) => {
    const xml = '<?xml version="1.0"?><response><status>accepted</status></response>';
    socket.end(httpText(success.status, xml, [["content-type", "application/xml"]]));
  },
  badGateway: (socket) => socket.end(httpText(502, PAGE, [HTML])),
  hugeBody: (socket, { success, onBytesSent }) => {
    socket.write(httpHead(success.status, [JSON_TYPE, ["content-length", `${HUGE_BODY_BYTES}`]]));
    pour(socket, onBytesSent);
  },
  ...redirects(300, 301, 302, 303, 304, 305, 307, 308),
};

function redirects<Status extends number>(...statuses: readonly Status[]) {
  const each = statuses.map((status): [string, Misbehave] => [
    `redirect${status}`,
    (socket, { redirectUrl }) => socket.end(httpText(status, "", [["location", redirectUrl]])),
  ]);
  return Object.fromEntries(each) as Readonly<Record<`redirect${Status}`, Misbehave>>;
}

function drip(socket: Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), DRIP_MS);
  socket.once("close", () => clearInterval(timer));
}

// Waits for the reader, so that the number of bytes sent shows how many were read.
function pour(socket: Socket, onBytesSent: (bytes: number) => void): void {
  const block = Buffer.alloc(64 * 1024, "a");
  let left = HUGE_BODY_BYTES;
  const write = () => {
    while (left > 0 && !socket.destroyed) {
      const part = block.subarray(0, Math.min(left, block.length));
      left -= part.length;
      onBytesSent(part.length);
      if (!socket.write(part)) return;
    }
  };
  socket.on("drain", write);
  write();
}
