import { answers, apiKey, idOf, path, type Reply } from "../../ours/account.ts";
import { type Contender, message } from "../../src/contender.ts";

export const contender: Contender = {
  name: "undici.request, by hand",
  kind: "raw",
  package: "undici",
  bundle: 'export { request } from "undici";',
  speaksFetch: false,
  answers,
  async connect(url) {
    const { request } = await import("undici");
    return async () => {
      const { statusCode, body } = await request(url + path, {
        method: "POST",
        headers: { accept: "application/json", "content-type": "application/json", authorization: `Bearer ${apiKey}` },
        body: JSON.stringify({ text: message.text, to: [message.to] }),
      });
      if (statusCode !== 202) throw new Error(`HTTP ${statusCode}`);
      return idOf((await body.json()) as Reply);
    };
  },
};
