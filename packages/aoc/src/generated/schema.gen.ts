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
         * Send a text to one or several numbers
         * @description Sends `text` to every number of `to`. The vendor's page has six chapters for this one call (single, OTP, bulk,
         *     Unicode, flash, template), which differ only in the value of `type` and in the optional fields.
         *
         *     The reply has one entry in `data` per recipient. It means handed over, not delivered; no delivery report is
         *     documented. Nothing protects against sending twice, so do not repeat a request whose reply was lost.
         *
         *     In India the text has to match a template registered on the DLT platform. Give its id as `templateId`; the page
         *     calls it optional, but it is what clients with registered templates send.
         *
         *     The path is not in the vendor's document; it is the one that public clients use.
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
         * @description The gateway takes the text from the template `templateId` and puts the values of `custom` in the places of its
         *     variables. There is no `text`. Everything else, the reply too, is like `sendMessage`.
         *
         *     The path is not in the vendor's document; it is the one that a public client with the same fields uses.
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
        /** @description Name or number that the recipient sees as the sender. Alphanumeric by the document, which states no length; in India it has to be a sender registered for the account. */
        Sender: string;
        /**
         * @description One telephone number, or several joined with commas without spaces. International form: country code and number, 7 to 15 digits; all samples are Indian, 91 and ten digits. A leading `+` is left out in the document; one client sends it. No maximum number of recipients is documented.
         * @example 917012345678
         */
        Recipients: string;
        /**
         * @description Route: TRANS for transactional messages, PROMO for promotional ones, OTP for one-time passwords. TRANS and OTP are in the captured page; PROMO and the meanings come from later revisions of the same page.
         * @enum {string}
         */
        RouteType: "TRANS" | "PROMO" | "OTP";
        /** @description Id of the message template. For Indian accounts that is the id given by the DLT platform, 19 digits in all samples and clients; keep it a string, it is too long for a JavaScript number. */
        TemplateId: string;
        /** @description A text for one or several numbers. */
        SendMessageRequest: {
            sender: components["schemas"]["Sender"];
            to: components["schemas"]["Recipients"];
            /** @description The message. No maximum length is documented. With characters outside the GSM alphabet set `unicode` as well. */
            text: string;
            type: components["schemas"]["RouteType"];
            /**
             * @description 1 if the text is to be sent as Unicode; leave it out otherwise. No other value is shown.
             * @constant
             */
            unicode?: 1;
            /**
             * @description 1 for a flash message, which appears on the screen at once and is not stored in the inbox by default; leave it out otherwise. No other value is shown.
             * @constant
             */
            flash?: 1;
            templateId?: components["schemas"]["TemplateId"];
        };
        /** @description The message to one recipient. More fields may come. */
        SentMessage: {
            /** @description The number, as it was written in `to` in the samples. */
            recipient: string;
            /** @description Id of this message. Opaque; in the samples the id of the request, a colon, and the position of the recipient counted from 1. */
            messageId: string;
        };
        /** @description Null if all is well, the only value that the document shows. What it is otherwise is known from clients of the same gateway: a text, or an object with a text in `message`. */
        GatewayError: string | {
            /** @description What went wrong, in English. */
            message?: string;
        } | null;
        /** @description The messages that were made of the request, one per recipient. More fields may come. Check `error` first, clients do so even under a 2xx. */
        SendMessageReply: {
            /** @description Id of the whole request. Opaque; masked in all samples, a UUID as far as can be seen. */
            id: string;
            /** @description One entry per recipient, in the order of `to` in the sample. */
            data: components["schemas"]["SentMessage"][];
            /** @description Number of recipients. */
            totalCount: number;
            /** @description The outcome in English; "Message Sent Successfully!" in all samples. */
            message: string;
            error: components["schemas"]["GatewayError"];
            /** @description Repeats `unicode` of the request; only in replies to such requests. */
            unicode?: number;
            /** @description Repeats `flash` of the request. That it stands here is assumed: the sample that shows it is not valid JSON. */
            flash?: number;
        };
        /** @description A refusal. No refusal of an SMS is public; these are the places where clients of the gateway look for its text. None of them is certain to be there, and more fields may come. */
        FailureReply: {
            /** @description What went wrong, in English. */
            message?: string;
            error?: components["schemas"]["GatewayError"];
        };
        /** @description A registered template, the values of its variables, and who gets it. */
        SendTemplateMessageRequest: {
            sender: components["schemas"]["Sender"];
            to: components["schemas"]["Recipients"];
            templateId: components["schemas"]["TemplateId"];
            /** @description The values of the template's variables, in their order, as many as the template has. Send an empty array for a template without variables. */
            custom: string[];
            type: components["schemas"]["RouteType"];
        };
    };
    responses: {
        /** @description Handed over; one message id per recipient. The body is documented, the status 200 is what clients meet. */
        MessageSent: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SendMessageReply"];
            };
        };
        /** @description Refused. Not in the vendor's document: clients of the gateway expect a status other than 2xx with one of these forms of body. Which status stands for what is unknown. */
        Refused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["FailureReply"];
            };
        };
        /** @description Handed over; one message id per recipient. The body is documented, the status 200 is what clients meet. */
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
