import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { type Environment, run, start } from "@polysms/workspace/src/child-process.ts";

/** What a registry says about a package: https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md */
export interface PackageDocument {
  readonly "dist-tags": Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, PublishedVersion>>;
}

export interface PublishedVersion {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly dist: { readonly integrity: string };
}

export interface Registry {
  readonly url: string;
  /** Settings that let npm and pnpm use this registry and no other, and none of the user's credentials. */
  readonly environment: Environment;
  /** The packages that were published here. */
  published(): string[];
  document(name: string): Promise<PackageDocument>;
  stop(): Promise<void>;
}

const here = new URL("../registry", import.meta.url).pathname;

export async function startRegistry(folder: string): Promise<Registry> {
  await run(here, "pnpm", ["install", "--frozen-lockfile", "--reporter=silent"]);
  mkdirSync(folder, { recursive: true });
  const upstream = (await run(folder, "npm", ["config", "get", "registry", "--loglevel=silent"])).trim();
  const config = readFileSync(join(here, "config.yaml"), "utf8").replace("NPM_REGISTRY", upstream);
  writeFileSync(join(folder, "config.yaml"), config);
  const address = `127.0.0.1:${await freePort()}`;
  const program = join(here, "node_modules/verdaccio/bin/verdaccio");
  const server = start(folder, "node", [program, "--config", join(folder, "config.yaml"), "--listen", address]);
  process.once("exit", () => server.kill());
  await ready(server);
  const url = `http://${address}/`;
  const settings = join(folder, "npmrc");
  writeFileSync(settings, `registry=${url}\n`);
  return {
    url,
    environment: {
      npm_config_userconfig: settings,
      npm_config_globalconfig: join(folder, "no-such-npmrc"),
      npm_config_registry: url,
      npm_config_cache: join(folder, "npm-cache"),
      npm_config_update_notifier: "false",
      PNPM_CONFIG_REGISTRY: url,
    },
    published: () => packagesIn(join(folder, "storage")),
    document: async (name) => (await (await fetch(url + name.replace("/", "%2f"))).json()) as PackageDocument,
    stop: async () => {
      server.kill();
      if (server.exitCode === null) await once(server, "exit");
    },
  };
}

function packagesIn(storage: string): string[] {
  const inScope = join(storage, "@polysms");
  const scoped = existsSync(inScope) ? readdirSync(inScope).map((name) => `@polysms/${name}`) : [];
  const own = [...scoped, ...(existsSync(join(storage, "polysms")) ? ["polysms"] : [])];
  return own.sort();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

function ready(server: ReturnType<typeof start>): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    const read = (chunk: Buffer) => {
      output += chunk;
      if (output.includes("http address")) resolve();
    };
    server.stdout?.on("data", read);
    server.stderr?.on("data", read);
    server.once("exit", () => reject(new Error(`The registry did not start:\n${output}`)));
  });
}
