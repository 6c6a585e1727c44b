import type { E164, Verdict } from "@polysms/core";
import type { AnyProvider } from "../../src/message/message.ts";
import { accepted } from "../stub-provider.ts";

/** Who was sent to, through whatever provider and in whatever way. */
export interface Ledger {
  /** Where each number has gone, as often as it has; what was provably refused is left out. */
  readonly sent: ReadonlyMap<string, readonly string[]>;
  /** A provider that writes down what it is given. */
  provider(name: string, options?: LedgerOptions): AnyProvider;
  readonly twice: readonly string[];
}

interface LedgerOptions {
  readonly files?: boolean;
  readonly answer?: ((to: string) => Verdict) | undefined;
  /** Awaited before the answer, when what was given is written down. */
  readonly before?: () => Promise<void> | void;
}

export function createLedger(): Ledger {
  const sent = new Map<string, string[]>();
  const note = (to: string, how: string, { status: verdict }: Verdict) => {
    if (verdict !== "rejected") sent.set(to, [...(sent.get(to) ?? []), how]);
  };
  return {
    sent,
    get twice() {
      return [...sent].filter(([, ways]) => ways.length > 1).map(([to, ways]) => `${to}: ${ways.join(", ")}`);
    },
    provider(name, { files = false, answer = () => accepted(`id of ${name}`), before = () => {} } = {}) {
      const takesFiles: AnyProvider["can"] = {
        files: {
          maxBytes: 1_000_000,
          async send({ file }) {
            const [, ...rows] = (await file.text()).trim().split("\n");
            const verdict = answer(name);
            for (const row of rows) note(row.split(",")[0] ?? "", `file of ${name}`, verdict);
            await before();
            return verdict;
          },
        },
      };
      return {
        name,
        regions: [],
        limits: { recipientsPerRequest: 1 },
        can: files ? takesFiles : {},
        client: undefined,
        async send({ to: [to = "" as E164] }) {
          const verdict = answer(to);
          note(to, `message of ${name}`, verdict);
          await before();
          return { verdicts: [verdict] };
        },
      };
    },
  };
}
