// Generated from specs/ by `pnpm generate`. Do not edit.
export interface paths {
    "/sms/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an SMS to one or more numbers
         * @description Sends the same text to every number in `to`. The response to the whole request is `202`, with one entry per number
         *     in `messages`; `accepted` says whether that number was accepted. Inside a `202`, one number can be rejected while
         *     others are accepted. The three error fields beside `messages` can report a failure of the whole request, also inside
         *     a `202`.
         *
         *     `202` means accepted by the provider, not delivered: no delivery report is documented. Nothing protects against
         *     sending twice, so do not repeat a request if its response was lost.
         *
         *     The documentation gives no limit for the number of recipients or the length of the text. It says nothing about
         *     duplicates in `to`, the order of `messages`, or characters outside the GSM alphabet. Match outcomes to recipients by
         *     `to` (digits only), not by position.
         */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description One text and the numbers that receive it. */
        SendMessageRequest: {
            /** @description The text. The documentation states no maximum length and no character set. The newer generation of this API splits long texts into segments and accepts the GSM alphabet only. */
            text: string;
            /** @description The numbers that receive the text, one string each, in one list however many there are. No maximum is documented. Every number has its own outcome in the response. */
            to: string[];
        };
        /** @description The outcome for one number. There may be more fields. */
        MessageOutcome: {
            /** @description Id of this message, 32 hexadecimal digits in the samples; treat it as opaque. Documented as a string only. Null for a rejected number is assumed from the service that uses the same field names. */
            apiMessageId: string | null;
            /** @description True if the number was accepted for sending, false if it was rejected, for example because it is malformed. True does not mean delivered. */
            accepted: boolean;
            /**
             * Format: int64
             * @description The number that this outcome is about. A string in the field list and a bare number in the sample, so without `+` at least in the second form. As a number it has up to 15 digits, more than 32 bits hold. Compare digits only.
             */
            to: string | number;
            /** @description Code of the error with this number, otherwise null. No list of values exists. */
            errorCode: string | null;
            /** @description Name of the error with this number, otherwise null. */
            error: string | null;
            /** @description What the error with this number means, otherwise null. */
            errorDescription: string | null;
        };
        /** @description What happened to each number, and to the request as a whole. There may be more fields. */
        SendMessageReply: {
            /** @description One entry per number of the request; empty if the whole request was rejected (assumed). */
            messages: components["schemas"]["MessageOutcome"][];
            /** @description Code of an error that affects the entire request, otherwise null. No list of values exists. */
            errorCode: string | null;
            /** @description Name of the error that affects the entire request, otherwise null. */
            error: string | null;
            /** @description What the error of the entire request means, otherwise null. */
            errorDescription: string | null;
        };
        /** @description A failure of the whole request, under a status other than 202. There may be more fields. */
        ErrorReply: {
            /** @description The HTTP status, repeated as a number. */
            status: number;
            /** @description What went wrong, in English. Only this text distinguishes the two cases of 405 and of 500, and only this text contains the waiting time after a 429. */
            message: string;
        };
    };
    responses: {
        /** @description The request was received. Each number has its own outcome: some or all of them can still be rejected. */
        SendMessageAccepted: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SendMessageReply"];
            };
        };
        /** @description The request is not properly formed. Nothing was sent. Correct the request before you send it again. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorReply"];
            };
        };
        /** @description The API key is not valid. Nothing was sent. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorReply"];
            };
        };
        /** @description The account is suspended, and the request is rejected. Only the account representative at the provider can say more. */
        Suspended: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorReply"];
            };
        };
        /** @description Not about the HTTP method: the account has too few credits, or its balance could not be updated and sending failed. Nothing was sent in either case. */
        CreditRefused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorReply"];
            };
        };
        /** @description Too many calls. `message` contains the seconds to wait: match `/Try again in (\d+) seconds/`. No `Retry-After` header is documented. */
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorReply"];
            };
        };
        /** @description An error at the provider. It is not stated whether messages were sent, so the outcome is unknown. */
        InternalError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorReply"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    sendMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The text and the numbers, as JSON. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendMessageRequest"];
            };
        };
        responses: {
            202: components["responses"]["SendMessageAccepted"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Suspended"];
            405: components["responses"]["CreditRefused"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
        };
    };
}
