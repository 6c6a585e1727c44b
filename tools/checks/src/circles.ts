import type { Graph } from "./import-graph.ts";

export const CIRCLE_ADVICE = "Move the type that closes the circle into a file below both.";

/** The import circles of a graph, each once, as `a → b → a`. Of several through the same place the shortest is listed. */
export function circles(graph: Graph): string[] {
  const found = [...graph.keys()].flatMap((start) => {
    const circle = shortestCircle(graph, start);
    return circle === undefined ? [] : [describe(circle)];
  });
  return [...new Set(found)].sort();
}

function shortestCircle(graph: Graph, start: string): string[] | undefined {
  const ways = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of graph.get(way.at(-1) ?? "") ?? []) {
      if (next === start) return way;
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}

/** Begins with the name that comes first in the alphabet, so that a circle reads the same from wherever it is found. */
function describe(circle: readonly string[]): string {
  const first = circle.indexOf([...circle].sort()[0] ?? "");
  const turned = [...circle.slice(first), ...circle.slice(0, first)];
  return [...turned, turned[0]].join(" → ");
}
