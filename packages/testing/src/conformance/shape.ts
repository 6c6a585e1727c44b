import { assertNoSecrets } from "../assertions/no-secrets.ts";
import { errorOf } from "../assertions/thrown-error.ts";
import type { TestFunctions } from "../contract/contract.ts";
import type { Conformance } from "./context.ts";

const MOST_RECIPIENTS = 100_000;

/** What can be seen of a provider before anything is sent. */
export function testShape({ options, create }: Conformance, { it }: TestFunctions): void {
  it("has the name it is known by, in lower case", async () => {
    const { name } = create({});
    if (name !== options.name) throw new Error(`Its name is "${name}" instead of "${options.name}".`);
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw new Error(`"${name}" is not lower-case kebab-case.`);
  });

  it("has a limit of recipients that a batch can be cut to", async () => {
    const { recipientsPerRequest: limit } = create({}).limits;
    if (Number.isInteger(limit) && limit >= 1 && limit <= MOST_RECIPIENTS) return;
    throw new Error(`limits.recipientsPerRequest is ${limit}; a whole number from 1 to ${MOST_RECIPIENTS} is needed.`);
  });

  it("has only capabilities with something to call", async () => {
    for (const [name, capability] of Object.entries(create({}).can)) {
      const members: unknown[] = typeof capability === "object" && capability !== null ? Object.values(capability) : [];
      if (members.some((member) => typeof member === "function")) continue;
      throw new Error(`can.${name} has no function; a capability that is missing has no name in \`can\` at all.`);
    }
  });

  it("shows no credential when it is printed", async () => {
    assertNoSecrets(create({}), options.secrets, "The provider");
  });

  it("is not made for a host that would get credentials in the clear", async () => {
    for (const host of ["sms.example.com", "127.0.0.1.example.com", "localhost.example.com", "10.0.0.1"]) {
      const error = errorOf(() => create({ baseUrl: `http://${host}` }));
      if (error.code !== "config") throw new Error(`http://${host} is refused with ${error.code} instead of config.`);
      assertNoSecrets(error, options.secrets, "The error");
    }
  });
}
