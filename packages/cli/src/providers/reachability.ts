import { connect as connectTcp } from "node:net";
import { connect as connectTls } from "node:tls";

const TIMEOUT_MS = 5_000;

/** Whether a host accepts a connection. */
type Reachability =
  | { readonly host: string; readonly reachable: true; readonly milliseconds: number; readonly encrypted: boolean }
  | { readonly host: string; readonly reachable: false; readonly problem: string };

/**
 * Connects to the host of a URL and sends no request. For https it also checks the certificate. Gives up after 5
 * seconds. Never rejects for a connection that fails.
 */
export async function checkReachability(url: string): Promise<Reachability> {
  const { protocol, hostname, port, host } = new URL(url);
  const encrypted = protocol === "https:";
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const options = {
      host: hostname.replace(/^\[|\]$/g, ""),
      port: Number(port === "" ? (encrypted ? 443 : 80) : port),
    };
    const finish = (result: Reachability) => {
      socket.destroy();
      resolve(result);
    };
    const connected = () =>
      finish({ host, reachable: true, milliseconds: Math.round(performance.now() - startedAt), encrypted });
    const failed = (problem: string) => finish({ host, reachable: false, problem });
    const socket = encrypted
      ? connectTls({ ...options, servername: options.host }, connected)
      : connectTcp(options, connected);
    socket.setTimeout(TIMEOUT_MS, () => failed(`no answer within ${TIMEOUT_MS / 1_000} s`));
    socket.on("error", (error: NodeJS.ErrnoException) => failed(error.code ?? error.message));
  });
}
