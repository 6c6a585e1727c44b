// Generated from specs/ by `pnpm generate`. Do not edit.
export interface paths {
    "/v1/sms": {
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
         * @description Sends `text` to every number in `to`. The provider's page has six chapters for this one call (single, OTP, bulk,
         *     Unicode, flash, template), which differ only in the value of `type` and in the optional fields.
         *
         *     The response has one entry in `data` per recipient. It means accepted by the gateway, not delivered; no delivery
         *     report is documented. Nothing protects against sending twice, so do not repeat a request if its response was lost.
         *
         *     In India, the text has to match a template registered on the DLT platform. Give its id as `templateId`. The page
         *     calls it optional, but clients with registered templates send it.
         *
         *     The path is not in the provider's documentation. It is the one that public clients use.
         */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sms/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a registered template by its id
         * @description Sends a registered template. The gateway takes the text from the template `templateId` and replaces its variables
         *     with the values in `custom`. There is no `text`. Everything else, including the response, is like `sendMessage`.
         *
         *     The path is not in the provider's documentation. It is the one that a public client with the same fields uses.
         */
        post: operations["sendTemplateMessage"];
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
        /** @description Sender ID, the name or number that the recipient sees as the sender. Alphanumeric in the documentation, which states no length. In India it has to be a sender ID registered for the account. */
        Sender: string;
        /**
         * @description One phone number, or several separated by commas without spaces. International form: country code and number, 7 to 15 digits. All samples are Indian: 91 and ten digits. The documentation leaves out a leading `+`; one client sends it. No maximum number of recipients is documented.
         * @example 917012345678
         */
        Recipients: string;
        /**
         * @description Route: TRANS for transactional messages, PROMO for promotional ones, OTP for one-time passwords. TRANS and OTP are on the captured page; PROMO and the meanings come from later revisions of the same page.
         * @enum {string}
         */
        RouteType: "TRANS" | "PROMO" | "OTP";
        /** @description Id of the message template. For Indian accounts it is the id given by the DLT platform, 19 digits in all samples and clients. Keep it a string: it is too long for a JavaScript number. */
        TemplateId: string;
        /** @description A text for one or more numbers. */
        SendMessageRequest: {
            sender: components["schemas"]["Sender"];
            to: components["schemas"]["Recipients"];
            /** @description The text. No maximum length is documented. With characters outside the GSM alphabet, set `unicode` as well. */
            text: string;
            type: components["schemas"]["RouteType"];
            /**
             * @description 1 to send the text as Unicode; otherwise leave it out. No other value is shown.
             * @constant
             */
            unicode?: 1;
            /**
             * @description 1 for a flash message, which appears on the screen at once and is not stored in the inbox by default; otherwise leave it out. No other value is shown.
             * @constant
             */
            flash?: 1;
            templateId?: components["schemas"]["TemplateId"];
        };
        /** @description The message to one recipient. There may be more fields. */
        SentMessage: {
            /** @description The phone number, written as in `to` in the samples. */
            recipient: string;
            /** @description Id of this message. Opaque; in the samples it is the id of the request, a colon, and the position of the recipient, counted from 1. */
            messageId: string;
        };
        /** @description Null on success, the only value that the documentation shows. What it is otherwise is known from clients of the same gateway: a string, or an object with a string in `message`. */
        GatewayError: string | {
            /** @description What went wrong, in English. */
            message?: string;
        } | null;
        /** @description The messages made from the request, one per recipient. There may be more fields. Check `error` first; clients do so even under a 2xx. */
        SendMessageReply: {
            /** @description Id of the whole request. Opaque; masked in all samples, a UUID as far as can be seen. */
            id: string;
            /** @description One entry per recipient, in the order of `to` in the sample. */
            data: components["schemas"]["SentMessage"][];
            /** @description Number of recipients. */
            totalCount: number;
            /** @description The outcome in English, "Message Sent Successfully!" in all samples. */
            message: string;
            error: components["schemas"]["GatewayError"];
            /** @description Repeats `unicode` of the request; only in responses to such requests. */
            unicode?: number;
            /** @description Repeats `flash` of the request. That it belongs here is assumed: the sample that shows it is not valid JSON. */
            flash?: number;
        };
        /** @description A failed request. No failure response for an SMS is public; these are the places where clients of the gateway look for its text. None of them is certain to be there, and there may be more fields. */
        FailureReply: {
            /** @description What went wrong, in English. */
            message?: string;
            error?: components["schemas"]["GatewayError"];
        };
        /** @description A registered template, the values of its variables, and its recipients. */
        SendTemplateMessageRequest: {
            sender: components["schemas"]["Sender"];
            to: components["schemas"]["Recipients"];
            templateId: components["schemas"]["TemplateId"];
            /** @description The values of the template's variables, in order, as many as the template has. Send an empty array for a template without variables. */
            custom: string[];
            type: components["schemas"]["RouteType"];
        };
    };
    responses: {
        /** @description Accepted; one message id per recipient. The body is documented, the status 200 is what clients get. */
        MessageSent: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SendMessageReply"];
            };
        };
        /** @description Rejected. Not in the provider's documentation: clients of the gateway expect a status other than 2xx with one of these forms of body. Which status means what is unknown. */
        Refused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["FailureReply"];
            };
        };
        /** @description Accepted; one message id per recipient. The body is documented, the status 200 is what clients get. */
        TemplateMessageSent: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SendMessageReply"];
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
        /** @description The message, as JSON. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendMessageRequest"];
            };
        };
        responses: {
            200: components["responses"]["MessageSent"];
            "4XX": components["responses"]["Refused"];
        };
    };
    sendTemplateMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The template and its values, as JSON. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendTemplateMessageRequest"];
            };
        };
        responses: {
            200: components["responses"]["TemplateMessageSent"];
            "4XX": components["responses"]["Refused"];
        };
    };
}
