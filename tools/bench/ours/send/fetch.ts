import { type Contender, message } from "../../src/contender.ts";
import { answers, apiKey, idOf, path, type Reply } from "../account.ts";

export const contender: Contender = {
  name: "fetch, by hand",
  kind: "raw",
  speaksFetch: true,
  baseline: true,
  answers,
  async connect(url) {
    return async () => {
      const response = await fetch(url + path, {
        method: "POST",
        headers: { accept: "application/json", "content-type": "application/json", authorization: `Bearer ${apiKey}` },
        body: JSON.stringify({ text: message.text, to: [message.to] }),
      });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return idOf((await response.json()) as Reply);
    };
  },
};
