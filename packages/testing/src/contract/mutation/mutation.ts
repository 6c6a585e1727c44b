import type { RequestDraft } from "../../openapi/request-draft.ts";

/** A documented request with one thing made wrong. */
export interface Mutation {
  /** What is wrong, to be read after "rejects": `a body without body/sender_id`. */
  readonly title: string;
  /** The field under which the violation must be reported. */
  readonly field: string;
  readonly draft: RequestDraft;
}
