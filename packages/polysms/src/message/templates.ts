import { checkFields, invalidInput, suggest } from "@polysms/core";
import { readPlaceholders } from "./placeholders.ts";

/** A text that is written once and sent often, with `{name}` where a value goes. */
export interface Template {
  /** Names are letters, digits and _. */
  readonly text: string;
  /** The template as it is registered with India's operators, who drop messages that follow none. */
  readonly dlt?: { readonly templateId: string } | undefined;
}

export type Templates = Readonly<Record<string, Template>>;

export type NoTemplates = Record<never, never>;

/** The names between braces in a text. */
type PlaceholderIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholderIn<Rest>
  : never;

/** A value for each placeholder of a text; of a text that is not a literal, any. */
export type ValuesFor<Text extends string> = string extends Text
  ? Readonly<Record<string, string | number>>
  : { readonly [Name in PlaceholderIn<Text>]: string | number };

/** A message that is one of the templates with its values. */
export type FromTemplate<All extends Templates, Filled extends string = never> = {
  [Name in keyof All & string]: { readonly template: Name; readonly text?: undefined } & VarsFor<
    Omit<ValuesFor<All[Name]["text"]>, Filled>
  >;
}[keyof All & string];

/** `vars` may be left out where there is nothing to fill in, or where the compiler cannot tell. */
type VarsFor<Values> = [keyof Values] extends [never]
  ? { readonly vars?: Values }
  : string extends keyof Values
    ? { readonly vars?: Values }
    : { readonly vars: Values };

/** What a message says. */
export interface Content {
  readonly text: string;
  readonly templateId: string | undefined;
}

export interface LooseContent {
  readonly text?: string | undefined;
  readonly template?: string | undefined;
  readonly vars?: Readonly<Record<string, unknown>> | undefined;
}

export interface TemplateBook {
  /** The text of a message, its own or its template's. Throws an `SmsError` that names the field. */
  contentOf(message: LooseContent): Content;
  /** The text of a template as it was written. Throws an `SmsError` when there is none of this name. */
  textOf(name: unknown): string;
}

/** Throws an `SmsError` with code `config` that names the template and what is wrong with it. */
export function createTemplates(templates: Templates = {}): TemplateBook {
  if (typeof templates !== "object" || templates === null) {
    throw invalidInput("templates", 'must be an object such as { login: { text: "{code} is your code." } }.', {
      code: "config",
    });
  }
  const book = new Map(Object.entries(templates).map(([name, template]) => [name, checkTemplate(name, template)]));
  const find = (name: unknown) => {
    const template = typeof name === "string" ? book.get(name) : undefined;
    if (template !== undefined) return template;
    throw invalidInput("template", `names no template of createSms; ${suggest(String(name), [...book.keys()])}`);
  };
  return {
    textOf: (name) => find(name).text.written,
    contentOf(given) {
      const { text, template, vars = {} } = given;
      if (template === undefined) {
        if (text === undefined) throw invalidInput("text", "is missing, and so is template; give one of them.");
        if (given.vars !== undefined) throw invalidInput("vars", "fills in a template, and none is named.");
        return { text: checkText(text), templateId: undefined };
      }
      checkTextOrTemplate(given);
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
  const refuse = (field: string, problem: string) => invalidInput(`${inside}${field}`, problem, { code: "config" });
  if (typeof template !== "object" || template === null) throw refuse("", "must be an object with text.");
  checkFields(template, ["text", "dlt"], { code: "config", inside: `${inside}.` });
  const { text, dlt } = template;
  if (typeof text !== "string" || text.trim() === "") throw refuse(".text", "must be a text that is not empty.");
  // The compiler reads names between braces in a simpler way, so nothing may be there on which the two could differ.
  if (/[{}]/.test(text.replaceAll(/\{\w+\}/g, ""))) {
    throw refuse(".text", "has a brace that is no placeholder; one is written {name}, of letters, digits and _.");
  }
  if (dlt !== undefined) {
    if (typeof dlt !== "object" || dlt === null) throw refuse(".dlt", "must be an object with templateId.");
    checkFields(dlt, ["templateId"], { code: "config", inside: `${inside}.dlt.` });
    if (typeof dlt.templateId !== "string" || dlt.templateId.trim() === "") {
      throw refuse(".dlt.templateId", "must be a text that is not empty.");
    }
  }
  return { text: readPlaceholders(text), templateId: dlt?.templateId };
}

function checkValue(name: string, value: unknown, template: string): string {
  if (typeof value === "string" || (typeof value === "number" && Number.isFinite(value))) return String(value);
  const problem =
    value === undefined ? `is missing; the template ${template} needs it.` : "must be a text or a number.";
  throw invalidInput(`vars.${name}`, problem);
}

/** The text of a message or a campaign. Throws an `SmsError` unless it is a string with something in it. */
export function checkText(text: unknown): string {
  if (typeof text !== "string") throw invalidInput("text", `must be a string, not ${typeof text}.`);
  if (text.trim() === "") throw invalidInput("text", "is empty; there is nothing to send.");
  return text;
}

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
