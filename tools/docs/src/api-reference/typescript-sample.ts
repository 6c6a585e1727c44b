import type { OperationRoute } from "../errors/adapter-run.ts";
import type { Setting } from "../spec/provider-instance.ts";

/** A call of a provider's typed client: `client.POST("/contact/create", { body })`. */
export interface TypedCall {
  readonly method: string;
  readonly path: string;
  readonly init: Readonly<Record<string, unknown>>;
}

/** A file of an example, whose content is shown as text. */
export class ExampleFile extends File {
  readonly content: string;
  constructor(content: string, { name, type }: File) {
    super([content], name, { type });
    this.content = content;
  }
}

export function clientSample(name: string, setting: Setting, call: TypedCall): string {
  return [
    `import { ${factory(name, setting)} } from "@polysms/${name}";`,
    "",
    ...reads(setting),
    `const { client } = ${made(name, setting)};`,
    `const { ok, data, error } = await client.${written(call)};`,
  ].join("\n");
}

/** A call of the facade's own member, or of the same client if the facade has none. */
export function facadeSample(
  name: string,
  route: OperationRoute | undefined,
  setting: Setting,
  call: TypedCall,
  to: string,
): string {
  const used = route?.setting ?? setting;
  return [
    `import { createSms, ${factory(name, used)} } from "polysms";`,
    "",
    ...reads(used),
    ...(used.isMinimal
      ? [`const sms = createSms({ providers: [${made(name, used)}] });`]
      : [`const provider = ${made(name, used)};`, "const sms = createSms({ providers: [provider] });"]),
    route === undefined
      ? `const { ok, data, error } = await sms.client("${name}").${written(call)};`
      : route.member.sample({ name, to }),
  ].join("\n");
}

/** Two ways to read the call of a provider: with its own reader, and with the facade, which also checks the caller. */
export function webhookSamples(name: string, reader: string, isForm: boolean): readonly [string, string] {
  return [
    [
      `import { ${name}FromEnv } from "@polysms/${name}";`,
      "",
      `const { ${reader} } = ${name}FromEnv().can;`,
      "export async function POST(request: Request): Promise<Response> {",
      `  const fields: Record<string, unknown> = ${isForm ? "Object.fromEntries(await request.formData())" : "await request.json()"};`,
      `  const event = ${reader}.read(fields);`,
      '  return new Response(null, { status: "problem" in event ? 400 : 200 });',
      "}",
    ].join("\n"),
    [
      `import { createSms, ${name}FromEnv } from "polysms";`,
      "",
      "const sms = createSms({",
      `  providers: [${name}FromEnv()],`,
      '  webhooks: { baseUrl: "https://example.com/sms", secret: process.env.WEBHOOK_SECRET ?? "" },',
      "  events: { onEvent: (event) => console.log(event.kind) },",
      "});",
      `const url = await sms.webhooks.url("${name}"); // give it to the provider`,
      "export const POST = (request: Request): Promise<Response> => sms.webhooks.handle(request);",
    ].join("\n"),
  ];
}

function factory(name: string, { isMinimal }: Setting): string {
  return isMinimal ? `${name}FromEnv` : name;
}

function reads({ environment, isMinimal }: Setting): string[] {
  return isMinimal ? [`// Reads ${Object.keys(environment).join(", ")}.`] : [];
}

// The type that `fromEnv` returns does not know of optional variables, so their values are passed by hand.
function made(name: string, { environment, isMinimal }: Setting): string {
  if (isMinimal) return `${name}FromEnv()`;
  const options = Object.keys(environment).map(
    (variable) => `  ${optionOf(name, variable)}: process.env.${variable} ?? "",\n`,
  );
  return `${name}({\n${options.join("")}})`;
}

/** `ACME_STATUS_PATH` is the option `statusPath`. */
function optionOf(name: string, variable: string): string {
  const words = variable.slice(name.length + 1).toLowerCase();
  return words.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function written({ method, path, init }: TypedCall): string {
  return `${method}("${path}"${Object.keys(init).length === 0 ? "" : `, ${literal(init)}`})`;
}

function literal(value: unknown, indent = ""): string {
  const inner = `${indent}  `;
  if (value instanceof ExampleFile) return `new Blob([${JSON.stringify(value.content)}], { type: "${value.type}" })`;
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, indent)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(
    ([key, field]) => `${inner}${/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)}: ${literal(field, inner)},\n`,
  );
  return `{\n${fields.join("")}${indent}}`;
}
