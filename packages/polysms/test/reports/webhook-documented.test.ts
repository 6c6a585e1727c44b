import { loadSpec } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { intouchvas, vavasms } from "../../src/generated/providers.gen.ts";
import type { SmsEvent } from "../../src/reports/delivery-event.ts";
import { createReporting } from "../../src/reports/reporting.ts";
import type { Webhooks } from "../../src/reports/webhooks.ts";
import { baseUrl, post, secret } from "./setup.ts";

type Fields = Readonly<Record<string, string | number>>;
type Node = Readonly<Record<string, unknown>>;

function setup() {
  const events: SmsEvent[] = [];
  const providers = [
    intouchvas({ apiKey: "canary-key-Zq81" }),
    vavasms({ username: "a@b.ci", password: "canary", senderId: "MyBrand" }),
  ];
  const reporting = createReporting({
    providers,
    webhooks: { baseUrl, secret },
    onEvent: (event) => events.push(event),
  });
  return { ...reporting, webhooks: reporting.webhooks as Webhooks, events };
}

/** Every example of every webhook call in the spec of a provider. */
function documentedCalls(provider: string) {
  const document = loadSpec(provider) as unknown as { webhooks: Node; components: { examples: Node } };
  return Object.values(document.webhooks).flatMap((webhook) => {
    const { content } = (webhook as { post: { requestBody: { content: Record<string, { examples: Node }> } } }).post
      .requestBody;
    return Object.entries(content).flatMap(([type, { examples }]) =>
      Object.entries(examples).map(([name, example]) => {
        const { $ref } = example as { $ref?: string };
        const found = $ref === undefined ? example : document.components.examples[$ref.split("/").at(-1) ?? ""];
        return { provider, type, name, fields: (found as { value: Fields }).value };
      }),
    );
  });
}

const calls = [...documentedCalls("intouchvas"), ...documentedCalls("vavasms")];

function write(type: string, fields: Fields): string {
  if (type === "application/json") return JSON.stringify(fields);
  return new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, `${value}`])).toString();
}

const expected: Readonly<Record<string, object>> = {
  delivered: { kind: "delivery", id: "2295", to: "+254710123456", status: "delivered", terminal: true },
  deliveredTextId: { kind: "delivery", id: "2295", to: "+254710123456", status: "delivered", terminal: true },
  pending: { kind: "delivery", id: "2296", to: "+254712345672", status: "sent", terminal: false },
  failed: { kind: "delivery", id: "2296", to: "+254712345671", status: "rejected", terminal: true },
  failedBilling: { kind: "delivery", id: "2296", to: "+254712345670", status: "rejected", terminal: true },
  received: { kind: "inbound", id: "SM-20190623-1217881", from: "+2250709000001", text: "STOP" },
};

describe("rule 8, delivery reports: the webhook calls in the specs", () => {
  it("are all tested here, in both media types", () => {
    expect(calls.map(({ provider, type, name }) => `${provider} ${type} ${name}`)).toEqual([
      "intouchvas application/json delivered",
      "intouchvas application/json deliveredTextId",
      "intouchvas application/json pending",
      "intouchvas application/json failed",
      "intouchvas application/json failedBilling",
      "vavasms application/x-www-form-urlencoded received",
      "vavasms application/json received",
    ]);
  });

  it.each(calls)(
    "$provider $type $name gives a 200, one event, and a status",
    async ({ provider, type, name, fields }) => {
      const { webhooks, events, reports } = setup();
      const url = await webhooks.url(provider, "order-17");
      for (const media of [type, "application/json", "application/x-www-form-urlencoded"]) {
        const response = await webhooks.handle(post(url, write(media, fields), { "content-type": media }));
        expect([response.status, await response.text()]).toEqual([200, ""]);
      }
      expect(events).toMatchObject([
        { provider, reference: "order-17", authenticatedBy: "signed-url", ...expected[name] },
      ]);
      const [event] = events;
      if (event?.kind === "delivery") {
        expect(await reports.get(event)).toMatchObject({ status: event.status, to: event.to });
      }
    },
  );

  it("give a 400 at the URL of the other provider", async () => {
    const { webhooks, events } = setup();
    for (const { provider, type, fields } of calls) {
      const other = await webhooks.url(provider === "vavasms" ? "intouchvas" : "vavasms");
      const response = await webhooks.handle(post(other, write(type, fields), { "content-type": type }));
      expect(response.status).toBe(400);
    }
    expect(events).toEqual([]);
  });

  it("belong to a send through InTouchVAS, and each of its recipients has a status under the one id", async () => {
    const requests: Request[] = [];
    const provider = intouchvas({
      apiKey: "canary-key-Zq81",
      fetch: async (request) => {
        requests.push(request.clone());
        const message = "SMS successfully queued for sending. Total recipients 3";
        return Response.json({ message, status: 200, transaction_id: 2296 });
      },
    });
    const {
      withTracking,
      reports,
      webhooks = {} as Webhooks,
    } = createReporting({
      providers: [provider],
      webhooks: { baseUrl, secret },
    });
    const to = ["+254712345670", "+254712345671", "+254712345672"] as never[];
    const { verdicts } = await withTracking(provider).send({ to, text: "Hello" });
    expect(verdicts).toEqual(Array(3).fill({ status: "accepted", id: "2296" }));
    const { callback_url: url } = (await (requests[0] as Request).json()) as { callback_url: string };
    for (const { type, fields } of calls.filter(({ fields: { transaction_id: id } }) => id === 2296)) {
      await webhooks.handle(post(url, write(type, fields), { "content-type": type }));
    }
    const statuses = await Promise.all(to.map((each) => reports.get({ provider: "intouchvas", id: "2296", to: each })));
    expect(statuses.map(({ status }) => status)).toEqual(["rejected", "rejected", "sent"]);
  });
});

describe("rule 8, inbound messages: numbers where VavaSMS documents text", () => {
  it("are text, with every digit of a long one", async () => {
    const { webhooks, events } = setup();
    const url = await webhooks.url("vavasms");
    const bodies = [
      '{"message_id":1,"form":2250709000001,"content":4821}',
      '{"message_id":17,"form":"98001","content":81233720368547758072}',
    ];
    for (const body of bodies) expect((await webhooks.handle(post(url, body))).status).toBe(200);
    expect(events).toMatchObject([
      { id: "1", from: "+2250709000001", text: "4821" },
      { id: "17", from: "98001", text: "81233720368547758072" },
    ]);
  });
});
