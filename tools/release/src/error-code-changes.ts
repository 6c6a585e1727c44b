import type { SpecChange } from "./bump.ts";

/** The parts of a document that say which rejections are documented. */
export interface Operations {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface ErrorCode {
  readonly code: string | number;
  readonly name: string;
}

/**
 * A documented code proves a rejection, so without it a rejected message becomes an unknown one. Redocly does not compare
 * extensions.
 */
export function errorCodeChanges(before: Operations, after: Operations): SpecChange[] {
  const [old, current] = [codesOf(before), codesOf(after)];
  const changes: SpecChange[] = [];
  for (const [where, name] of old) {
    const now = current.get(where);
    if (now === undefined) changes.push({ bump: "major", what: `The error code ${where} (${name}) is gone.` });
    else if (now !== name) changes.push({ bump: "major", what: `The error code ${where} is ${now} and was ${name}.` });
  }
  for (const [where, name] of current) {
    if (!old.has(where)) changes.push({ bump: "minor", what: `The error code ${where} (${name}) is new.` });
  }
  return changes;
}

function codesOf({ paths = {} }: Operations): Map<string, string> {
  const codes = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) => {
      const { "x-error-codes": listed = [] } = operation as { "x-error-codes"?: readonly ErrorCode[] };
      return listed.map(({ code, name }): [string, string] => [`${code} of ${method.toUpperCase()} ${path}`, name]);
    }),
  );
  return new Map(codes);
}
