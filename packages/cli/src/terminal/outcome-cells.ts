import { maskPhone, type Outcome } from "polysms";
import { plain } from "./colours.ts";

/** The table cells for one outcome. The number is masked unless it was typed in this very command. */
export function outcomeCells(outcome: Outcome, typed: boolean): string[] {
  const to = typed ? outcome.to : maskPhone(outcome.to);
  const provider = "provider" in outcome ? outcome.provider : "";
  return [outcome.status, to, provider, detailOf(outcome)];
}

function detailOf(outcome: Outcome): string {
  if (outcome.status === "accepted") return `id ${plain(outcome.id)}`;
  if (outcome.status === "skipped") {
    return outcome.reason === "duplicate" ? "the same number appears earlier" : "the guard does not allow this number";
  }
  const { code, message, hint } = outcome.error;
  return plain(`${code}: ${message}${hint === undefined ? "" : ` ${hint}`}`);
}
