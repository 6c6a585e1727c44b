import {
  type Balance,
  type CallOptions,
  type Capabilities,
  invalidInput,
  type OutgoingMessage,
  toReport,
} from "@polysms/core";
import type { MemoryClient, MemoryProvider } from "./client.ts";
import { memoryContacts } from "./contacts.ts";
import { ask, sendMessages } from "./exchange.ts";
import { memoryFiles } from "./files.ts";
import { codeIn, createMemoryLog } from "./message.ts";
import { checkOptions, type DEFAULT_CAPABILITIES, type MemoryOptions } from "./options.ts";
import { memoryOtp } from "./otp.ts";
import { findMessage, memoryReports } from "./reports.ts";
import { createScript } from "./script.ts";

const INITIAL_BALANCE: Balance = { amount: 1_000, currency: "USD" };

/**
 * Makes a provider that sends nothing: it keeps every message in memory and answers as the test asks. By default it
 * accepts everything. Throws an `SmsError` with code `config` that names the option if one is wrong.
 */
export function memoryProvider<
  const Name extends string = "memory",
  const Can extends readonly (keyof Capabilities)[] = typeof DEFAULT_CAPABILITIES,
>(options: MemoryOptions<Name, Can> = {}): MemoryProvider<NoInfer<Name>, NoInfer<Can[number]>> {
  const { name, regions, recipientsPerRequest, can: wanted, sleep } = checkOptions(options);
  const log = createMemoryLog(name);
  const script = createScript();
  const context = { name, log, script, sleep };
  const otp = memoryOtp(context);
  const contacts = memoryContacts(context);
  const reports = memoryReports(context);
  let balance: Balance = INITIAL_BALANCE;

  const submit = (message: OutgoingMessage, at: Date | undefined, call: CallOptions = {}) =>
    toReport(name, message.to, async () => {
      const { to, ...rest } = message;
      if (to.length > recipientsPerRequest) {
        const problem = `has ${to.length} numbers; one request takes ${recipientsPerRequest} at most.`;
        throw invalidInput("to", problem, { provider: name });
      }
      const kind = at === undefined ? "send" : "schedule";
      return {
        verdicts: await sendMessages(
          context,
          to.map((phone) => ({ ...rest, kind, to: phone, at })),
          call,
        ),
      };
    });

  const capabilities: Required<Capabilities> = {
    otp: otp.capability,
    files: memoryFiles(context),
    contacts: contacts.capability,
    balance: { get: (call = {}) => ask(context, "balance", call, () => balance) },
    schedule: { send: submit },
    ...reports.capabilities,
  };
  const sent = () => log.messages.filter(({ status }) => status !== "rejected");
  const { accept, reject, leaveUnknown } = script;
  const client: MemoryClient = {
    get sent() {
      return sent();
    },
    get rejected() {
      return log.messages.filter(({ status }) => status === "rejected");
    },
    get balance() {
      return balance;
    },
    set balance(value) {
      balance = value;
    },
    get groups() {
      return contacts.groups;
    },
    code: (to) => codeIn(findMessage(sent(), to)),
    accept,
    reject,
    leaveUnknown,
    deliveryReport: (which, status = "delivered", options = {}) =>
      reports.deliveryReport(findMessage(sent(), which), status, options),
    inboundMessage: reports.inboundMessage,
    reset() {
      for (const each of [log, script, otp, contacts, reports]) each.clear();
      balance = INITIAL_BALANCE;
    },
  };
  return {
    name: name as Name,
    regions,
    limits: { recipientsPerRequest },
    can: Object.fromEntries(wanted.map((each) => [each, capabilities[each]])) as never,
    client,
    send: (message, call) => submit(message, undefined, call),
  };
}
