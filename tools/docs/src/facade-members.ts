import { type E164, isSmsError, type Provider, type SmsError, type Verdict } from "@polysms/core";

/** The result of a call: `undefined` for success, a word such as `wrong`, or an error. */
export type Result = { readonly value: string } | { readonly error: SmsError } | undefined;

interface SampleSubject {
  /** The provider's name. */
  readonly name: string;
  /** A phone number in E.164. */
  readonly to: string;
}

/** A member of the facade that makes one call of a provider. */
export interface FacadeMember {
  /** As it is written in code: `sms.balance.get`. */
  readonly name: string;
  /** Statements that use it, after `const sms = createSms(…)`. */
  sample(subject: SampleSubject): string;
  /** Makes the call that the facade makes; `undefined` if the provider does not have it. */
  call(provider: Provider, to: readonly E164[]): Promise<readonly Result[]> | undefined;
}

const TEXT = "Your parcel is here";
const AT = "2030-01-31T09:30:00Z";
const csv = (to: readonly string[]) => new Blob([`phone,name\n${to[0]},Wanjiru\n`], { type: "text/csv" });

/**
 * Every member that makes a request. Which operation of a provider that is, is not written here: adapter-run.ts calls the
 * member and sees. An operation such as `sendPromotionalMessage` may need its own type of message.
 */
export function membersFor(operationId: string): FacadeMember[] {
  const type = /^send([A-Z][a-z]+)Message$/.exec(operationId)?.[1]?.toLowerCase();
  return [sendMember(), ...(type === undefined ? [] : [sendMember(type)]), ...OTHER_MEMBERS];
}

function sendMember(type?: string): FacadeMember {
  return {
    name: "sms.send",
    sample: ({ name, to }) => {
      if (type === undefined) return `const outcome = await sms.send({ to: "${to}", text: "${TEXT}" });`;
      const options = `const options = { ${name}: { type: "${type}" } } as const;`;
      return `${options}\nconst outcome = await sms.send({ to: "${to}", text: "${TEXT}", options });`;
    },
    call: async (provider, to) => {
      const options = type === undefined ? {} : { options: { type } };
      return verdictResults((await provider.send({ to, text: TEXT, ...options })).verdicts);
    },
  };
}

const OTHER_MEMBERS: readonly FacadeMember[] = [
  {
    name: "sms.schedule.send",
    sample: ({ to }) =>
      `const at = new Date("${AT}");\nconst outcome = await sms.schedule.send({ to: "${to}", text: "${TEXT}", at });`,
    call: ({ can }, to) =>
      can.schedule?.send({ to, text: TEXT }, new Date(AT)).then(({ verdicts }) => verdictResults(verdicts)),
  },
  {
    name: "sms.campaigns.launch",
    sample: ({ name, to }) =>
      [
        `const file = new Blob(["phone,name\\n${to},Wanjiru\\n"]);`,
        `const campaign = { file, text: "Hello {name}", via: "${name}" } as const;`,
        "for await (const { outcome } of sms.campaigns.launch(campaign)) console.log(outcome.status);",
      ].join("\n"),
    call: ({ can }, to) => can.files?.send({ file: csv(to), text: TEXT }).then((verdict) => verdictResults([verdict])),
  },
  {
    name: "sms.otp.start",
    sample: ({ to }) => `const started = await sms.otp.start({ to: "${to}" });`,
    call: ({ can }, [to]) => to && can.otp?.start({ to }).then((verdict) => verdictResults([verdict])),
  },
  {
    name: "sms.otp.check",
    sample: ({ to }) =>
      [
        `const started = await sms.otp.start({ to: "${to}" });`,
        'if (started.status === "sent") console.log(await sms.otp.check(started.ticket, "4821"));',
      ].join("\n"),
    call: ({ can }, [to]) =>
      to && settled(can.otp?.check({ to, code: "4821" }), (check) => (check === "approved" ? undefined : check)),
  },
  {
    name: "sms.balance.get",
    sample: ({ name }) => `const { amount, currency } = await sms.balance.get("${name}");`,
    call: ({ can }) => settled(can.balance?.get()),
  },
  {
    name: "sms.contacts.groups",
    sample: ({ name }) => `const groups = await sms.contacts.groups("${name}");`,
    call: ({ can }) => settled(can.contacts?.groups()),
  },
  {
    name: "sms.contacts.create",
    sample: ({ name, to }) =>
      `await sms.contacts.create("${name}", { name: "Customers" }, [{ phone: "${to}", firstName: "Wanjiru" }]);`,
    call: ({ can }, [phone]) => phone && settled(can.contacts?.create({ name: "Customers" }, [{ phone }])),
  },
  {
    name: "sms.contacts.upload",
    sample: ({ name, to }) =>
      [
        `const file = new Blob(["msisdn,first_name\\n${to},Wanjiru\\n"], { type: "text/csv" });`,
        `await sms.contacts.upload("${name}", { name: "Customers" }, file);`,
      ].join("\n"),
    call: ({ can }, to) => settled(can.contacts?.upload({ name: "Customers" }, csv(to))),
  },
  {
    name: "sms.contacts.delete",
    sample: ({ name }) => `await sms.contacts.delete("${name}", "42"); // and every contact in it`,
    call: ({ can }) => settled(can.contacts?.delete("42")),
  },
  {
    name: "sms.reports.get",
    sample: ({ to }) =>
      [
        `const outcome = await sms.send({ to: "${to}", text: "${TEXT}" });`,
        'if (outcome.status === "accepted") console.log(await sms.reports.get(outcome));',
      ].join("\n"),
    call: ({ can }) => settled(can.status?.get("SM-20190617-1445914")),
  },
];

function verdictResults(verdicts: readonly Verdict[]): Result[] {
  return verdicts.map((verdict) => (verdict.status === "accepted" ? undefined : { error: verdict.error }));
}

/** A call that rejects if it fails. `word` gives the word for an answer that is neither success nor error. */
function settled<Value>(
  call: Promise<Value> | undefined,
  word: (value: Value) => string | undefined = () => undefined,
): Promise<readonly Result[]> | undefined {
  return call?.then(
    (answer) => {
      const value = word(answer);
      return [value === undefined ? undefined : { value }];
    },
    (error: unknown) => {
      if (isSmsError(error)) return [{ error }];
      throw error;
    },
  );
}
