import { readFileSync } from "node:fs";
import { parse } from "yaml";

type Node = Readonly<Record<string, unknown>>;

export const specFile: URL = new URL("../src/generated/openapi.yaml", import.meta.url);

const document: unknown = parse(readFileSync(specFile, "utf8"));

/** The value at a place of the bundled spec, with every `$ref` on the way followed. Throws when there is none. */
export function at(...keys: readonly string[]): unknown {
  return keys.reduce((node, key) => {
    const next = isNode(node) ? node[key] : undefined;
    if (next === undefined) throw new Error(`The spec has nothing at ${keys.join(" → ")}.`);
    return follow(next);
  }, document);
}

/** The keys of the object there. */
export function keysAt(...keys: readonly string[]): string[] {
  return Object.keys(nodeAt(...keys));
}

export function nodeAt(...keys: readonly string[]): Node {
  const node = at(...keys);
  if (!isNode(node)) throw new Error(`The spec has no object at ${keys.join(" → ")}.`);
  return node;
}

/** A named example's value. */
export function example<Value = unknown>(name: string): Value {
  return at("components", "examples", name, "value") as Value;
}

export function schema(name: string, ...keys: readonly string[]): Node {
  return nodeAt("components", "schemas", name, ...keys);
}

export interface Operation {
  readonly id: string;
  readonly method: "GET" | "POST";
  readonly path: string;
}

/** Every call of the spec, without webhooks. */
export const operations: readonly Operation[] = keysAt("paths").flatMap((path) =>
  (["get", "post"] as const)
    .filter((method) => nodeAt("paths", path)[method] !== undefined)
    .map((method) => ({
      id: String(at("paths", path, method, "operationId")),
      method: method === "get" ? "GET" : "POST",
      path,
    })),
);

export interface Answer {
  readonly status: number;
  readonly name: string;
  readonly body: unknown;
}

/** Every documented answer of an operation, one for each of its examples. */
export function answersOf(operationId: string): Answer[] {
  const operation = operations.find(({ id }) => id === operationId);
  if (operation === undefined) throw new Error(`The spec has no operation ${operationId}.`);
  const place = ["paths", operation.path, operation.method.toLowerCase(), "responses"];
  return keysAt(...place).flatMap((status) => {
    const examples = [...place, status, "content", "application/json", "examples"];
    return keysAt(...examples).map((name) => ({ status: Number(status), name, body: at(...examples, name, "value") }));
  });
}

function follow(node: unknown): unknown {
  if (!isNode(node) || typeof node.$ref !== "string") return node;
  const { $ref, ...beside } = node;
  return { ...nodeAt(...$ref.slice(2).split("/")), ...beside };
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
