import type { JsonObject } from "../../../src/index.ts";
import { type PrismReply, type PrismServer, startPrismServer } from "../../../src/mock/prism/server.ts";

/** Prism without the validator, to show what it lets pass. */
export async function askPrism(
  document: JsonObject,
  message: { method?: string; target: string; headers: Record<string, string>; body?: string },
  timeoutMs = 5_000,
): Promise<PrismReply> {
  let prism: PrismServer | undefined;
  try {
    prism = await startPrismServer(structuredClone(document), timeoutMs);
    const body = new TextEncoder().encode(message.body ?? "");
    return await prism.ask({ method: "POST", ...message, body });
  } finally {
    await prism?.close();
  }
}
