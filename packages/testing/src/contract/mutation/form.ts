import type { Content } from "../../openapi/content.ts";
import { exampleFile, type FormField, type RequestDraft } from "../../openapi/request-draft.ts";
import { fieldsOf, isFile, typesOf } from "../../openapi/schema.ts";
import type { SchemaSet } from "../../validator/schemas.ts";
import type { Mutation } from "./mutation.ts";

/** Spoils a form in the ways that its encoding allows: repeated keys, stray words, text instead of a file. */
export function mutateForm({ document }: SchemaSet, content: Content, draft: RequestDraft): Mutation[] {
  const { body } = draft;
  if (body === undefined || typeof body === "string" || content.schemaPointer === undefined) return [];
  const declared = fieldsOf(document, content.schemaPointer);
  const first = (matches: (pointers: readonly string[]) => boolean): FormField | undefined =>
    body.find(([key]) => matches(declared.get(key) ?? []));
  const replaced = ([key]: FormField, value: string | File): RequestDraft => ({
    ...draft,
    body: body.map((field) => (field[0] === key ? [key, value] : field)),
  });

  const mutations: Mutation[] = [];
  const single = first((pointers) => !typesOf(document, pointers).has("array"));
  if (single) {
    mutations.push({
      title: `a repeated body/${single[0]}`,
      field: `body/${single[0]}`,
      draft: { ...draft, body: [...body, single] },
    });
  }
  const text = first((pointers) => typesOf(document, pointers).has("string") && !isFile(document, pointers));
  if (text) {
    mutations.push({
      title: `the word undefined as body/${text[0]}`,
      field: `body/${text[0]}`,
      draft: replaced(text, "undefined"),
    });
  }
  const file = first((pointers) => isFile(document, pointers));
  if (!file || typeof file[1] === "string") return mutations;
  const [key, { name, type }] = file;
  const field = `body/${key}`;
  mutations.push(
    { title: `text where ${field} is a file`, field, draft: replaced(file, "contract") },
    {
      title: `a file name with a semicolon in ${field}`,
      field,
      draft: replaced(file, new File(["contract"], `a;b-${name}`, { type })),
    },
  );
  const mediaTypes = content.fieldMediaTypes.get(key);
  if (mediaTypes !== undefined && !mediaTypes.includes("*")) {
    const other = exampleFile(key, "contract", "image/x-contract");
    mutations.push({ title: `a ${field} of another media type`, field, draft: replaced(file, other) });
  }
  return mutations;
}
