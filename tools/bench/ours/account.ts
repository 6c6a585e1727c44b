import type { Answers } from "../src/contender.ts";

/** The provider that our contenders and the raw requests send to, as its spec describes it. */
export const path = "/sms/messages";
export const apiKey = "bench-key-of-nobody";

/** Its answer, like the example in its spec. */
export const answers: Answers = {
  [`POST ${path}`]: {
    status: 202,
    body: {
      messages: [
        {
          apiMessageId: "af750c2dc53e4e4c88c39b3b48756d3a",
          accepted: true,
          to: 27831234567,
          errorCode: null,
          error: null,
          errorDescription: null,
        },
      ],
      errorCode: null,
      error: null,
      errorDescription: null,
    },
  },
};

/** What one would read without our packages. */
export interface Reply {
  messages: { accepted: boolean; apiMessageId: string | null }[];
}

export function idOf({ messages: [first] }: Reply): string {
  if (first?.accepted !== true || first.apiMessageId === null) throw new Error("The message was not taken.");
  return first.apiMessageId;
}
