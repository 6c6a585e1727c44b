import { availableParallelism, loadavg, totalmem } from "node:os";

/** Facts about the machine that a reader needs, and none by which it could be found. */
export function machineFacts(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `Node ${process.version}, ${process.platform} ${process.arch}, ${availableParallelism()} cores, ${memory} GB of memory`;
}

/** What else the machine was doing, in words; numbers taken beside other work say less. */
export function loadBefore(load: number = loadavg()[0] ?? 0): string {
  const rounded = load.toFixed(1);
  return load < 0.5
    ? `The machine did nothing else (load ${rounded} before the start).`
    : `**The machine was busy with other work** (load ${rounded} before the start): trust no number here but the ratios, and those with care.`;
}
