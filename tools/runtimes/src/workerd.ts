import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { start } from "@polysms/workspace/src/child-process.ts";
import { bundle } from "./bundle.ts";
import { pinned } from "./runtime.ts";

// No compatibility flag: a Worker without Node's modules. Its network may reach loopback, and trusts the certificates that browsers trust.
const CONFIG = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "probe", worker = .probe),
    (name = "internet", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "main", address = "127.0.0.1:0", http = (), service = "probe")],
);
const probe :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "2026-11-01",
);
`;

/** Serves the probe as a Worker, and calls it once. */
export async function startWorkerd(project: string, controlUrl: string): Promise<ChildProcess> {
  const { file } = await bundle(project, "worker.js");
  const config = join(dirname(file), `${basename(file, ".js")}.capnp`);
  await writeFile(config, CONFIG);
  // It writes the port that it got to the fourth file descriptor.
  const options = ["serve", config, "--control-fd=3"];
  const child = start(dirname(file), pinned("workerd/bin/workerd"), options, {}, ["pipe"]);
  const [line] = (await once(child.stdio[3] as Readable, "data")) as [Buffer];
  const { port } = JSON.parse(line.toString()) as { readonly port: number };
  fetch(`http://127.0.0.1:${port}/?control=${encodeURIComponent(controlUrl)}`).catch(() => {});
  return child;
}
