import { startMocks } from "@polysms/testing";
import { createSms, failover, intouchvas, vavasms } from "polysms";

await using mocks = await startMocks(["vavasms", "intouchvas"]);
const account = { username: "you@example.com", password: "secret", senderId: "MyBrand" };
const sms = createSms({
  providers: [
    vavasms({ ...account, baseUrl: mocks.vavasms.baseUrl }),
    intouchvas({ apiKey: "secret", senderId: "MyBrand", baseUrl: mocks.intouchvas.baseUrl }),
  ],
  route: failover("vavasms", "intouchvas"),
});

mocks.vavasms.respondWith("sendMessage", "invalidSenderId");
const outcome = await sms.send({ to: "+254712345678", text: "Hello" });
const attempts = outcome.attempts.map(({ provider, status }) => `${provider}: ${status}`);
process.stdout.write(`${outcome.status} (${attempts.join(", ")})\n`);
