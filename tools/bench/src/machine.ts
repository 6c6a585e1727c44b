import { availableParallelism, loadavg, totalmem } from "node:os";

/** Facts about the machine that a reader needs, and none that would identify it. */
export function machineFacts(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `Node ${process.version}, ${process.platform} ${process.arch}, ${availableParallelism()} cores, ${memory} GB of memory`;
}

/** What else the machine was doing. Numbers that were taken beside other work mean less. */
export function loadBefore(load: number = loadavg()[0] ?? 0): string {
  const rounded = load.toFixed(1);
  return load < 0.5
    ? `The machine had no other work (load ${rounded} before the start).`
    : `**The machine was busy with other work** (load ${rounded} before the start): trust only the ratios, and those with care.`;
}
