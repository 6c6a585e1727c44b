import { aoc, createSms, intouchvas, touchbasepro, vavasms } from "polysms";

// The same program for every runtime: it uses nothing that only Node has. Its task says where the mocks are, and its result is
// plain data; the test that started it checks whether that is right.

const TIMEOUT_MS = 20_000;
const SHORT_TIMEOUT_MS = 500;

const steps = {
  json: ({ mocks }) => sendJson(mocks),
  form: ({ mocks }) => sendForm(mocks),
  file: ({ mocks }) => uploadFile(mocks),
  campaign: ({ mocks }) => launchCampaign(mocks),
  rejections: ({ rejections }) => mapValues(rejections, (url) => sendTo(url)),
  webhook: ({ report }) => receiveReports(report),
  otp: ({ mocks }) => startAndCheck(mocks),
  abort: ({ silent, control }) => abortInFlight(silent, control),
  failures: ({ failures }) =>
    mapValues(failures, ({ url, endless }) => sendTo(url, endless ? SHORT_TIMEOUT_MS : TIMEOUT_MS)),
};

/** Runs the steps that the task names, one after the other, and returns their results. */
export async function probe(task) {
  const results = {};
  for (const step of task.steps) results[step] = await steps[step](task);
  return results;
}

async function sendJson({ aoc: baseUrl, touchbasepro: otherUrl }) {
  const sms = createSms({
    providers: [
      aoc({ apiKey: "example-key", senderId: "MYBRND", baseUrl }),
      touchbasepro({ apiKey: "example-key", baseUrl: otherUrl }),
    ],
  });
  return [
    dataOf(await sms.send({ to: "+919876543210", text: "Hello" })),
    dataOf(await sms.send({ to: "+27831234567", text: "Ça va ?" })),
  ];
}

async function sendForm({ vavasms: baseUrl }) {
  const provider = vavasms({ username: "you@example.com", password: "example-password", senderId: "MyBrand", baseUrl });
  const sms = createSms({ providers: [provider] });
  return dataOf(await sms.send({ to: "+2250707070707", text: "A & B = C + 100 %" }));
}

async function uploadFile({ intouchvas: baseUrl }) {
  const sms = createSms({ providers: [intouchvas({ apiKey: "example-key", baseUrl })] });
  const file = new File(["msisdn,name\n0712345678,Jané\n"], "people.csv", { type: "text/csv" });
  const { ok, response } = await sms
    .client("intouchvas")
    .POST("/message/send/upload-file", { body: { message: "Dear [name]", file } });
  return { ok, status: response.status };
}

async function launchCampaign({ intouchvas: baseUrl }) {
  const sms = createSms({ providers: [intouchvas({ apiKey: "example-key", baseUrl })] });
  const file = new Blob(["msisdn,name\n0712345678,Jane\n0712345679,Joe\n"]);
  const plan = await sms.campaigns.plan({ file, text: "Dear {name}", region: "KE" });
  const outcomes = [];
  for await (const { outcome } of sms.campaigns.launch(plan)) outcomes.push(dataOf(outcome));
  return { badRows: plan.badRows, outcomes };
}

async function receiveReports({ type, body }) {
  const events = [];
  const sms = createSms({
    providers: [intouchvas({ apiKey: "example-key" })],
    webhooks: { baseUrl: "https://example.com/sms", secret: "thirty-two-bytes-that-only-a-test-knows" },
    events: { onEvent: ({ status, authenticatedBy }) => void events.push({ status, authenticatedBy }) },
  });
  const url = await sms.webhooks.url("intouchvas");
  const last = url.endsWith("A") ? "B" : "A";
  const post = (to) =>
    sms.webhooks.handle(new Request(to, { method: "POST", headers: { "content-type": type }, body }));
  const forged = await post(url.slice(0, -8) + last.repeat(8));
  const genuine = await post(url);
  const repeated = await post(url);
  return { forged: forged.status, genuine: genuine.status, repeated: repeated.status, events };
}

async function startAndCheck({ touchbasepro: baseUrl }) {
  const sms = createSms({ providers: [touchbasepro({ apiKey: "example-key", baseUrl })] });
  const started = await sms.otp.start({ to: "+27831234567" });
  return started.status === "sent" ? sms.otp.check(started.ticket, "0000") : started.status;
}

async function abortInFlight(silent, control) {
  const sms = createSms({ providers: [touchbasepro({ apiKey: "example-key", baseUrl: silent })] });
  const controller = new AbortController();
  const sending = sms.send({ to: "+27831234567", text: "Hello" }, { signal: controller.signal });
  // Answers once the silent server has read the request.
  await fetch(`${control}/arrived`);
  controller.abort();
  return dataOf(await sending);
}

async function sendTo(baseUrl, timeoutMs = TIMEOUT_MS) {
  const provider = touchbasepro({ apiKey: "example-key", baseUrl, timeoutMs });
  const sms = createSms({ providers: [provider], retry: { maxAttempts: 1 } });
  return dataOf(await sms.send({ to: "+27831234567", text: "Hello" }));
}

/** An outcome as plain data, with what the runtime reported about its connection. */
function dataOf({ status, attempts, error }) {
  return {
    status,
    attempts: attempts.length,
    ...(error === undefined
      ? {}
      : { code: error.code, mayHaveBeenSent: error.mayHaveBeenSent, reason: reasonsOf(error.cause) }),
  };
}

/** The error of `fetch`, and its causes. */
function reasonsOf(error, levels = 5) {
  if (levels === 0 || typeof error !== "object" || error === null) return [];
  const { name, message, code, syscall, errors = [], cause } = error;
  const below = [...errors, cause].flatMap((one) => reasonsOf(one, levels - 1));
  return [{ name, message, code: typeof code === "string" ? code : undefined, syscall }, ...below];
}

async function mapValues(record, map) {
  const entries = Object.entries(record).map(async ([name, value]) => [name, await map(value)]);
  return Object.fromEntries(await Promise.all(entries));
}
