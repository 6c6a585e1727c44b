import type { Capabilities } from "@polysms/core";
import { documentedFailures } from "../errors/documented-failures.ts";
import { code, type Page, table } from "../markdown.ts";
import { countEvidence } from "../spec/evidence.ts";
import { listOperations } from "../spec/operation-list.ts";
import { type ProviderDocument, titleOf } from "../spec/provider-document.ts";
import { settingsOf } from "../spec/provider-instance.ts";

/** What each capability is for users. A new one of core does not compile until it is listed here. */
const NAMES: Readonly<Record<keyof Capabilities, { readonly title: string; readonly member: string }>> = {
  balance: { title: "Account balance", member: "sms.balance" },
  otp: { title: "Its own one-time codes", member: "sms.otp" },
  schedule: { title: "Scheduled messages", member: "sms.schedule" },
  contacts: { title: "Contacts and groups", member: "sms.contacts" },
  files: { title: "A file of recipients in one request", member: "sms.campaigns" },
  status: { title: "Delivery status on request", member: "sms.reports" },
  deliveryReports: { title: "Delivery reports", member: "sms.webhooks, sms.reports" },
  inboundMessages: { title: "Inbound messages", member: "sms.webhooks" },
};

interface Ability {
  readonly title: string;
  /** The member of the facade that offers it. */
  readonly member: string;
  /** Environment variables that it needs, beyond those that the provider always needs. */
  readonly needs: readonly string[];
}

interface ProviderFacts {
  readonly regions: readonly string[];
  readonly recipientsPerRequest: number;
  /** Each environment variable that the provider reads, and when it is needed. */
  readonly variables: readonly (readonly [name: string, need: string])[];
  readonly abilities: readonly Ability[];
}

/** What a provider can do, read from instances of it. */
export function factsAbout(provider: ProviderDocument): ProviderFacts {
  const noRequest = () => Promise.reject(new Error("Nothing is sent here."));
  const settings = settingsOf(provider).map(({ environment, create }) => ({
    names: Object.keys(environment),
    instance: create(noRequest),
  }));
  const [minimal] = settings;
  if (minimal === undefined) throw new Error(`${provider.name}: it declares no environment variables.`);
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

/** When a variable beyond the needed ones is needed. */
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
  const proving = failures.map((each) => each.filter(({ results }) => results.some(provesRejection)).length);
  const row = (label: string, cells: readonly (string | number)[]) => [label, ...cells.map(String)];
  const counts = providers.map(({ document }) => countEvidence(document));
  return {
    path: "capabilities.md",
    title: "Capabilities",
    description: "What each provider can do through polysms, read from the providers themselves.",
    // The table needs the width of the outline.
    frontmatter: { aside: false },
    markdown: [
      "# Capabilities",
      "A member exists only if a configured provider can do it. No method throws “unsupported”: what no provider can do does not compile.",
      table(
        ["Capability", ...providers.map((provider) => `[${titleOf(provider)}](/providers/${provider.name})`)],
        [
          row(
            "Country",
            providers.map(({ country }) => country),
          ),
          row(
            "Countries of its numbers",
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
            "Documented answers that report a failure",
            failures.map((each) => each.length),
          ),
          row("… of which prove that nobody took the message", proving),
          row("Facts that its own documents do not state", counts.map(undocumented)),
        ],
      ),
      "One-time codes, campaigns, segments, templates, retries, rate limits and idempotency keys work with every provider: where it has no service of its own, polysms does the work. All of them [send](/guides/sending-and-outcomes).",
      "The number of recipients is the limit that the provider documents, otherwise ours, as its [page](/providers/) says.",
    ].join("\n\n"),
  };
}

function provesRejection({ outcome }: { readonly outcome: unknown }): boolean {
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
