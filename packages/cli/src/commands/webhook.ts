import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, isIPv6 } from "node:net";
import { Readable } from "node:stream";
import type { Command } from "commander";
import { type AnySms, createSms, maskPhone, type SmsEvent } from "polysms";
import { examples, type Session, writeJson } from "../setup/session.ts";
import { findSetup } from "../setup/setup.ts";
import { requireMember, usageError } from "../setup/usage-error.ts";
import { createColours, plain } from "../terminal/colours.ts";
import { type ExitCode, exitCodes } from "../terminal/exit-code.ts";
import { textTable } from "../terminal/table.ts";

interface ListenOptions {
  readonly port: number;
  readonly host: string;
  readonly publicUrl?: string;
}

export function addWebhook(program: Command, session: Session): void {
  const webhook = program.command("webhook").description("receive delivery reports and inbound SMS");
  webhook
    .command("listen")
    .description("print delivery reports and inbound SMS until Ctrl-C")
    .option("--port <number>", "port to listen on; 0 takes a free one", Number, 8787)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--public-url <url>", "URL at which providers reach this machine, such as the https URL of a tunnel")
    .addHelpText(
      "after",
      `\nThe secret for the URLs is webhooks.secret of the configuration, or POLYSMS_WEBHOOK_SECRET. Without either, a new
secret is made, and its URLs stop working when the command ends.\n${examples("webhook listen", "webhook listen --public-url https://example.com/sms --json")}`,
    )
    .action(async (options: ListenOptions) => session.finish(await listen(session, options)));
}

async function listen(session: Session, options: ListenOptions): Promise<ExitCode> {
  const { terminal } = session;
  const { json = false } = session.globals();
  if (!Number.isInteger(options.port) || options.port < 0 || options.port > 65_535) {
    throw usageError("--port must be a number from 0 to 65535.");
  }
  const { options: configured } = await findSetup(session);
  let handle = async (_request: Request): Promise<Response> => new Response(null, { status: 503 });
  const server = createServer((incoming, outgoing) => {
    void respond(incoming, outgoing, (request) => handle(request));
  });
  server.listen(options.port, options.host);
  await once(server, "listening").catch((error: NodeJS.ErrnoException) => {
    throw usageError(
      `Cannot listen on port ${options.port} of ${options.host} (${error.code}).`,
      "Choose another --port.",
    );
  });
  const { port } = server.address() as AddressInfo;
  const address = `${isIPv6(options.host) ? `[${options.host}]` : options.host}:${port}`;
  const { webhooks: settings, events } = configured;
  const baseUrl = options.publicUrl ?? settings?.baseUrl ?? `http://${address}`;
  const secret = settings?.secret ?? terminal.env.POLYSMS_WEBHOOK_SECRET ?? randomBytes(32).toString("base64url");
  try {
    const sms: AnySms = createSms({
      ...configured,
      webhooks: { ...settings, baseUrl, secret },
      events: {
        ...events,
        onEvent: async (event) => {
          await events?.onEvent?.(event);
          await (json ? writeJson(session, event) : terminal.out(eventText(event, session)));
        },
        onError: (error) => {
          events?.onError?.(error);
          terminal.err(`webhook call not accepted: ${String(error instanceof Error ? error.message : error)}\n`);
        },
      },
    });
    const webhooks = requireMember(sms.webhooks, "calls webhooks");
    handle = (request) => webhooks.handle(request);
    const calling = configured.providers.filter(({ can }) => can.deliveryReports ?? can.inboundMessages);
    const urls = await Promise.all(calling.map(async ({ name }) => [name, await webhooks.url(name)] as const));
    if (json) await writeJson(session, { listening: port, urls: Object.fromEntries(urls) });
    else await terminal.out(`${URL_ADVICE}\n${textTable(urls)}`);
    terminal.err(`Listening on ${address}. Press Ctrl-C to stop.\n`);
    await new Promise<void>((resolve) => {
      const remove = terminal.onInterrupt(() => {
        remove();
        resolve();
      });
    });
    return exitCodes.ok;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const URL_ADVICE =
  "Give each provider its URL. Keep the URLs secret: anyone who knows one can call it as the provider.";

/** An event on one line. Numbers are masked; the text of an inbound SMS is shown, because it is what the event is about. */
function eventText(event: SmsEvent, { terminal }: Session): string {
  const colour = createColours(terminal);
  const { provider, id, receivedAt } = event;
  const time = colour("dim", receivedAt.slice(11, 19));
  if (event.kind === "inbound") {
    return `${time}  ${provider}  message from ${maskPhone(event.from)}: ${plain(event.text)}\n`;
  }
  const to = event.to === undefined ? "" : maskPhone(event.to);
  const style = event.status === "delivered" ? "green" : event.terminal ? "red" : "yellow";
  const description = event.description === undefined ? "" : `  ${plain(event.description)}`;
  return `${time}  ${provider}  ${colour(style, event.status)}  ${to}  id ${plain(id)}${description}\n`;
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
