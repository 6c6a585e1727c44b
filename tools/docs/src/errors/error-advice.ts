import type { ErrorCode } from "@polysms/core";

export interface Advice {
  readonly meaning: string;
  readonly action: string;
}

/** For people: what each code means and what to do. A code that core gains does not compile until it stands here. */
export const errorAdvice: Readonly<Record<ErrorCode, Advice>> = {
  auth: {
    meaning: "The provider refused the credentials or the account.",
    action:
      "Check the key or the password and whether the account is open. Every further message will be refused the same way until then; another provider takes over where the route has one.",
  },
  "insufficient-balance": {
    meaning: "The account has too little credit.",
    action: "Top up. Where the provider tells its balance, watch it with `sms.balance.get()`.",
  },
  "rate-limited": {
    meaning: "Too many calls in a short time.",
    action:
      "Nothing, usually: it is tried again after the time the provider asks for, up to a cap. If it keeps happening, set `rate` for the provider so that calls wait before they are sent.",
  },
  "invalid-recipient": {
    meaning: "The provider does not take this number.",
    action: "Correct or drop the number. No other provider is asked, because the number would be as wrong there.",
  },
  "invalid-sender": {
    meaning: "The sender ID is not registered, not allowed, or cannot be chosen with this provider.",
    action: "Register the sender ID, or leave `senderId` out. Each provider has its own rule.",
  },
  "content-blocked": {
    meaning: "The text is not allowed.",
    action: "Change the text. It is not carried from one provider to the next.",
  },
  "template-mismatch": {
    meaning: "The text does not follow the template that it was registered under.",
    action: "Compare the text with the registered template, character by character, and its id with `templateId`.",
  },
  "opted-out": {
    meaning: "The recipient does not want messages.",
    action: "Do not send to this number again until it opts in.",
  },
  "route-unavailable": {
    meaning: "No configured provider serves this recipient, or the provider has no route to it.",
    action: "Add a provider or a rule for the country to `route`, or name one with `via`.",
  },
  "bad-request": {
    meaning: "The input is wrong: a field that a provider or polysms itself refuses.",
    action: "Read `error.field` and `error.hint`. The same call will be refused again.",
  },
  "provider-down": {
    meaning: "The provider answers with a fault of its own (HTTP 5xx).",
    action:
      "As an outcome that is `unknown`, do not send again by yourself: a message may have been taken before the fault. As one that is `rejected`, another provider or a retry takes care of it.",
  },
  network: {
    meaning: "The connection failed.",
    action:
      "If it was never made (`rejected`), nobody has the message. If it broke on the way (`unknown`), wait for a delivery report before you decide.",
  },
  timeout: {
    meaning: "No answer in time.",
    action:
      "Usually `unknown`: the provider may have taken the message and been slow to say so. Do not send again by yourself; `timeoutMs` sets how long to wait.",
  },
  "unreadable-response": {
    meaning: "An answer that no document describes: not JSON, cut off, or without the fields that prove anything.",
    action:
      "Look at `httpStatus` and `providerMessage`. A proxy or a changed API is likely. Do not send again before you know what became of the message.",
  },
  aborted: {
    meaning: "Your `signal` fired, or the facade was closed.",
    action:
      "`rejected` was not sent. `unknown` was on its way when the signal fired, or an earlier call with the same idempotency key never finished: find out what became of it.",
  },
  config: {
    meaning:
      "polysms is set up wrongly: a missing credential, an unknown option, a base URL without https; or a store of yours failed.",
    action: "Read `error.field` and the message. Most are thrown when a provider or the facade is made.",
  },
};
