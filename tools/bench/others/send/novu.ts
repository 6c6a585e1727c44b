import { type Contender, message } from "../../src/contender.ts";
import { answers } from "../infobip-answer.ts";

export const contender: Contender = {
  name: "@novu/providers",
  kind: "sdk",
  package: "@novu/providers",
  bundle: 'export { InfobipSmsProvider } from "@novu/providers";',
  speaksFetch: false,
  note: "through its provider for Infobip, which takes a base URL",
  answers,
  async connect(baseUrl) {
    const { InfobipSmsProvider } = await import("@novu/providers");
    const provider = new InfobipSmsProvider({ baseUrl, apiKey: "0".repeat(32), from: "Polysms" });
    return async () => {
      const { id } = await provider.sendMessage({ id: "message", to: message.to.slice(1), content: message.text });
      if (!id) throw new Error("The message was not taken.");
      return id;
    };
  },
};
