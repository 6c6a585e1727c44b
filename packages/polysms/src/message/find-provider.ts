import { type AnyProvider, type Capabilities, invalidInput } from "@polysms/core";

/** What a provider must be able to do. */
export interface Ability {
  /** As an error names it: "a balance", "contacts". */
  readonly name: string;
  readonly has: (can: Capabilities) => boolean;
}

/** The provider of that name. Throws an `SmsError` for `field` if there is none, or if it lacks the ability. */
export function findProvider(
  providers: ReadonlyMap<string, AnyProvider>,
  name: string,
  field: string,
  ability?: Ability,
): AnyProvider {
  const found = providers.get(name);
  if (found !== undefined && (ability === undefined || ability.has(found.can))) return found;
  const able = [...providers.values()].filter(({ can }) => ability === undefined || ability.has(can));
  const names = able.map((provider) => provider.name).join(", ");
  const problem = found === undefined ? "is not a configured provider" : `names ${name}, which has no ${ability?.name}`;
  const choice = names === "" ? `no configured provider has ${ability?.name}` : `choose from ${names}`;
  throw invalidInput(field, `${problem}; ${choice}.`);
}
