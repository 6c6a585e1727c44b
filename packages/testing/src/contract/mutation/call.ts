import { isArray } from "../../openapi/json-pointer.ts";
import type { Parameter } from "../../openapi/operation.ts";
import type { RequestCase } from "../../openapi/request-case.ts";
import { draftRequest, type RequestDraft } from "../../openapi/request-draft.ts";
import { facetsOf } from "../../openapi/schema.ts";
import { fieldOf } from "../../validator/check-credentials.ts";
import type { SchemaSet } from "../../validator/schemas.ts";
import { badValues } from "./bad-values.ts";
import type { Mutation } from "./mutation.ts";

/** Spoils everything except the body: URL, credentials and parameters. `servers` are all servers of the document. */
export function mutateCall(
  schemas: SchemaSet,
  requestCase: RequestCase,
  draft: RequestDraft,
  servers: readonly string[],
): Mutation[] {
  const { operation } = requestCase;
  const unknown = "contract_unknown";
  const mutations: Mutation[] = [
    {
      title: "an unknown query key",
      field: `query/${unknown}`,
      draft: { ...draft, query: [...draft.query, [unknown, "1"]] },
    },
    { title: "an undocumented path", field: "path", draft: { ...draft, path: `${draft.path}/${unknown}/${unknown}` } },
  ];
  const otherServer = servers.find((server) => !operation.servers.includes(server));
  if (otherServer !== undefined) {
    mutations.push({ title: "another host", field: "host", draft: { ...draft, server: otherServer } });
  }
  const { alternatives } = operation.security;
  const credentials = alternatives[0]?.[0];
  if (credentials && alternatives.every((set) => set.length > 0)) {
    const names = alternatives.flat().map(({ name }) => name);
    mutations.push({
      title: "a call without credentials",
      field: fieldOf(credentials),
      draft: {
        ...draft,
        headers: Object.fromEntries(Object.entries(draft.headers).filter(([name]) => !names.includes(name))),
        query: draft.query.filter(([name]) => !names.includes(name)),
      },
    });
  }
  return [
    ...mutations,
    ...operation.parameters.flatMap((parameter) => mutateParameter(schemas, requestCase, parameter)),
  ];
}

function mutateParameter(schemas: SchemaSet, requestCase: RequestCase, parameter: Parameter): Mutation[] {
  const { in: place, name, required, schemaPointer } = parameter;
  const { parameters } = requestCase;
  const value = parameters[place][name];
  if (value === undefined) return [];
  const field = `${place}/${name}`;
  const { [name]: _, ...others } = parameters[place];
  const withValues = (values: typeof others): RequestDraft =>
    draftRequest(schemas.document, { ...requestCase, parameters: { ...parameters, [place]: values } });

  const bad = facetsOf(schemas.document, schemaPointer)
    .flatMap(({ schema }) => badValues(schema, value, true))
    // An empty value looks like an absent parameter, and a header cannot contain a line break.
    .filter((each) => each.value !== "" && !String(each.value).includes("\n"))
    .filter((each) => !isArray(each.value) || (each.value.length > 0 && place === "query"));
  return [
    ...(required && place !== "path" ? [{ title: `a call without ${field}`, field, draft: withValues(others) }] : []),
    ...bad.map((each) => ({
      title: `a ${field} ${each.fault}`,
      field,
      draft: withValues({ ...others, [name]: each.value }),
    })),
  ];
}
