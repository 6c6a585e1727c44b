import { charactersOutsideGsm7, countSegments, type E164, type Segmentation } from "@polysms/core";
import type { CheckedMessage } from "./message.ts";

/** What a message would cost, and which providers it would go through. */
export interface Preview<Name extends string = string> extends Segmentation {
  /** The characters that force UCS-2, each once. Empty for GSM-7. Replacing them may halve the price. */
  readonly forcedBy: readonly string[];
  /** How many numbers would be sent to. Each counts once, and numbers that the guard drops do not count. */
  readonly recipients: number;
  /** Segments times recipients: the segments billed if every recipient has a route. */
  readonly totalSegments: number;
  /** The recipients by their providers, first choice first. */
  readonly routes: readonly { readonly providers: readonly Name[]; readonly recipients: number }[];
}

/** Previews a checked message. The route is only peeked at: a round robin does not advance. */
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
