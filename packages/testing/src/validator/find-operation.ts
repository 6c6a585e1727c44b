import type { Operation } from "../openapi/operation.ts";
import { describePath } from "./masked-description.ts";
import type { Finding } from "./violation.ts";

interface Route {
  readonly operation: Operation;
  /** As written in the URL, still percent-encoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Misroute {
  /** The operation that was probably meant; `undefined` if none comes close. */
  readonly operation: Operation | undefined;
  /** The path as far as it may be shown. */
  readonly path: string;
  readonly finding: Finding;
}

type Router = (method: string, url: URL) => Route | Misroute;

/** Finds the operation for a URL on its documented host. Host, base path, path and method must all match. */
export function createRouter(operations: readonly Operation[]): Router {
  const calls = operations
    .filter((operation) => operation.kind === "request")
    .map((operation) => ({ operation, ...compileTemplate(operation.path) }))
    // `/messages/status` wins over `/messages/{id}`.
    .sort((one, other) => one.names.length - other.names.length);
  const paths = calls.map(({ operation }) => operation.path);
  const basePaths = new Set(calls.flatMap(({ operation }) => operation.servers.map((url) => basePath(url))));

  return (method, url) => {
    const near: { operation: Operation; host: boolean }[] = [];
    for (const { operation, pattern, names } of calls) {
      for (const server of operation.servers) {
        const host = new URL(server).origin === url.origin;
        const groups = matchBelow(url.pathname, basePath(server), pattern);
        if (groups && host && operation.method === method) {
          return { operation, pathParameters: Object.fromEntries(names.map((name, at) => [name, groups[at] ?? ""])) };
        }
        if (groups) near.push({ operation, host });
      }
      // The right path below another server's base path, or without a base path.
      if ([...basePaths, ""].some((base) => matchBelow(url.pathname, base, pattern))) {
        near.push({ operation, host: false });
      }
    }
    const meant = near.find(({ operation }) => operation.method === method);
    if (meant) return wrongServer(meant.operation, url);
    const other = near.find(({ host }) => host) ?? near[0];
    if (other) return wrongMethod(other.operation, near);
    return {
      operation: undefined,
      path: describePath(url.pathname, paths),
      finding: {
        field: "path",
        message: `is not in the spec; documented: ${[...new Set(paths)].join(", ")}`,
        specLocation: "#/paths",
      },
    };
  };
}

function wrongServer(operation: Operation, url: URL): Misroute {
  const sameHost = operation.servers.some((server) => new URL(server).origin === url.origin);
  const servers = operation.servers.join(" or ");
  return {
    operation,
    path: operation.path,
    finding: {
      field: sameHost ? "path" : "host",
      message: sameHost ? `has another base path; must start with ${servers}` : `is another server; must be ${servers}`,
      specLocation: operation.pointer,
    },
  };
}

function wrongMethod(operation: Operation, near: readonly { operation: Operation }[]): Misroute {
  const documented = near.filter((each) => each.operation.path === operation.path).map((each) => each.operation.method);
  return {
    operation: undefined,
    path: operation.path,
    finding: {
      field: "method",
      message: `is not in the spec for this path; must be ${[...new Set(documented)].join(" or ")}`,
      specLocation: operation.pointer.replace(/\/[a-z]+$/, ""),
    },
  };
}

function basePath(server: string): string {
  return new URL(server).pathname.replace(/\/$/, "");
}

function matchBelow(pathname: string, base: string, pattern: RegExp): string[] | undefined {
  return pathname.startsWith(base) ? pattern.exec(pathname.slice(base.length))?.slice(1) : undefined;
}

function compileTemplate(template: string): { pattern: RegExp; names: string[] } {
  const parts = template.split(/\{([^}]+)\}/);
  const source = parts.map((part, index) => (index % 2 ? "([^/]+)" : part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")));
  return { pattern: new RegExp(`^${source.join("")}$`), names: parts.filter((_, index) => index % 2) };
}
