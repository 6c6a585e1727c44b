import "../server/loopback-only.ts";
import type { Contender } from "../contender.ts";
import { stubFetch } from "../server/stub-fetch.ts";
import { type SendOrder, sendFor } from "./sending.ts";

// Each contender has a process of its own, so that none suffers from what another one does to shared code or memory.
const [file = "", url = "stub"] = process.argv.slice(2);
const { contender } = (await import(file)) as { contender: Contender };
if (url === "stub") globalThis.fetch = stubFetch(contender.answers);
const send = await contender.connect(url === "stub" ? "http://127.0.0.1:9" : url);

let sent = 0;
process.on("message", async (order: SendOrder) => {
  process.send?.(await sendFor(send, order, () => sent++));
});
process.once("disconnect", () => process.exit());
process.send?.("ready");
