import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, isIPv6 } from "node:net";
import { Readable } from "node:stream";
import type { Command } from "commander";
import { maskPhone, type SmsEvent } from "polysms";
import { examples, type Session, writeJson } from "../setup/session.ts";
import { findSetup } from "../setup/setup.ts";
import { createAnySms, needed, refuse } from "../setup/usage-error.ts";
import { painter, plain } from "../terminal/colours.ts";
import { type ExitCode, exitCodes } from "../terminal/exit-code.ts";
import { textTable } from "../terminal/table.ts";

interface ListenOptions {
  readonly port: number;
  readonly host: string;
  readonly publicUrl?: string;
}

export function addWebhook(program: Command, session: Session): void {
  const webhook = program.command("webhook").description("delivery reports, and messages that come in");
  webhook
    .command("listen")
    .description("print what providers report, until Ctrl-C")
    .option("--port <number>", "port to listen on; 0 takes a free one", Number, 8787)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--public-url <url>", "how providers reach this machine, such as the https URL of a tunnel")
    .addHelpText(
      "after",
      `\nThe secret behind the URLs is webhooks.secret of the configuration, or POLYSMS_WEBHOOK_SECRET. Without either a
new one is made, and its URLs end with this run.\n${examples("webhook listen", "webhook listen --public-url https://example.com/sms --json")}`,
    )
    .action(async (options: ListenOptions) => session.finish(await listen(session, options)));
}

async function listen(session: Session, options: ListenOptions): Promise<ExitCode> {
  const { terminal } = session;
  const { json = false } = session.globals();
  if (!Number.isInteger(options.port) || options.port < 0 || options.port > 65_535) {
    throw refuse("--port is no number from 0 to 65535.");
  }
  const { options: given } = await findSetup(session);
  let answer = async (_request: Request): Promise<Response> => new Response(null, { status: 503 });
  const server = createServer((incoming, outgoing) => {
    void respond(incoming, outgoing, (request) => answer(request));
  });
  server.listen(options.port, options.host);
  await once(server, "listening").catch((error: NodeJS.ErrnoException) => {
    throw refuse(`Port ${options.port} of ${options.host} cannot be listened on (${error.code}).`, "Choose a --port.");
  });
  const { port } = server.address() as AddressInfo;
  const here = `${isIPv6(options.host) ? `[${options.host}]` : options.host}:${port}`;
  const baseUrl = options.publicUrl ?? given.webhooks?.baseUrl ?? `http://${here}`;
  const secret = given.webhooks?.secret ?? terminal.env.POLYSMS_WEBHOOK_SECRET ?? randomBytes(32).toString("base64url");
  try {
    const sms = createAnySms({
      ...given,
      webhooks: { ...given.webhooks, baseUrl, secret },
      events: {
        ...given.events,
        onEvent: async (event) => {
          await given.events?.onEvent?.(event);
          await (json ? writeJson(session, event) : terminal.out(eventText(event, session)));
        },
        onError: (error) => {
          given.events?.onError?.(error);
          terminal.err(`refused: ${String(error instanceof Error ? error.message : error)}\n`);
        },
      },
    });
    const webhooks = needed(sms.webhooks, "makes calls");
    answer = (request) => webhooks.handle(request);
    const calling = given.providers.filter(({ can }) => can.deliveryReports ?? can.inboundMessages);
    const urls = await Promise.all(calling.map(async ({ name }) => [name, await webhooks.url(name)] as const));
    if (json) await writeJson(session, { listening: port, urls: Object.fromEntries(urls) });
    else
      await terminal.out(`Give each provider its URL; whoever has one can make calls in its name.\n${textTable(urls)}`);
    terminal.err(`Listening on ${here}. Ctrl-C ends.\n`);
    await new Promise<void>((resolve) => {
      const off = terminal.onInterrupt(() => {
        off();
        resolve();
      });
    });
    return exitCodes.ok;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** One line; numbers are masked, and the text of a message that came in is what it is about. */
function eventText(event: SmsEvent, { terminal }: Session): string {
  const paint = painter(terminal);
  const { provider, id, receivedAt } = event;
  const time = paint("dim", receivedAt.slice(11, 19));
  if (event.kind === "inbound") {
    return `${time}  ${provider}  message from ${maskPhone(event.from)}: ${plain(event.text)}\n`;
  }
  const to = event.to === undefined ? "" : maskPhone(event.to);
  const style = event.status === "delivered" ? "green" : event.terminal ? "red" : "yellow";
  const description = event.description === undefined ? "" : `  ${plain(event.description)}`;
  return `${time}  ${provider}  ${paint(style, event.status)}  ${to}  id ${plain(id)}${description}\n`;
}

async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handle: (request: Request) => Promise<Response>,
): Promise<void> {
  try {
    const { method = "GET", url = "/", headers } = incoming;
    const body =
      method === "GET" || method === "HEAD" ? null : (Readable.toWeb(incoming) as ReadableStream<Uint8Array>);
    const request = new Request(new URL(url, "http://localhost"), {
      method,
      headers: Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]),
      body,
      duplex: "half",
    } as RequestInit);
    const response = await handle(request);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end();
  } catch {
    outgoing.writeHead(400).end();
  }
}
