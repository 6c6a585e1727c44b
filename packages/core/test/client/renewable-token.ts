import { vi } from "vitest";
import type { RenewableCredential } from "../../src/index.ts";
import { canary } from "../canary.ts";

const { secret } = canary;

/** A token that is `secret-1`, and after each discard of the value in force the next one. */
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

/** An answer that says no, and means the token when the status is 401. */
export function refuseWith(status = 401): Response {
  return Response.json({ reason: "expired" }, { status });
}
