/** How much a change raises a version. */
export type Bump = "patch" | "minor" | "major";

/** One change of an OpenAPI document, and what it means for users. */
export interface SpecChange {
  readonly bump: Bump;
  readonly what: string;
}
