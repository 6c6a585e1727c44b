import { createHash } from "node:crypto";
import type { Command } from "commander";
import { createSms, type E164, type OtpStart } from "polysms";
import { otpFileStore } from "../otp/otp-file-store.ts";
import { readNumber } from "../setup/recipients.ts";
import { findSecret } from "../setup/secret.ts";
import { examples, type Session, writeJson } from "../setup/session.ts";
import { findSetup } from "../setup/setup.ts";
import { usageError } from "../setup/usage-error.ts";
import { createColours, styleOf } from "../terminal/colours.ts";
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
  const otp = program.command("otp").description("send and verify one-time codes");
  otp
    .command("send")
    .description("send a code to one number")
    .argument("<number>", "the recipient")
    .option(...REGION)
    .option("--text <text>", "the text, with {code} for the code")
    .option("--sender-id <id>", "sender ID to use instead of the provider's default")
    .option("--via <provider>", "send through this provider only")
    .option("--dry-run", "show where the code would go; send nothing")
    .addHelpText("after", examples("otp send +2250707070707"))
    .action(async (number: string, options: OtpSendOptions) =>
      session.finish(await sendCode(session, number, options)),
    );
  otp
    .command("verify")
    .description("check a code against the last one sent to the number from this machine")
    .argument("<number>", "the recipient")
    .argument("<code>", "the code that the recipient typed")
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
  const { sms, store } = await openOtp(session);
  const message = {
    to,
    ...(senderId === undefined ? {} : { senderId }),
    ...(via === undefined ? {} : { via }),
  };
  if (options.dryRun === true) {
    const { routes } = sms.preview({ ...message, text: text ?? "{code} is your code." });
    const providers = routes[0]?.providers ?? [];
    if (session.globals().json === true) await writeJson(session, { providers });
    else await terminal.out(`A code would go to ${to} through ${providers.join(", then ") || "no provider"}.\n`);
    terminal.err("Dry run: nothing was sent.\n");
    return providers.length === 0 ? exitCodes.rejected : exitCodes.ok;
  }
  const started = await sms.otp.start(text === undefined ? message : { ...message, text });
  if ("ticket" in started) await store.keepTicket(ticketName(to), started.ticket);
  if (session.globals().json === true) await writeJson(session, started);
  else await terminal.out(startText(started, to, session));
  if (started.status === "sent") return exitCodes.ok;
  return started.status === "unknown" ? exitCodes.unknown : exitCodes.rejected;
}

function startText(started: OtpStart, to: E164, { terminal }: Session): string {
  const colour = createColours(terminal);
  switch (started.status) {
    case "sent": {
      const { provider, expiresAt } = started.ticket;
      const left = duration(Date.parse(expiresAt) - Date.now());
      return `${colour("green", "sent")}  ${to}  ${provider}  valid for ${left}\n`;
    }
    case "unknown":
    case "rejected": {
      const { status, error } = started;
      return `${colour(styleOf(status), status)}  ${to}  ${error.code}: ${error.message}\n`;
    }
    case "limited": {
      const why = started.reason === "budget" ? "too many codes for this number" : "too soon after the last code";
      return `${colour("red", "limited")}  ${to}  ${why}; try again in ${duration(started.retryAfterMs)}\n`;
    }
  }
}

async function verifyCode(session: Session, number: string, code: string, { region }: OtpOptions): Promise<ExitCode> {
  const { terminal } = session;
  const to = readNumber(number, region);
  const { sms, store } = await openOtp(session);
  const ticket = await store.findTicket(ticketName(to));
  if (ticket === undefined) {
    throw usageError(`No valid code was sent to ${to} from this machine.`, `Send one: polysms otp send ${to}`);
  }
  const result = await sms.otp.check({ ...ticket, to }, code);
  if (session.globals().json === true) await writeJson(session, { result });
  else await terminal.out(`${createColours(terminal)(result === "approved" ? "green" : "red", result)}\n`);
  return result === "approved" ? exitCodes.ok : exitCodes.rejected;
}

async function openOtp(session: Session) {
  const store = otpFileStore(session.terminal, session.globals().mock === true);
  const { options } = await findSetup(session);
  // Here, because an error of a store inside a call says only that the store failed.
  await store.check();
  const otp = options.stores?.otp ?? store;
  const secret = findSecret(session.terminal.env, options.stores);
  return { store, sms: createSms({ ...options, stores: { ...options.stores, otp, secret } }) };
}

/** The name of a ticket in the store: a hash, so that the number is not in the file. */
function ticketName(to: E164): string {
  return createHash("sha256").update(`polysms ticket ${to}`).digest("base64url");
}
