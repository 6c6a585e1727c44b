import { createHash } from "node:crypto";
import type { Command } from "commander";
import type { E164, OtpStart } from "polysms";
import { otpNotebook } from "../otp/otp-file-store.ts";
import { readNumber } from "../setup/recipients.ts";
import { examples, type Session, writeJson } from "../setup/session.ts";
import { findSetup } from "../setup/setup.ts";
import { createAnySms, refuse } from "../setup/usage-error.ts";
import { painter } from "../terminal/colours.ts";
import { type ExitCode, exitCodes } from "../terminal/exit-code.ts";
import { duration } from "../terminal/progress.ts";

interface OtpOptions {
  readonly region?: string;
}

interface OtpSendOptions extends OtpOptions {
  readonly text?: string;
  readonly senderId?: string;
  readonly via?: string;
  readonly dryRun?: boolean;
}

const REGION = ["--region <country>", "country of a number without a country code: KE, CI, ZA or IN"] as const;

export function addOtp(program: Command, session: Session): void {
  const otp = program.command("otp").description("one-time codes");
  otp
    .command("send")
    .description("send a code to one number")
    .argument("<number>", "who gets the code")
    .option(...REGION)
    .option("--text <text>", "what is sent, with {code} where the code goes")
    .option("--sender-id <id>", "sender ID in place of the provider's own")
    .option("--via <provider>", "through this provider and no other")
    .option("--dry-run", "show where the code would go, and send nothing")
    .addHelpText("after", examples("otp send +2250707070707"))
    .action(async (number: string, options: OtpSendOptions) =>
      session.finish(await sendCode(session, number, options)),
    );
  otp
    .command("verify")
    .description("check a code that somebody typed; the code that was sent last to the number counts")
    .argument("<number>", "who got the code")
    .argument("<code>", "what was typed")
    .option(...REGION)
    .addHelpText("after", examples("otp verify +2250707070707 482913"))
    .action(async (number: string, code: string, options: OtpOptions) =>
      session.finish(await verifyCode(session, number, code, options)),
    );
}

async function sendCode(session: Session, number: string, options: OtpSendOptions): Promise<ExitCode> {
  const { terminal } = session;
  const { region, text, senderId, via } = options;
  const to = readNumber(number, region);
  const { sms, notebook } = await open(session);
  const message = {
    to,
    ...(senderId === undefined ? {} : { senderId }),
    ...(via === undefined ? {} : { via }),
  };
  if (options.dryRun === true) {
    const { routes } = sms.preview({ ...message, text: text ?? "{code} is your code." });
    const providers = routes[0]?.providers ?? [];
    if (session.globals().json === true) await writeJson(session, { providers });
    else await terminal.out(`A code would go to ${to} through ${providers.join(", then ") || "nobody"}.\n`);
    terminal.err("Dry run: nothing was sent.\n");
    return providers.length === 0 ? exitCodes.rejected : exitCodes.ok;
  }
  const started = await sms.otp.start(text === undefined ? message : { ...message, text });
  if ("ticket" in started) await notebook.keepTicket(nameOf(to), started.ticket);
  if (session.globals().json === true) await writeJson(session, started);
  else await terminal.out(startText(started, to, session));
  const codes = { sent: exitCodes.ok, unknown: exitCodes.unknown } as const;
  return started.status === "sent" || started.status === "unknown" ? codes[started.status] : exitCodes.rejected;
}

function startText(started: OtpStart, to: E164, { terminal }: Session): string {
  const paint = painter(terminal);
  switch (started.status) {
    case "sent": {
      const { provider, expiresAt } = started.ticket;
      const left = duration(Date.parse(expiresAt) - Date.now());
      return `${paint("green", "sent")}  ${to}  ${provider}  good for ${left}\n`;
    }
    case "unknown":
    case "rejected":
      return `${paint(started.status === "unknown" ? "yellow" : "red", started.status)}  ${to}  ${started.error.code}: ${started.error.message}\n`;
    case "limited": {
      const why = started.reason === "budget" ? "too many codes for this number" : "too soon after the last code";
      return `${paint("red", "refused")}  ${to}  ${why}; again in ${duration(started.retryAfterMs)}\n`;
    }
  }
}

async function verifyCode(session: Session, number: string, code: string, { region }: OtpOptions): Promise<ExitCode> {
  const { terminal } = session;
  const to = readNumber(number, region);
  const { sms, notebook } = await open(session);
  const ticket = await notebook.findTicket(nameOf(to));
  if (ticket === undefined) {
    throw refuse(`No code that is still good was sent to ${to} from here.`, `Send one: polysms otp send ${to}`);
  }
  const result = await sms.otp.check({ ...ticket, to }, code);
  if (session.globals().json === true) await writeJson(session, { result });
  else await terminal.out(`${painter(terminal)(result === "approved" ? "green" : "red", result)}\n`);
  return result === "approved" ? exitCodes.ok : exitCodes.rejected;
}

async function open(session: Session) {
  const notebook = otpNotebook(session.terminal, session.globals().mock === true);
  const { options } = await findSetup(session);
  return { notebook, sms: createAnySms({ ...options, stores: { otp: notebook, ...options.stores } }) };
}

function nameOf(to: E164): string {
  return createHash("sha256").update(`polysms ticket ${to}`).digest("base64url");
}
