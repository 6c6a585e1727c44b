import { type AnyProvider, type Capabilities, invalidInput } from "@polysms/core";

/** A capability that the provider must have. */
export interface Ability {
  /** How errors name it: "balance", "contacts". */
  readonly name: string;
  readonly has: (can: Capabilities) => boolean;
}

/** The provider with this name. Throws an `SmsError` about `field` if it is not configured, or lacks the ability. */
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
