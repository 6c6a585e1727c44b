import { type Contender, message } from "../../src/contender.ts";
import { answers, apiKey, idOf, type Reply } from "../account.ts";

// As openapi-typescript would write it.
interface Paths {
  "/sms/messages": {
    post: {
      requestBody: { content: { "application/json": { text: string; to: string[] } } };
      responses: { 202: { content: { "application/json": Reply } } };
    };
  };
}

export const contender: Contender = {
  name: "openapi-fetch, by hand",
  kind: "raw",
  package: "openapi-fetch",
  bundle: 'export { default } from "openapi-fetch";',
  speaksFetch: true,
  answers,
  async connect(baseUrl) {
    const { default: createClient } = await import("openapi-fetch");
    const client = createClient<Paths>({
      baseUrl,
      headers: { accept: "application/json", authorization: `Bearer ${apiKey}` },
    });
    return async () => {
      const { data } = await client.POST("/sms/messages", { body: { text: message.text, to: [message.to] } });
      if (data === undefined) throw new Error("The message was not taken.");
      return idOf(data);
    };
  },
};
