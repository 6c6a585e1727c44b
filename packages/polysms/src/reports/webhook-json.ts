/** Documented calls are flat. Deeper values would end other code, which walks through them, with a stack that is full. */
const MAX_DEPTH = 32;

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^"{}[\]:,]+/g;

/**
 * Throws a `TypeError` for JSON that no provider writes: an object with the same name twice, of which either could be
 * meant, or more than 32 levels. The text must be JSON.
 */
export function checkJson(json: string): void {
  /** The names of the objects around this place; `undefined` for a list. */
  const levels: (Set<string> | undefined)[] = [];
  let text: string | undefined;
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === "{" || token === "[") {
      levels.push(token === "{" ? new Set() : undefined);
      if (levels.length > MAX_DEPTH) throw new TypeError("too many levels");
    } else if (token === "}" || token === "]") levels.pop();
    else if (token.startsWith('"')) text = token;
    else if (token === ":") {
      const names = levels.at(-1);
      const name = JSON.parse(text ?? '""') as string;
      if (names?.has(name)) throw new TypeError("a name twice");
      names?.add(name);
    }
  }
}
