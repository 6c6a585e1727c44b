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
         * Send one text to a list of numbers
         * @description Sends the same text to every number of `to`. The whole request is answered at once with `202` and one entry per
         *     number in `messages`; `accepted` says whether that number was taken. A number can be refused inside a `202` while
         *     others are taken, and the three error fields beside `messages` can tell of a failure of the whole request, also
         *     inside a `202`.
         *
         *     `202` means handed over, not delivered: no delivery report is documented. Nothing protects against sending twice, so
         *     do not repeat a request whose reply was lost.
         *
         *     The document gives no limit for the number of recipients or for the length of the text, and says nothing of
         *     duplicates in `to`, of the order of `messages`, or of characters outside the GSM alphabet. Match outcomes to
         *     recipients by `to` (digits only), not by position.
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
        /** @description One text and the numbers that get it. */
        SendMessageRequest: {
            /** @description The message. The document states no maximum length and no character set; the newer generation of this API splits long texts into parts and takes the GSM alphabet only. */
            text: string;
            /** @description The numbers that get the text, one string each, in one list however many there are. No maximum is documented. Every number is answered separately in the reply. */
            to: string[];
        };
        /** @description The outcome for one number. More fields may come. */
        MessageOutcome: {
            /** @description Id of this message, 32 hexadecimal digits in the samples; treat it as opaque. Documented as a string only; null for a refused number is assumed from the service that uses the same field names. */
            apiMessageId: string | null;
            /** @description True if the number was taken for sending, false if it was rejected, for example because it is malformed. True does not mean delivered. */
            accepted: boolean;
            /**
             * Format: int64
             * @description The number this outcome is about: a string by the field list, a bare number in the sample, so without `+` at least in the second form. As a number it has up to 15 digits, more than 32 bits hold. Compare digits only.
             */
            to: string | number;
            /** @description Code of the error with this number, otherwise null. The values are not listed anywhere. */
            errorCode: string | null;
            /** @description Name of the error with this number, otherwise null. */
            error: string | null;
            /** @description What the error with this number means, otherwise null. */
            errorDescription: string | null;
        };
        /** @description What became of each number, and of the request as a whole. More fields may come. */
        SendMessageReply: {
            /** @description One entry per number of the request; empty when the whole request was refused (assumed). */
            messages: components["schemas"]["MessageOutcome"][];
            /** @description Code of an error that hit the entire request, otherwise null. The values are not listed anywhere. */
            errorCode: string | null;
            /** @description Name of the error that hit the entire request, otherwise null. */
            error: string | null;
            /** @description What the error of the entire request means, otherwise null. */
            errorDescription: string | null;
        };
        /** @description A refusal of the whole request under a status other than 202. More fields may come. */
        ErrorReply: {
            /** @description The HTTP status again, as a number. */
            status: number;
            /** @description What went wrong, in English. The only thing that tells the two cases of 405 and of 500 apart, and the only place of the waiting time after a 429. */
            message: string;
        };
    };
    responses: {
        /** @description The request was received. Each number has its own outcome; some or all of them can still be rejected. */
        SendMessageAccepted: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SendMessageReply"];
            };
        };
        /** @description The request is not properly formed. Nothing was sent; correct the request before sending it again. */
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
        /** @description The account is suspended, and the request is refused. Only the account representative at the vendor can say more. */
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
        /** @description Too many calls. `message` holds the seconds to wait: match `/Try again in (\d+) seconds/`. No `Retry-After` header is documented. */
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorReply"];
            };
        };
        /** @description A fault on the provider's side. It is not said whether messages went out, so the outcome is unknown. */
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
