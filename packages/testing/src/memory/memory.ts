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
import { codeIn } from "../memory-code.ts";
import type { MemoryClient, MemoryProvider } from "./client.ts";
import { memoryContacts } from "./contacts.ts";
import { ask, deliver, type Sleep, sleepWithTimer } from "./exchange.ts";
import { memoryFiles } from "./files.ts";
import { createMemoryLog } from "./message.ts";
import { memoryOtp } from "./otp.ts";
import { findMessage, memoryReports } from "./reports.ts";
import { createScript } from "./script.ts";

/** What a memory provider can do beyond sending, unless told. Without `otp`, as most providers: codes are then ours. */
const USUAL = ["balance", "schedule", "contacts", "files", "status", "deliveryReports", "inboundMessages"] as const;
const ALL: readonly string[] = [...USUAL, "otp"];

export interface MemoryOptions<Name extends string, Can extends readonly (keyof Capabilities)[]> {
  /** `memory` unless told; that of a real provider, to stand in for it in routes. */
  readonly name?: Name | undefined;
  /** The countries it is made for, where no route is given; none unless told. */
  readonly regions?: readonly Region[] | undefined;
  /** 100 unless told. */
  readonly recipientsPerRequest?: number | undefined;
  /** What it can do beyond sending; everything but `otp` unless told, `[]` for nothing. */
  readonly can?: Can | undefined;
  /** Lets the time of `afterMs` pass; a timer unless told. `async () => {}` is a clock on which everything is at once. */
  readonly sleep?: Sleep | undefined;
}

/**
 * A provider that sends nothing: it remembers what it was given, and answers as the test says. Takes everything unless
 * told. Throws an `SmsError` with code `config` that names an option that is wrong.
 */
export function memoryProvider<
  const Name extends string = "memory",
  const Can extends readonly (keyof Capabilities)[] = typeof USUAL,
>(options: MemoryOptions<Name, Can> = {}): MemoryProvider<NoInfer<Name>, NoInfer<Can[number]>> {
  const { name, regions, recipientsPerRequest, can: wanted, sleep } = checkOptions(options);
  const log = createMemoryLog(name);
  const script = createScript();
  const desk = { name, log, script, sleep };
  const otp = memoryOtp(desk);
  const contacts = memoryContacts(desk);
  const reports = memoryReports(desk);
  let balance: Balance = START;

  const send = (message: OutgoingMessage, at: Date | undefined, call: CallOptions = {}) =>
    toReport(name, message.to, async () => {
      const { to, ...same } = message;
      if (to.length > recipientsPerRequest) {
        const problem = `has ${to.length} numbers; one request takes ${recipientsPerRequest}.`;
        throw invalidInput("to", problem, { provider: name });
      }
      const kind = at === undefined ? "send" : "schedule";
      return {
        verdicts: await deliver(
          desk,
          to.map((phone) => ({ ...same, kind, to: phone, at })),
          call,
        ),
      };
    });

  const capabilities: Required<Capabilities> = {
    otp: otp.capability,
    files: memoryFiles(desk),
    contacts: contacts.capability,
    balance: { get: (call = {}) => ask(desk, "balance", call, () => balance) },
    schedule: { send },
    ...reports.capabilities,
  };
  const taken = () => log.messages.filter(({ status: verdict }) => verdict !== "rejected");
  const { accept, refuse, leaveUnknown } = script;
  const client: MemoryClient = {
    get sent() {
      return taken();
    },
    get rejected() {
      return log.messages.filter(({ status: verdict }) => verdict === "rejected");
    },
    get balance() {
      return balance;
    },
    set balance(given) {
      balance = given;
    },
    get groups() {
      return contacts.groups;
    },
    code: (to) => codeIn(findMessage(taken(), to)),
    accept,
    reject: refuse,
    leaveUnknown,
    deliveryReport: (which, status = "delivered", given = {}) =>
      reports.deliveryReport(findMessage(taken(), which), status, given),
    inboundMessage: reports.inboundMessage,
    reset() {
      for (const each of [log, script, otp, contacts, reports]) each.clear();
      balance = START;
    },
  };
  return {
    name: name as Name,
    regions,
    limits: { recipientsPerRequest },
    can: Object.fromEntries(wanted.map((each) => [each, capabilities[each]])) as never,
    client,
    send: (message, call) => send(message, undefined, call),
  };
}

const START: Balance = { amount: 1_000, currency: "USD" };

function checkOptions(options: MemoryOptions<string, readonly (keyof Capabilities)[]>) {
  const where = { code: "config" } as const;
  checkFields(options, ["name", "regions", "recipientsPerRequest", "can", "sleep"], where);
  const { name = "memory", regions = [], recipientsPerRequest = 100, can = USUAL, sleep = sleepWithTimer } = options;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw invalidInput("name", "must be lower-case kebab-case.", where);
  const region = regions.find((each) => !isRegion(each));
  if (region !== undefined) throw invalidInput("regions", `has ${region}, which is no ISO country code.`, where);
  if (!(Number.isInteger(recipientsPerRequest) && recipientsPerRequest >= 1)) {
    throw invalidInput("recipientsPerRequest", "must be a whole number of at least 1.", where);
  }
  const stranger = can.find((each) => !ALL.includes(each));
  if (stranger !== undefined) throw invalidInput("can", `has ${stranger}; ${suggest(stranger, ALL)}`, where);
  return { name, regions, recipientsPerRequest, can, sleep };
}
