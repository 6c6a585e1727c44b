import type { ProbeOutcome, ProbeResult } from "./probe-result.ts";

/** The failures of a connection that are in the table, with the words at the start of their row. */
const FAILURES = {
  connectionRefused: "Nothing listens on the port",
  connectionRefusedByName: "Nothing listens on the port, at any address of the name",
  unresolved: "The name does not resolve",
  untrusted: "The certificate is not trusted",
  readThenReset: "Reset after the request was read",
  readThenClose: "Closed after the request was read",
  cutBody: "Cut off half way through the answer",
} as const;

type Failures = ProbeResult["failures"];

/** What each runtime reports about a failed connection, as a page of Markdown. Runtimes that agree share a column. */
export function failureTable(results: ReadonlyMap<string, Failures>): string {
  const columns = new Map<string, string[]>();
  for (const [runtime, failures] of results) {
    const cells = Object.keys(FAILURES).map((name) => cell(failures[name]));
    const key = cells.join("\n");
    columns.set(key, [...(columns.get(key) ?? []), runtime]);
  }
  const head = ["What happens", ...[...columns.values()].map(sharedName)];
  const rows = Object.values(FAILURES).map((title, row) => [
    title,
    ...[...columns.keys()].map((key) => key.split("\n")[row] ?? ""),
  ]);
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return `${INTRODUCTION}\n${lines.join("\n")}\n`;
}

const INTRODUCTION = `# What a runtime can tell about a failed connection

Measured: \`pnpm runtimes\` sends from every runtime to servers that fail in these ways, and fails if this page is wrong.
**Proof** means that the outcome is \`rejected\`: the error says that the connection was never made, so nobody took the
message, and another provider may be asked. Everything else is \`unknown\`, whatever really happened, and no other provider
is asked.
`;

function cell(outcome: ProbeOutcome | undefined): string {
  if (outcome === undefined) throw new Error("The probe has no result for a failure of the table.");
  return `${outcome.status === "rejected" ? "**proof**" : outcome.status}: \`${reasonOf(outcome)}\``;
}

/** The code if there is one, otherwise the innermost message, without what differs in every run. */
function reasonOf({ reason = [] }: ProbeOutcome): string {
  const code = reason.find((one) => one.code !== undefined)?.code;
  // A machine without a name server cannot know that a name does not exist.
  if (code !== undefined) return code === "EAI_AGAIN" ? "ENOTFOUND" : code;
  const message = reason.at(-1)?.message ?? "nothing";
  const kind = /client error \(\w+\)(: [a-z -]+)?/.exec(message)?.[0];
  return (kind ?? message).replace(/ ?\(os error \d+\)/, "").replace(/reference = \w+/, "reference = …");
}

/** "Node 20, 22, 24" for runtimes that differ in their version alone. */
function sharedName(runtimes: readonly string[]): string {
  return runtimes
    .map((name, index) => {
      const [family] = name.split(" ");
      return index > 0 && runtimes[index - 1]?.split(" ")[0] === family ? name.slice(`${family} `.length) : name;
    })
    .join(", ");
}
