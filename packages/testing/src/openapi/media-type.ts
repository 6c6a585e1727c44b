interface MediaTypeHeader {
  /** `application/json`, lower case, without parameters. */
  readonly essence: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Reads a Content-Type header; `undefined` if it is not a media type. */
export function parseMediaType(header: string | null): MediaTypeHeader | undefined {
  const [essence = "", ...rest] = (header ?? "").split(";").map((part) => part.trim());
  if (!/^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+$/.test(essence)) return undefined;
  const parameters = new Map<string, string>();
  for (const part of rest) {
    const [name = "", ...value] = part.split("=");
    parameters.set(name.toLowerCase(), value.join("=").replace(/^"(.*)"$/, "$1"));
  }
  return { essence: essence.toLowerCase(), parameters };
}

/** Whether a media type is in a comma-separated list of documented ones, which may contain ranges such as `text/*`. */
export function matchesMediaType(documented: string, essence: string): boolean {
  return documented.split(",").some((entry) => {
    const range = parseMediaType(entry)?.essence ?? "";
    return range === essence || range === "*/*" || (range.endsWith("/*") && essence.startsWith(range.slice(0, -1)));
  });
}

export function isJson(essence: string): boolean {
  return /[/+]json$/.test(essence);
}

export function isForm(essence: string): boolean {
  return essence === "application/x-www-form-urlencoded" || essence === "multipart/form-data";
}

/** What is wrong with the parameters of a request's Content-Type; `undefined` if nothing is. */
export function mediaTypeParameterProblem({ essence, parameters }: MediaTypeHeader): string | undefined {
  if (essence === "multipart/form-data") {
    return parameters.get("boundary") && parameters.size === 1 ? undefined : "must have a boundary and nothing else";
  }
  for (const [name, value] of parameters) {
    // `fetch` itself adds "charset=UTF-8" to a URLSearchParams body, and every reader assumes UTF-8.
    if (name !== "charset") return "must have no parameter but charset";
    if (value.toLowerCase() !== "utf-8") return "must be in UTF-8";
  }
  return undefined;
}
