import { type Capabilities, checkFields, invalidInput, isRegion, type Region, suggest } from "@polysms/core";
import { type Sleep, sleepWithTimer } from "./exchange.ts";

/** What a memory provider can do by default. Without `otp`, like most providers: polysms then makes the codes. */
export const DEFAULT_CAPABILITIES = [
  "balance",
  "schedule",
  "contacts",
  "files",
  "status",
  "deliveryReports",
  "inboundMessages",
] as const;
const ALL_CAPABILITIES: readonly string[] = [...DEFAULT_CAPABILITIES, "otp"];

/** Options of `memoryProvider`. */
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

/** The options with defaults. Throws an `SmsError` with code `config` that names the option if one is wrong. */
export function checkOptions(options: MemoryOptions<string, readonly (keyof Capabilities)[]>) {
  const where = { code: "config" } as const;
  checkFields(options, ["name", "regions", "recipientsPerRequest", "can", "sleep"], where);
  const {
    name = "memory",
    regions = [],
    recipientsPerRequest = 100,
    can = DEFAULT_CAPABILITIES,
    sleep = sleepWithTimer,
  } = options;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw invalidInput("name", "must be lower-case kebab-case, such as my-provider.", where);
  const region = regions.find((each) => !isRegion(each));
  if (region !== undefined)
    throw invalidInput("regions", `has ${region}, which is not an ISO country code such as KE.`, where);
  if (!(Number.isInteger(recipientsPerRequest) && recipientsPerRequest >= 1)) {
    throw invalidInput("recipientsPerRequest", "must be a whole number of at least 1.", where);
  }
  const unknownName = can.find((each) => !ALL_CAPABILITIES.includes(each));
  if (unknownName !== undefined) {
    throw invalidInput("can", `has ${unknownName}; ${suggest(unknownName, ALL_CAPABILITIES)}`, where);
  }
  return { name, regions, recipientsPerRequest, can, sleep };
}
