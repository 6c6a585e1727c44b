import { Socket } from "node:net";

// Nothing that is measured may leave this machine: any other address is an error.
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;
const connect = Socket.prototype.connect;

Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
  // Node passes its own normalized arguments as one array.
  const [first, second] = (Array.isArray(args[0]) ? args[0] : args) as readonly unknown[];
  const options = typeof first === "object" && first !== null ? (first as { host?: string; path?: string }) : {};
  const host = options.host ?? (typeof second === "string" ? second : "localhost");
  if (options.path === undefined && !LOOPBACK.test(host)) throw new Error(`${host} is not on loopback.`);
  return (connect as (...all: unknown[]) => Socket).apply(this, args);
} as typeof connect;
