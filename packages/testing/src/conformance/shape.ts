import { assertNoSecrets } from "../assertions/no-secrets.ts";
import { errorOf } from "../assertions/thrown-error.ts";
import type { TestFunctions } from "../test-functions.ts";
import type { ConformanceContext } from "./context.ts";

const MAX_RECIPIENTS = 100_000;

/** What can be checked of a provider before anything is sent. */
export function testShape({ options, create }: ConformanceContext, { it }: TestFunctions): void {
  it("has the expected name, in lower case", async () => {
    const { name } = create({});
    if (name !== options.name) throw new Error(`Its name is "${name}" instead of "${options.name}".`);
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw new Error(`"${name}" is not lower-case kebab-case.`);
  });

  it("has a limit of recipients to which a batch can be cut", async () => {
    const { recipientsPerRequest: limit } = create({}).limits;
    if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_RECIPIENTS) return;
    throw new Error(`limits.recipientsPerRequest is ${limit}; it must be a whole number from 1 to ${MAX_RECIPIENTS}.`);
  });

  it("has only capabilities with a function", async () => {
    for (const [name, capability] of Object.entries(create({}).can)) {
      const members: unknown[] = typeof capability === "object" && capability !== null ? Object.values(capability) : [];
      if (members.some((member) => typeof member === "function")) continue;
      throw new Error(`can.${name} has no function; leave a capability that the provider lacks out of \`can\`.`);
    }
  });

  it("shows no credential when it is printed", async () => {
    assertNoSecrets(create({}), options.secrets, "The provider");
  });

  it("is not created for a host that would receive credentials in plain text", async () => {
    for (const host of ["sms.example.com", "127.0.0.1.example.com", "localhost.example.com", "10.0.0.1"]) {
      const error = errorOf(() => create({ baseUrl: `http://${host}` }));
      if (error.code !== "config") throw new Error(`http://${host} throws ${error.code} instead of config.`);
      assertNoSecrets(error, options.secrets, "The error");
    }
  });
}
