// Generated from specs/ by `pnpm generate`. Do not edit.
export { aoc } from "@polysms/aoc";
export { intouchvas } from "@polysms/intouchvas";
export { touchbasepro } from "@polysms/touchbasepro";
export { vavasms } from "@polysms/vavasms";
