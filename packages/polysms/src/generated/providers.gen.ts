// Generated from specs/ by `pnpm generate`. Do not edit.
export { aoc, aocFromEnv } from "@polysms/aoc";
export { intouchvas, intouchvasFromEnv } from "@polysms/intouchvas";
export { touchbasepro, touchbaseproFromEnv } from "@polysms/touchbasepro";
export { vavasms, vavasmsFromEnv } from "@polysms/vavasms";
