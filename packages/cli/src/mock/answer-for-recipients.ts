const NUMBER = /^\+?\d{10,15}$/;
// An answer that counts its recipients does so in words: "Total recipients 1".
const COUNT = /\b(recipients )\d+$/i;
const NUMBERS = /^\+?\d{10,15}(\s*,\s*\+?\d{10,15})*$/;

/**
 * Puts the numbers of the request into the answer of a mock. Mocks answer with the documented examples, which contain
 * numbers of their own. Returns the answer unchanged if it is not JSON or if the request has no numbers.
 */
export async function answerForRecipients(request: Request, response: Response): Promise<Response> {
  const answer = await jsonOf(response.clone());
  const recipients = answer === undefined ? [] : await numbersIn(request);
  if (recipients.length === 0) return response;
  const { status, headers } = response;
  const kept = new Headers(headers);
  kept.delete("content-length");
  return new Response(JSON.stringify(rewrite(answer, recipients)), { status, headers: kept });
}

/** The digits of every number that is the whole value of a field, or one of several separated by commas. */
async function numbersIn(request: Request): Promise<string[]> {
  const form = /urlencoded|form-data/.test(request.headers.get("content-type") ?? "");
  const values: unknown[] = form ? [...(await request.formData()).values()] : leaves(await jsonOf(request));
  const lists = values.map(String).filter((value) => NUMBERS.test(value));
  return [...new Set(lists.flatMap((list) => list.split(",").map(digitsOf)))];
}

function rewrite(value: unknown, [first = "", ...others]: readonly string[]): unknown {
  if (Array.isArray(value)) {
    const [model] = value;
    // A list with an entry for each number gets as many entries as there are numbers.
    if (value.every((entry) => leaves(entry).some(isNumber)) && model !== undefined) {
      return [first, ...others].map((digits) => {
        const own = value.find((entry) => leaves(entry).some((leaf) => isNumber(leaf) && digitsOf(leaf) === digits));
        return rewrite(own ?? model, [digits]);
      });
    }
    return value.map((entry) => rewrite(entry, [first, ...others]));
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => [key, rewrite(inner, [first, ...others])]);
    return Object.fromEntries(entries);
  }
  if (typeof value === "string" && COUNT.test(value)) return value.replace(COUNT, `$1${others.length + 1}`);
  if (!isNumber(value)) return value;
  if (typeof value === "number") return Number(first);
  return String(value).startsWith("+") ? `+${first}` : first;
}

function leaves(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [value];
}

function isNumber(value: unknown): boolean {
  return (typeof value === "string" || typeof value === "number") && NUMBER.test(String(value));
}

function digitsOf(number: unknown): string {
  return String(number).replaceAll(/\D/g, "");
}

async function jsonOf(message: Request | Response): Promise<unknown> {
  return message.json().catch(() => undefined);
}
