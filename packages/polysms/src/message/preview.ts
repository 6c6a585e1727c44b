import { charactersOutsideGsm7, countSegments, type E164, type Segmentation } from "@polysms/core";
import type { CheckedMessage } from "./message.ts";

/** What a message will cost and where it will go. */
export interface Preview<Name extends string = string> extends Segmentation {
  /** The characters that force UCS-2, each once; empty for GSM-7. Replacing them may halve the price. */
  readonly forcedBy: readonly string[];
  /** Numbers that would be sent to, each counted once, without those that the guard drops. */
  readonly recipients: number;
  /** Segments times recipients: what is billed if every recipient has a route. */
  readonly totalSegments: number;
  /** Recipients by the providers they would go through, first choice first. */
  readonly routes: readonly { readonly providers: readonly Name[]; readonly recipients: number }[];
}

export function previewOf(
  message: CheckedMessage,
  providersFor: (to: E164, options: { readonly peek: true }) => readonly string[],
): Preview {
  const unique = [...new Set(message.to.filter((to) => !message.guarded.has(to)))];
  const segmentation = countSegments(message.text);
  const routes = new Map<string, { providers: readonly string[]; recipients: number }>();
  for (const to of unique) {
    const providers = message.via === undefined ? providersFor(to, { peek: true }) : [message.via];
    const route = routes.get(providers.join("\n")) ?? { providers, recipients: 0 };
    route.recipients += 1;
    routes.set(providers.join("\n"), route);
  }
  return {
    ...segmentation,
    forcedBy: segmentation.encoding === "GSM-7" ? [] : charactersOutsideGsm7(message.text),
    recipients: unique.length,
    totalSegments: segmentation.segments * unique.length,
    routes: [...routes.values()],
  };
}
