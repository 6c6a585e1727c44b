import { connect as connectTcp } from "node:net";
import { connect as connectTls } from "node:tls";

const PATIENCE_MS = 5_000;

/** Whether a host takes a connection. */
export type Reachability =
  | { readonly host: string; readonly reachable: true; readonly milliseconds: number; readonly encrypted: boolean }
  | { readonly host: string; readonly reachable: false; readonly problem: string };

/** Opens a connection to the host of a URL, with its certificate checked for https, and sends no request. */
export async function reach(url: string): Promise<Reachability> {
  const { protocol, hostname, port, host } = new URL(url);
  const encrypted = protocol === "https:";
  const begun = performance.now();
  return new Promise((resolve) => {
    const options = {
      host: hostname.replace(/^\[|\]$/g, ""),
      port: Number(port === "" ? (encrypted ? 443 : 80) : port),
    };
    const done = (result: Reachability) => {
      socket.destroy();
      resolve(result);
    };
    const ready = () => done({ host, reachable: true, milliseconds: Math.round(performance.now() - begun), encrypted });
    const failed = (problem: string) => done({ host, reachable: false, problem });
    const socket = encrypted ? connectTls({ ...options, servername: options.host }, ready) : connectTcp(options, ready);
    socket.setTimeout(PATIENCE_MS, () => failed(`no answer within ${PATIENCE_MS / 1_000} s`));
    socket.on("error", (error: NodeJS.ErrnoException) => failed(error.code ?? error.message));
  });
}
