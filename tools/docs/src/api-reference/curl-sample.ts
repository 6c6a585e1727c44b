// What curl sends anyway, or what a sample is clearer without.
const OWN_HEADERS = new Set(["accept", "content-type", "content-length", "user-agent"]);

/** A request as a curl command, which reads the values of the named environment variables from there. */
export async function curlSample(request: Request, variables: readonly string[]): Promise<string> {
  const { method, url } = request;
  const withVariables = (text: string) => variables.reduce((words, name) => words.replaceAll(name, `$${name}`), text);
  const headers = [...request.headers]
    .filter(([name]) => !OWN_HEADERS.has(name))
    .map(([name, value]) => credentialOption(name, value, withVariables));
  const body = await bodyOptions(request, withVariables);
  const verb = method === (body.length === 0 ? "GET" : "POST") ? [] : [`--request ${method}`];
  return [`curl ${url}`, ...verb, ...headers, ...body].join(" \\\n  ");
}

function credentialOption(name: string, value: string, withVariables: (text: string) => string): string {
  const basic = /^Basic (.+)$/.exec(value)?.[1];
  if (basic !== undefined) return `--user "${withVariables(atob(basic))}"`;
  return `--header "${name === "authorization" ? "Authorization" : name}: ${withVariables(value)}"`;
}

async function bodyOptions(request: Request, withVariables: (text: string) => string): Promise<string[]> {
  const mediaType = request.headers.get("content-type")?.split(";")[0];
  if (mediaType === undefined) return [];
  if (mediaType === "multipart/form-data" || mediaType === "application/x-www-form-urlencoded") {
    const option = mediaType === "multipart/form-data" ? "--form" : "--data-urlencode";
    return [...(await request.formData())].map(([name, value]) =>
      typeof value === "string"
        ? `${option} ${quoted(`${name}=${value}`, withVariables)}`
        : `${option} ${quoted(`${name}=@${name}.csv;type=${value.type}`, withVariables)}`,
    );
  }
  const json = JSON.stringify(await request.json(), undefined, 2).replaceAll("\n", "\n  ");
  return [`--header "Content-Type: ${mediaType}"`, `--data ${quoted(json, withVariables)}`];
}

/** In double quotes if a variable has to be filled in, otherwise in single ones, in which the shell changes nothing. */
function quoted(text: string, withVariables: (text: string) => string): string {
  const filled = withVariables(text);
  return filled === text ? `'${text.replaceAll("'", `'\\''`)}'` : `"${filled}"`;
}
