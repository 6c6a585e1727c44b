import { vi } from "vitest";
import type { RenewableCredential } from "../../src/index.ts";
import { canary } from "../canary.ts";

const { secret } = canary;

/** A token that is `secret-1`, and the next one after each discard of the current value. */
export function renewable() {
  let number = 1;
  return {
    get: vi.fn(async () => `${secret}-${number}`),
    expired: vi.fn<RenewableCredential["expired"]>(({ httpStatus }) => httpStatus === 401),
    discard: vi.fn((value: string) => {
      if (value === `${secret}-${number}`) number += 1;
    }),
  };
}

/** A rejection, which is about the token if the status is 401. */
export function rejectWith(status = 401): Response {
  return Response.json({ reason: "expired" }, { status });
}
