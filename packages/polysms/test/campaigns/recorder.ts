import type { AnyProvider, E164, Verdict } from "@polysms/core";
import { accepted } from "../stub-provider.ts";

/** Records who was sent to, through any provider and in any way. */
export interface Recorder {
  /** How each number was sent to, one entry per send. Rejections are left out. */
  readonly sent: ReadonlyMap<string, readonly string[]>;
  /** A provider that records what it sends. */
  provider(name: string, options?: RecordedProviderOptions): AnyProvider;
  /** Numbers that were sent to more than once. */
  readonly duplicates: readonly string[];
}

interface RecordedProviderOptions {
  readonly files?: boolean;
  readonly answer?: ((to: string) => Verdict) | undefined;
  /** Awaited before the answer, after the message is recorded. */
  readonly before?: () => Promise<void> | void;
}

export function createRecorder(): Recorder {
  const sent = new Map<string, string[]>();
  const record = (to: string, how: string, { status }: Verdict) => {
    if (status !== "rejected") sent.set(to, [...(sent.get(to) ?? []), how]);
  };
  return {
    sent,
    get duplicates() {
      return [...sent].filter(([, ways]) => ways.length > 1).map(([to, ways]) => `${to}: ${ways.join(", ")}`);
    },
    provider(name, { files = false, answer = () => accepted(`id of ${name}`), before = () => {} } = {}) {
      const takesFiles: AnyProvider["can"] = {
        files: {
          maxBytes: 1_000_000,
          async send({ file }) {
            const [, ...rows] = (await file.text()).trim().split("\n");
            const verdict = answer(name);
            for (const row of rows) record(row.split(",")[0] ?? "", `file of ${name}`, verdict);
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
          record(to, `message of ${name}`, verdict);
          await before();
          return { verdicts: [verdict] };
        },
      };
    },
  };
}
