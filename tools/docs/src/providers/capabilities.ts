import type { Capabilities } from "@polysms/core";
import { listOperations } from "../api-reference/operation-list.ts";
import { documentedFailures } from "../errors/documented-failures.ts";
import { code, type Page, table } from "../markdown.ts";
import { countEvidence } from "./evidence.ts";
import { type ProviderDocument, titleOf } from "./provider-document.ts";
import { settingsOf } from "./provider-instance.ts";

/** What each capability is for users. One that core gains does not compile until it stands here. */
const NAMES: Readonly<Record<keyof Capabilities, { readonly title: string; readonly member: string }>> = {
  balance: { title: "Balance of the account", member: "sms.balance" },
  otp: { title: "One-time codes of its own", member: "sms.otp" },
  schedule: { title: "Sending later", member: "sms.schedule" },
  contacts: { title: "Contacts and groups", member: "sms.contacts" },
  files: { title: "A file of recipients in one request", member: "sms.campaigns" },
  status: { title: "Asking what became of a message", member: "sms.reports" },
  deliveryReports: { title: "Delivery reports", member: "sms.webhooks, sms.reports" },
  inboundMessages: { title: "Messages that come in", member: "sms.webhooks" },
};

export interface Ability {
  readonly title: string;
  /** The member of the facade that has it. */
  readonly member: string;
  /** Environment variables that it needs beyond what the provider needs at least. */
  readonly needs: readonly string[];
}

export interface ProviderFacts {
  readonly regions: readonly string[];
  readonly recipientsPerRequest: number;
  /** Each environment variable that it reads, and when it is needed. */
  readonly variables: readonly (readonly [name: string, need: string])[];
  readonly abilities: readonly Ability[];
}

/** What a provider really is and has: read off instances of it. */
export function factsAbout(provider: ProviderDocument): ProviderFacts {
  const nobody = () => Promise.reject(new Error("Nothing is sent here."));
  const settings = settingsOf(provider).map(({ environment, create }) => ({
    names: Object.keys(environment),
    instance: create(nobody),
  }));
  const [minimal] = settings;
  if (minimal === undefined) throw new Error(`${provider.name}: there is no way to set it up.`);
  const required = minimal.names;
  const has = (key: string) => (setting: (typeof settings)[number]) => key in setting.instance.can;
  const abilities = Object.entries(NAMES).flatMap(([key, name]) => {
    const able = settings.find(has(key));
    if (able === undefined) return [];
    return [{ ...name, needs: has(key)(minimal) ? [] : able.names.filter((each) => !required.includes(each)) }];
  });
  const others = settings.slice(1).map(({ names }) => needOf(names, required));
  return {
    regions: minimal.instance.regions,
    recipientsPerRequest: minimal.instance.limits.recipientsPerRequest,
    variables: [...required.map((name) => [name, "needed"] as const), ...others],
    abilities,
  };
}

/** What an environment with another variable than the needed ones says about that variable. */
function needOf(names: readonly string[], required: readonly string[]): readonly [string, string] {
  const [own = "", ...more] = names.filter((name) => !required.includes(name));
  const replaced = required.filter((name) => !names.includes(name)).map(code);
  if (replaced.length === 0) return [own, "optional"];
  return [own, `instead of ${replaced.join(", ")}${more.length === 0 ? "" : `, with ${more.map(code).join(", ")}`}`];
}

/** The table of what each provider can do. */
export async function capabilitiesPage(providers: readonly ProviderDocument[]): Promise<Page> {
  const facts = providers.map(factsAbout);
  const failures = await Promise.all(providers.map(documentedFailures));
  const proving = failures.map((each) => each.filter(({ judgements }) => judgements.some(provesRefusal)).length);
  const row = (label: string, cells: readonly (string | number)[]) => [label, ...cells.map(String)];
  const counts = providers.map(({ document }) => countEvidence(document));
  return {
    path: "capabilities.md",
    title: "Capabilities",
    description: "What each provider can do through polysms, read off the providers themselves.",
    // The table takes the place of an outline.
    frontmatter: { aside: false },
    markdown: [
      "# Capabilities",
      "A provider has a member or it has not: there is no method that throws “unsupported”, and what no configured provider can do does not compile.",
      table(
        ["Capability", ...providers.map((provider) => `[${titleOf(provider)}](/providers/${provider.name})`)],
        [
          row(
            "Country",
            providers.map(({ country }) => country),
          ),
          row(
            "Numbers it is made for",
            facts.map(({ regions }) => regions.map(code).join(", ")),
          ),
          row(
            "Recipients in one request",
            facts.map(({ recipientsPerRequest }) => recipientsPerRequest),
          ),
          ...Object.values(NAMES).map(({ title, member }) =>
            row(
              `${title} (${code(member)})`,
              facts.map(({ abilities }) => cellFor(abilities, title)),
            ),
          ),
          row(
            "Operations of its API",
            providers.map(({ document }) => listOperations(document).length),
          ),
          row(
            "Documented answers that tell of a failure",
            failures.map((each) => each.length),
          ),
          row("… of which some prove that nobody took the message", proving),
          row("Facts that its own documents do not state", counts.map(undocumented)),
        ],
      ),
      "One-time codes, campaigns, segments, templates, retries, rate limits and idempotency keys work with every provider: where it has no service of its own, polysms does the work. [Sending](/guides/sending-and-outcomes) is what all of them do.",
      "The number of recipients is the provider's limit where it documents one; otherwise ours, as its [page](/providers/) says.",
    ].join("\n\n"),
  };
}

function provesRefusal({ outcome }: { readonly outcome: unknown }): boolean {
  const { error } = (outcome ?? {}) as { readonly error?: { readonly mayHaveBeenSent: boolean } };
  return error?.mayHaveBeenSent === false;
}

function cellFor(abilities: readonly Ability[], title: string): string {
  const found = abilities.find((ability) => ability.title === title);
  if (found === undefined) return "–";
  return found.needs.length === 0 ? "yes" : `with ${found.needs.map(code).join(", ")}`;
}

function undocumented({ sdk, observed, assumed }: ReturnType<typeof countEvidence>): number {
  return sdk + observed + assumed;
}
