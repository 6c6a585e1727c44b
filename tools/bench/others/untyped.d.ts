// These packages have no types.
declare module "africastalking" {
  interface Client {
    readonly SMS: { send(message: { to: string; message: string }): Promise<unknown> };
  }
  export default function africasTalking(account: { apiKey: string; username: string }): Client;
}

declare module "notifme-sdk" {
  interface Result {
    readonly status: "success" | "error";
    readonly channels?: { readonly sms?: { readonly id?: string } };
  }
  class NotifmeSdk {
    constructor(options: { channels: { sms: { providers: readonly object[] } } });
    send(request: { sms: { from: string; to: string; text: string } }): Promise<Result>;
  }
  /** What CommonJS calls the default export is a property of it. */
  const exported: { readonly default: typeof NotifmeSdk };
  export default exported;
}

declare module "split-sms" {
  interface Split {
    readonly characterSet: "GSM" | "Unicode";
    readonly parts: readonly unknown[];
  }
  const splitter: { split(text: string): Split };
  export default splitter;
}
