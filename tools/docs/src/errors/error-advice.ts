import type { ErrorCode } from "@polysms/core";

interface Advice {
  readonly meaning: string;
  readonly action: string;
}

/** What each code means and what to do. A new code of core does not compile until it is listed here. */
export const errorAdvice: Readonly<Record<ErrorCode, Advice>> = {
  auth: {
    meaning: "The provider rejected the credentials or the account.",
    action:
      "Check the key or the password, and whether the account is active. Until then every message is rejected in the same way, and another provider of the route takes over.",
  },
  "insufficient-balance": {
    meaning: "The account has too little credit.",
    action: "Top up. If the provider reports its balance, watch it with `sms.balance.get()`.",
  },
  "rate-limited": {
    meaning: "Too many calls in a short time.",
    action:
      "Usually nothing: polysms tries again after the time that the provider asks for, up to `retry.maxDelayMs`. If it keeps happening, set `rateLimit` for the provider, so that calls wait before they are sent.",
  },
  "invalid-recipient": {
    meaning: "The provider does not take this number.",
    action: "Fix or drop the number. No other provider is asked, because the number would be wrong there too.",
  },
  "invalid-sender": {
    meaning: "The sender ID is not registered, not allowed, or cannot be chosen with this provider.",
    action: "Register the sender ID, or leave out `senderId`. Each provider has its own rule.",
  },
  "content-blocked": {
    meaning: "The text is not allowed.",
    action: "Change the text. polysms does not carry it from one provider to the next.",
  },
  "template-mismatch": {
    meaning: "The text does not match the template that it was registered under.",
    action:
      "Compare the text with the registered template, character by character, and check the template's id in `dlt.templateId`.",
  },
  "opted-out": {
    meaning: "The recipient does not want messages.",
    action: "Do not send to this number again until it opts in.",
  },
  "route-unavailable": {
    meaning: "No configured provider serves this recipient, or the provider has no route to it.",
    action: "Add a provider or a rule for the country to `route`, or name a provider with `via`.",
  },
  "bad-request": {
    meaning: "The input is wrong: the provider rejected a field, or polysms found the fault itself.",
    action: "Read `error.field` and `error.hint`. The same call will fail again.",
  },
  "provider-down": {
    meaning: "The provider answered with a fault of its own (HTTP 5xx).",
    action:
      "If the outcome is `unknown`, do not repeat the message: it may have been taken before the fault. If it is `rejected`, another provider or a retry takes care of it.",
  },
  network: {
    meaning: "The connection failed.",
    action:
      "If it was never made (`rejected`), nobody took the message. If it dropped on the way (`unknown`), wait for a delivery report before you decide.",
  },
  timeout: {
    meaning: "No answer in time.",
    action:
      "Usually `unknown`: the provider may have taken the message and answered late. Do not repeat it. `timeoutMs` sets the limit.",
  },
  "unreadable-response": {
    meaning: "An answer that no document describes: not JSON, cut off, or without the fields that prove anything.",
    action:
      "Look at `httpStatus` and `providerMessage`. A proxy or a changed API is likely. Do not repeat the message before you know what happened to it.",
  },
  aborted: {
    meaning: "Your `signal` fired, or the facade was closed.",
    action:
      "`rejected` was not sent. `unknown` was on its way when the signal fired, or an earlier call with the same idempotency key never finished: find out what happened to it.",
  },
  config: {
    meaning:
      "polysms is configured wrongly (a missing credential, an unknown option, a base URL without https), or one of your stores failed.",
    action: "Read `error.field` and the message. Most are thrown when a provider or the facade is made.",
  },
};
