import { checkFields, invalidInput, suggest } from "@polysms/core";
import { readPlaceholders } from "./placeholders.ts";

/** A text that messages use by its name, with `{name}` where a value goes. */
export interface Template {
  /** The text. Placeholder names are letters, digits and _. */
  readonly text: string;
  /**
   * Its registration with India's operators, who drop texts that follow no registered template. Providers elsewhere
   * ignore it.
   */
  readonly dlt?: { readonly templateId: string } | undefined;
}

/** The templates of a facade, by name. */
export type Templates = Readonly<Record<string, Template>>;

/** The type of a facade without templates. */
export type NoTemplates = Record<never, never>;

/** The names between braces in a text. */
type PlaceholderIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholderIn<Rest>
  : never;

/** A value for each placeholder of a text. Any values if the text is not a literal. */
type ValuesFor<Text extends string> = string extends Text
  ? Readonly<Record<string, string | number>>
  : { readonly [Name in PlaceholderIn<Text>]: string | number };

/** One of the templates with its values. `Filled` are the placeholders that polysms fills in. */
export type FromTemplate<All extends Templates, Filled extends string = never> = {
  [Name in keyof All & string]: { readonly template: Name; readonly text?: undefined } & VarsFor<
    Omit<ValuesFor<All[Name]["text"]>, Filled>
  >;
}[keyof All & string];

/** `vars` may be omitted if there is nothing to fill in, or if the compiler cannot tell. */
type VarsFor<Values> = [keyof Values] extends [never]
  ? { readonly vars?: Values }
  : string extends keyof Values
    ? { readonly vars?: Values }
    : { readonly vars: Values };

/** The finished text of a message, and the template that it follows. */
interface Content {
  readonly text: string;
  readonly templateId: string | undefined;
}

/** The text of a message before it is checked. */
export interface LooseContent {
  readonly text?: string | undefined;
  readonly template?: string | undefined;
  readonly vars?: Readonly<Record<string, unknown>> | undefined;
}

/** The templates of a facade, checked. */
export interface TemplateLookup {
  /** The text of a message, its own or its template's. Throws an `SmsError` that names the field. */
  contentOf(message: LooseContent): Content;
  /** The text of a template with its placeholders. Throws an `SmsError` if there is no template with this name. */
  textOf(name: unknown): string;
}

/** Checks the templates. Throws an `SmsError` with code `config` that names the template and its fault. */
export function createTemplates(templates: Templates = {}): TemplateLookup {
  if (typeof templates !== "object" || templates === null) {
    throw invalidInput("templates", 'must be an object such as { login: { text: "{code} is your code." } }.', {
      code: "config",
    });
  }
  const byName = new Map(Object.entries(templates).map(([name, template]) => [name, checkTemplate(name, template)]));
  const find = (name: unknown) => {
    const template = typeof name === "string" ? byName.get(name) : undefined;
    if (template !== undefined) return template;
    throw invalidInput(
      "template",
      `is not one of the templates of createSms; ${suggest(String(name), [...byName.keys()])}`,
    );
  };
  return {
    textOf: (name) => find(name).text.written,
    contentOf(message) {
      const { text, template, vars = {} } = message;
      if (template === undefined) {
        if (text === undefined) throw invalidInput("text", "is missing, and so is template; give one of them.");
        if (message.vars !== undefined) throw invalidInput("vars", "fills in a template, and no template is named.");
        return { text: checkText(text), templateId: undefined };
      }
      checkTextOrTemplate(message);
      const { text: written, templateId } = find(template);
      if (typeof vars !== "object" || vars === null) throw invalidInput("vars", "must be an object of values.");
      checkFields(vars, written.names, { inside: "vars." });
      const values = written.names.map((name) => checkValue(name, vars[name], template));
      return { text: checkText(written.render(values)), templateId };
    },
  };
}

function checkTemplate(name: string, template: Template) {
  const inside = `templates.${name}`;
  const templateError = (field: string, problem: string) =>
    invalidInput(`${inside}${field}`, problem, { code: "config" });
  if (typeof template !== "object" || template === null) throw templateError("", "must be an object with text.");
  checkFields(template, ["text", "dlt"], { code: "config", inside: `${inside}.` });
  const { text, dlt } = template;
  if (typeof text !== "string" || text.trim() === "")
    throw templateError(".text", "must be a string that is not empty.");
  // The type of `vars` reads placeholders in a simpler way, so no text may contain anything the two would read
  // differently.
  if (/[{}]/.test(text.replaceAll(/\{\w+\}/g, ""))) {
    throw templateError(
      ".text",
      "has a brace that is not a placeholder; write placeholders as {name}, with letters, digits and _.",
    );
  }
  if (dlt !== undefined) {
    if (typeof dlt !== "object" || dlt === null) throw templateError(".dlt", "must be an object with templateId.");
    checkFields(dlt, ["templateId"], { code: "config", inside: `${inside}.dlt.` });
    if (typeof dlt.templateId !== "string" || dlt.templateId.trim() === "") {
      throw templateError(".dlt.templateId", "must be a string that is not empty.");
    }
  }
  return { text: readPlaceholders(text), templateId: dlt?.templateId };
}

function checkValue(name: string, value: unknown, template: string): string {
  if (typeof value === "string" || (typeof value === "number" && Number.isFinite(value))) return String(value);
  const problem =
    value === undefined ? `is missing; the template ${template} needs it.` : "must be a string or a number.";
  throw invalidInput(`vars.${name}`, problem);
}

/**
 * Checks the text of a message or a campaign. Throws an `SmsError` unless it is a string with more than white space.
 */
export function checkText(text: unknown): string {
  if (typeof text !== "string") throw invalidInput("text", `must be a string, not ${typeof text}.`);
  if (text.trim() === "") throw invalidInput("text", "is empty; there is nothing to send.");
  return text;
}

/** Throws an `SmsError` if both are given. */
export function checkTextOrTemplate({
  text,
  template,
}: {
  readonly text?: unknown;
  readonly template?: unknown;
}): void {
  if (template !== undefined && text !== undefined) {
    throw invalidInput("text", "cannot be given together with template.");
  }
}
