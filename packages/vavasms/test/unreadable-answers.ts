import { unreadableAnswers as commonAnswers, jsonAnswer } from "@polysms/testing";

/** Answers that no operation of the provider documents, and the error code of each. */
export const unreadableAnswers = [
  ...commonAnswers().map((each) => ({ ...each, code: "unreadable-response" })),
  {
    title: "a success in a list",
    code: "unreadable-response",
    answer: () => jsonAnswer([{ code: 0, data: { lot_id: "L", message_id: ["S"], amount: 1 } }]),
  },
  { title: "an empty object under 400", code: "unreadable-response", answer: () => jsonAnswer({}, 400) },
  { title: "an empty object under 500", code: "provider-down", answer: () => jsonAnswer({}, 500) },
];
