import {
  type Balance,
  type CallOptions,
  type Capabilities,
  checkFields,
  invalidInput,
  isRegion,
  type OutgoingMessage,
  type Region,
  suggest,
  toReport,
} from "@polysms/core";
import type { MemoryClient, MemoryProvider } from "./client.ts";
import { memoryContacts } from "./contacts.ts";
import { ask, type Sleep, sendMessages, sleepWithTimer } from "./exchange.ts";
import { memoryFiles } from "./files.ts";
import { codeIn, createMemoryLog } from "./message.ts";
import { memoryOtp } from "./otp.ts";
import { findMessage, memoryReports } from "./reports.ts";
import { createScript } from "./script.ts";

/** What a memory provider can do by default. Without `otp`, like most providers: polysms then makes the codes. */
const DEFAULT_CAPABILITIES = [
  "balance",
  "schedule",
  "contacts",
  "files",
  "status",
  "deliveryReports",
  "inboundMessages",
] as const;
const ALL_CAPABILITIES: readonly string[] = [...DEFAULT_CAPABILITIES, "otp"];

/** Options of {@link memoryProvider}. */
export interface MemoryOptions<Name extends string, Can extends readonly (keyof Capabilities)[]> {
  /** Use the name of a real provider to replace it in your routes. Default `memory`. */
  readonly name?: Name | undefined;
  /** The countries it serves if `createSms` has no `route`. Default: none. */
  readonly regions?: readonly Region[] | undefined;
  /** Recipients that one request may have. Default 100. */
  readonly recipientsPerRequest?: number | undefined;
  /** What it can do beyond sending; `[]` for nothing. Default: everything except `otp`. */
  readonly can?: Can | undefined;
  /** Waits for `afterMs`. Pass `async () => {}` to wait for nothing; deadlines still hold. Default: a timer. */
  readonly sleep?: Sleep | undefined;
}

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

const INITIAL_BALANCE: Balance = { amount: 1_000, currency: "USD" };

function checkOptions(options: MemoryOptions<string, readonly (keyof Capabilities)[]>) {
  const where = { code: "config" } as const;
  checkFields(options, ["name", "regions", "recipientsPerRequest", "can", "sleep"], where);
  const { name = "memory", regions = [], recipientsPerRequest = 100, can = DEFAULT_CAPABILITIES, sleep = sleepWithTimer } = options;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw invalidInput("name", "must be lower-case kebab-case, such as my-provider.", where);
  const region = regions.find((each) => !isRegion(each));
  if (region !== undefined) throw invalidInput("regions", `has ${region}, which is not an ISO country code such as KE.`, where);
  if (!(Number.isInteger(recipientsPerRequest) && recipientsPerRequest >= 1)) {
    throw invalidInput("recipientsPerRequest", "must be a whole number of at least 1.", where);
  }
  const unknownName = can.find((each) => !ALL_CAPABILITIES.includes(each));
  if (unknownName !== undefined) {
    throw invalidInput("can", `has ${unknownName}; ${suggest(unknownName, ALL_CAPABILITIES)}`, where);
  }
  return { name, regions, recipientsPerRequest, can, sleep };
}
