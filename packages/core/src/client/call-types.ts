/** The options of one call. */
export interface CallOptions {
  /** Ends the call early; the error is then `aborted`. */
  readonly signal?: AbortSignal | undefined;
  /** Time limit in milliseconds for connection, headers and body. Default 30,000. The error is then `timeout`. */
  readonly timeoutMs?: number | undefined;
}

type Method = "get" | "put" | "post" | "delete" | "patch";

/** The paths of a generated `paths` type that have the method. */
type PathsWith<Paths, M extends Method> = {
  [Path in keyof Paths]: Paths[Path] extends { [K in M]: object } ? Path : never;
}[keyof Paths];

type OperationOf<Paths, Path extends keyof Paths, M extends Method> = Paths[Path] extends { [K in M]: infer Op }
  ? Op
  : never;

/** The request body of a generated operation, without the fields that carry the client's credentials. */
export type BodyOf<Op, Credentials extends string = never> = Op extends { requestBody?: infer Request }
  ? NonNullable<Request> extends { content: infer Content }
    ? WithoutCredentials<Content[keyof Content], Credentials>
    : never
  : never;

// Distributes over a union of bodies; Omit alone would merge its members.
type WithoutCredentials<Body, Credentials extends string> = Body extends unknown
  ? keyof Omit<Body, Credentials> extends never
    ? Record<string, never>
    : Omit<Body, Credentials>
  : never;

type ParametersOf<Op> = Op extends { parameters: infer Parameters }
  ? { [K in keyof Parameters as NonNullable<Parameters[K]> extends never ? never : K]: Parameters[K] }
  : Record<never, never>;

type BodyPart<Op, Credentials extends string> = [BodyOf<Op, Credentials>] extends [never]
  ? { readonly body?: never }
  : Op extends { requestBody: object }
    ? RequiredBody<BodyOf<Op, Credentials>>
    : { readonly body?: BodyOf<Op, Credentials> };

type RequiredBody<Body> = Record<never, never> extends Body ? { readonly body?: Body } : { readonly body: Body };

type ParametersPart<Op> = keyof ParametersOf<Op> extends never
  ? { readonly params?: never }
  : Record<never, never> extends ParametersOf<Op>
    ? { readonly params?: ParametersOf<Op> }
    : { readonly params: ParametersOf<Op> };

/** What a call takes. These are plain object types, so a misspelt field does not compile. */
export type CallInit<Op, Credentials extends string = never> = BodyPart<Op, Credentials> &
  ParametersPart<Op> &
  CallOptions;

type JsonOf<Reply> = Reply extends { content: { "application/json": infer Json } } ? Json : never;
type RepliesOf<Op> = Op extends { responses: infer Replies } ? Replies : never;
type IsSuccess<Status> = `${Status & (string | number)}` extends `2${string}` ? true : false;

/** The documented bodies of 2xx answers; `undefined` for those that have none. */
export type DataOf<Op> = {
  [Status in keyof RepliesOf<Op>]: IsSuccess<Status> extends true ? DataOfReply<RepliesOf<Op>[Status]> : never;
}[keyof RepliesOf<Op>];

type DataOfReply<Reply> = Reply extends { content: object } ? JsonOf<Reply> : undefined;

/** The documented bodies of all other answers. */
export type FailureOf<Op> = {
  [Status in keyof RepliesOf<Op>]: IsSuccess<Status> extends true ? never : JsonOf<RepliesOf<Op>[Status]>;
}[keyof RepliesOf<Op>];

/**
 * A provider's answer: `data` for a 2xx, `error` for anything else, `text` unchanged, and the response, whose body has
 * been read. The bodies are typed as documented and not checked. A whole number that is too long for JavaScript is a
 * string.
 */
export type CallResult<Op> =
  | (Answer & { readonly ok: true; readonly data: DataOf<Op>; readonly error?: undefined })
  | (Answer & { readonly ok: false; readonly data?: undefined; readonly error: FailureOf<Op> });

interface Answer {
  /** The body, decoded but not parsed; empty if there was none. */
  readonly text: string;
  /** Status and headers. Its body has been read: use `text`. */
  readonly response: Response;
}

type CallArguments<Init> = Record<never, never> extends Init ? [init?: Init] : [init: Init];

type CallMethod<Paths, M extends Method, Credentials extends string> = <Path extends PathsWith<Paths, M>>(
  path: Path,
  ...args: CallArguments<CallInit<OperationOf<Paths, Path, M>, Credentials>>
) => Promise<CallResult<OperationOf<Paths, Path, M>>>;

/**
 * A provider's own API, typed by path from its spec. Resolves to the provider's answer, including a rejection.
 * Rejects with an `SmsError` if there is no readable answer (network, timeout, a body that is not JSON, a redirect), or
 * if the request breaks the spec; nothing was sent then.
 */
export interface ProviderClient<Paths, Credentials extends string = never> {
  readonly GET: CallMethod<Paths, "get", Credentials>;
  readonly POST: CallMethod<Paths, "post", Credentials>;
  readonly PUT: CallMethod<Paths, "put", Credentials>;
  readonly PATCH: CallMethod<Paths, "patch", Credentials>;
  readonly DELETE: CallMethod<Paths, "delete", Credentials>;
  /**
   * The provider's own words as they may be shown: without the credentials of this client (also the current value of one
   * that is renewed), without the secrets in `more`, such as the text that was sent, without phone numbers and other long
   * runs of digits, and at most 200 characters long.
   */
  readonly redact: (text: string, more?: readonly string[]) => string;
}
