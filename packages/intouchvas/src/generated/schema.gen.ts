// Generated from specs/ by `pnpm generate`. Do not edit.
export interface paths {
    "/auth/api-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a token
         * @description Exchanges the username and password of the account for a token, to be sent in `api-key`. Takes no parameters.
         *
         *     Not needed with a dashboard key. Keep the token until shortly before its `lifetime` ends. Whether a new token ends
         *     the previous one is not documented.
         */
        get: operations["getToken"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/message/send/transactional": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a transactional message
         * @description Queues one text for up to 50 numbers. Use it for real-time messages, such as one-time passwords and confirmations.
         *     They cannot be scheduled.
         *
         *     A 200 means queued, for all the numbers together. A delivery report to `callback_url` says what happened to each
         *     message. There is no idempotency key: repeating the call sends again.
         */
        post: operations["sendTransactionalMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/message/send/promotional": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a promotional message, now or later
         * @description Queues one text for up to 50 numbers, to be sent at once or, with `schedule`, at a given date and time. All
         *     scheduled messages count as promotional.
         *
         *     A 200 means queued, for all the numbers together. A delivery report to `callback_url` says what happened to each
         *     message. There is no idempotency key: repeating the call sends again. No call to cancel or list scheduled messages
         *     is documented.
         */
        post: operations["sendPromotionalMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/message/send/upload-file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send messages to the rows of a file
         * @description Uploads a CSV file and queues a text for each of its rows, to be sent at once or, with `schedule`, at a given date
         *     and time. The text is the same for all rows, or customised with values from the row: `[balance]` is replaced by the
         *     value in the column `balance`.
         *
         *     Use it for more than 50 recipients, or for a different text per recipient. Whether these messages are transactional
         *     or promotional is not documented; scheduled ones are promotional. A 200 means queued, for the whole file. Bad rows
         *     are not reported.
         */
        post: operations["sendMessageFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/message/send/group": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message to a contact group
         * @description Queues a text for every active contact of a group. The message is promotional or transactional, and is sent at once
         *     or, with `schedule`, at a given date and time. Placeholders such as `{first_name}` are filled from the contact.
         *
         *     No `callback_url` is documented here, so there is no delivery report to wait for. There is no idempotency key:
         *     repeating the call sends again.
         */
        post: operations["sendGroupMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contact/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List contact groups
         * @description Returns all contact groups of the account, each with its counts. Use it to find the `id` of a group that `createContacts` or `uploadContacts` made. It takes no parameters and has no pages.
         */
        get: operations["listContactGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contact/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create contacts in a new or existing group
         * @description Adds contacts to a new group (give `name`) or to an existing one (give its `id`). The provider converts the numbers
         *     to E.164 and detects their network.
         *
         *     The response is a sentence. It contains the id of a new group, but only as text; `listContactGroups` has it as a
         *     field. Whether a `name` already in use makes a second group, and what happens to a number already in the group, is
         *     not documented.
         */
        post: operations["createContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contact/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file of contacts
         * @description Uploads a CSV or Excel file of contacts into a new group (give `name`) or an existing one (give its `id`). It is
         *     meant for lists of tens of thousands.
         *
         *     The file is processed in the background. The response arrives before the contacts exist, names no group and does not
         *     report bad rows. Watch the counts in `listContactGroups`.
         */
        post: operations["uploadContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contact/group/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete a contact group
         * @description Permanently deletes a group and every contact in it. What happens to messages scheduled for the group is not documented.
         */
        post: operations["deleteContactGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    deliveryReport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive a delivery report
         * @description InTouchVAS posts this to the `callback_url` of a send when the message has been delivered or has failed. The
         *     documentation does not state the method; POST and `application/json` are inferred from the form of its example.
         *
         *     Nothing proves who sent it: there is no signature and no key. Retries, order and time limit are not documented. Be
         *     ready for the same report twice.
         */
        post: operations["onDeliveryReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** @description A token for the `api-key` header. */
        Token: {
            /** @description Secret to send in `api-key`. Its format is not documented. */
            token: string;
            /** @description Seconds until the token expires, counted from the response. The documentation shows 1800. Get the next one before then; a public client does so after three quarters of the time. */
            lifetime: number;
        };
        /** @description The body of a failed call. Documented for the token and for sends to numbers and files; assumed to apply to groups and contacts too. */
        Failure: {
            /** @description Number from the error table, 400 to 503. Whether the HTTP status always equals it is not documented. Not a delivery status. */
            status: number;
            /** @description Human-readable text. No list of texts exists; do not branch on it. */
            message: string;
        };
        /** @description The text. No length limit, character set or price per segment is documented. */
        MessageText: string;
        /**
         * @description One phone number or up to 50, separated by commas without spaces. International form, with or without `+`: the documentation writes `+254...`, public clients also send `254...`. 7 to 15 digits each (the limits of E.164, not of the documentation).
         * @example +254712345678,+254712345679
         */
        Recipients: string;
        /** @description A sender ID registered with InTouchVAS. The limit of 11 characters is documented for group messages only. Here it is assumed, because the network has room for no more in an alphanumeric sender ID. */
        SenderId: string;
        /**
         * Format: uri
         * @description Where the delivery reports of this request are posted, one per recipient as far as the fields show. Leave it out to get none. Reports carry no signature, so put a secret of your own in the URL.
         */
        CallbackUrl: string;
        /** @description A real-time message, such as a one-time password or a confirmation. */
        TransactionalMessage: {
            /** @description The text, the same for all recipients. No length limit is documented. */
            message: components["schemas"]["MessageText"];
            /** @description One phone number, or up to 50 separated by commas without spaces; international form, with or without `+`. */
            msisdn: components["schemas"]["Recipients"];
            /**
             * @description Your registered sender ID, at most 11 characters (assumed). If you leave it out, the provider's own is used.
             * @default INTOUCHVAS
             */
            sender_id?: components["schemas"]["SenderId"];
            /** @description Where the delivery reports of this request are posted. Without it, none are posted. */
            callback_url?: components["schemas"]["CallbackUrl"];
        };
        /** @description The messages are queued. Nothing has been sent yet, and nothing is stated about single recipients: one receipt covers the whole request. */
        MessageReceipt: {
            /** @description Human-readable text that says how many recipients were queued. */
            message: string;
            /** @description 200 when queued, even if the HTTP status is 201. Not a delivery status. A public client also guards against a 2xx whose body has a key `error`, or the text `error` here; neither is documented. */
            status: number;
            /** @description Id of the whole request, the same for all its recipients. A delivery report carries it together with the number. */
            transaction_id: number;
        };
        /**
         * @description Two-letter country (`ke`), not a dialling code, for numbers outside Kenya. Only the value `ke` is documented. That every value has two letters is assumed (a sister portal sends `KE` and `CD`).
         * @example ke
         */
        CountryCode: string;
        /**
         * @description Time of day, 24 hours, `HH:MM:SS` or `HH:MM`. The documentation states no format and shows `09:30:01`; a sister portal sends `HH:MM`. No time zone is documented; expect East Africa Time (UTC+3) and test it.
         * @example 09:30:01
         */
        SendTime: string;
        /** @description A marketing message, sent at once or later. */
        PromotionalMessage: {
            /** @description The text, the same for all recipients. No length limit is documented. */
            message: components["schemas"]["MessageText"];
            /** @description One phone number, or up to 50 separated by commas without spaces; international form, with or without `+`. */
            msisdn: components["schemas"]["Recipients"];
            /**
             * @description Two-letter country of the numbers, if it is not Kenya. Not a dialling code.
             * @default ke
             */
            country_code?: components["schemas"]["CountryCode"];
            /**
             * @description Your registered sender ID, at most 11 characters (assumed). If you leave it out, the provider's own is used.
             * @default INTOUCHVAS
             */
            sender_id?: components["schemas"]["SenderId"];
            /** @description Where the delivery reports of this request are posted. Without it, none are posted. */
            callback_url?: components["schemas"]["CallbackUrl"];
            /**
             * @description `true` sends later, at `date` and `send_time`. Give both: what happens without one of them is not documented.
             * @default false
             */
            schedule?: boolean;
            /**
             * Format: date
             * @description Day of a scheduled send, `YYYY-MM-DD`. How far ahead is allowed is not documented.
             */
            date?: string;
            /** @description Time of a scheduled send, `HH:MM:SS` or `HH:MM`, 24 hours. No time zone is documented. */
            send_time?: components["schemas"]["SendTime"];
        };
        /** @description A text and a file of recipients. The text can contain values from other columns of the file, so that each recipient gets a different text. */
        MessageFile: {
            /** @description The text. A column header in square brackets is replaced by that column's value in each row: `[name]`, `[balance]`, `[msisdn]`. What happens to a placeholder without a column is not documented. */
            message: string;
            /**
             * @description Two-letter country of the numbers, if it is not Kenya. Not a dialling code.
             * @default ke
             */
            country_code?: components["schemas"]["CountryCode"];
            /**
             * @description Your registered sender ID, at most 11 characters (assumed). If you leave it out, the provider's own is used.
             * @default IntouchVAS
             */
            sender_id?: components["schemas"]["SenderId"];
            /**
             * Format: binary
             * @description CSV, below 100 MB. The first row holds the column headers. The first column holds the numbers, with or without `+`; the others, any number of them, hold values for the placeholders. The number of rows is not limited.
             */
            file: Blob;
            /** @description Name of the campaign. The documentation adds "contact group" without saying what that does. */
            campaign_name?: string;
            /** @description Where the delivery reports of this request are posted. Without it, none are posted. */
            callback_url?: components["schemas"]["CallbackUrl"];
            /**
             * @description `true` sends later, at `date` and `send_time`. Give both: what happens without one of them is not documented.
             * @default false
             */
            schedule?: boolean;
            /**
             * Format: date
             * @description Day of a scheduled send, `YYYY-MM-DD`. How far ahead is allowed is not documented.
             */
            date?: string;
            /** @description Time of a scheduled send, `HH:MM:SS` or `HH:MM`, 24 hours. No time zone is documented. */
            send_time?: components["schemas"]["SendTime"];
        };
        /** @description A message to every active contact of a group. With `schedule: true`, both `schedule_date` and `schedule_time` are required. */
        GroupMessage: {
            /**
             * @description `id` from `listContactGroups`, as a string here (`"42"`).
             * @example 42
             */
            contact_group_id: string;
            /** @description A sender ID registered with InTouchVAS, at most 11 characters. The documentation says alphanumeric; spaces and dashes, which registered sender IDs may have, are left to the provider. There is no default here. */
            sender_id: string;
            /** @description The text. `{first_name}`, `{other_name}` and `{custom_1}` to `{custom_5}` are replaced by the contact's values. No length limit is documented. */
            message: string;
            /** @description Label of the campaign in the provider's reports. */
            campaign_name?: string;
            /**
             * @description `promotional` for offers to people who opted in, `transactional` for notices about an event.
             * @default promotional
             * @enum {string}
             */
            sms_type?: "promotional" | "transactional";
            /** @description `true` sends later and requires `schedule_date` and `schedule_time`. Without it, the message is sent at once. */
            schedule?: boolean;
            /**
             * Format: date
             * @description Day of a scheduled send, `YYYY-MM-DD`. Called `date` in the other operations.
             */
            schedule_date?: string;
            /**
             * @description Time of a scheduled send, `HH:MM`, 24 hours, no seconds. Called `send_time` in the other operations. No time zone is documented; the text of the documented example mentions EAT (UTC+3).
             * @example 10:00
             */
            schedule_time?: string;
        };
        /** @description A named list of contacts. */
        ContactGroup: {
            /** @description Id of the group. A number here and in `deleteContactGroup`, a string in `sendGroupMessage`. */
            id: number;
            /** @description Name of the group. Whether names are unique is not documented. */
            name: string;
            /** @description Number of contacts, active and inactive. */
            contacts: number;
            /** @description Number of contacts that receive a group message. */
            active: number;
            /** @description Number of contacts that a group message leaves out. What makes a contact inactive is not documented. */
            inactive: number;
            /**
             * Format: date-time
             * @description When the group was created, in UTC.
             */
            created: string;
        };
        /**
         * @description Dialling code in digits without `+`, such as `254`; not a two-letter country. One to three digits is the rule of E.164; the documentation gives only the example.
         * @example 254
         */
        DiallingCode: string;
        /** @description One person in a contact group. */
        Contact: {
            /**
             * @description Phone number in international (`+254712345678`, `254712345678`), local (`0712345678`) or short form (`712345678`). The provider converts it to E.164 and detects the network. For the last two forms, give a `country_code`, here or on the group. Digits only, 7 to 15 (the limits of E.164, not of the documentation).
             * @example 254712345678
             */
            msisdn: string;
            /** @description First name, for `{first_name}` in group messages. */
            first_name?: string;
            /** @description Surname or other name, for `{other_name}` in group messages. */
            other_name?: string;
            /** @description Dialling code of this number, instead of the group's. Digits without `+`, such as `254`. */
            country_code?: components["schemas"]["DiallingCode"];
            /** @description Free value for `{custom_1}` in group messages, such as a tier, a town or points. May be empty. */
            custom_1?: string;
            /** @description Free value for `{custom_2}` in group messages. May be empty. */
            custom_2?: string;
            /** @description Free value for `{custom_3}` in group messages. May be empty. */
            custom_3?: string;
            /** @description Free value for `{custom_4}` in group messages. May be empty. */
            custom_4?: string;
            /** @description Free value for `{custom_5}` in group messages. May be empty. */
            custom_5?: string;
        };
        /** @description Contacts and the group they are added to. `name` is required for a new group, that is, without `id` or with `id` 0. */
        ContactList: {
            /** @description Name of the group. Required unless `id` names an existing group. */
            name?: string;
            /** @description `id` of an existing group from `listContactGroups`, to add to it; 0 or absent for a new group. */
            id?: number;
            /** @description Dialling code for numbers without a country prefix or a code of their own. Digits without `+`, such as `254`. */
            country_code?: components["schemas"]["DiallingCode"];
            /** @description The contacts. How many one call accepts is not documented; `uploadContacts` is meant for large lists. */
            contacts: components["schemas"]["Contact"][];
        };
        /** @description A human-readable sentence, as a JSON string. It has no fields. */
        Confirmation: string;
        /** @description A file of contacts and the group they are added to. `name` is required for a new group, that is, without `id` or with `id` 0. */
        ContactFile: {
            /**
             * Format: binary
             * @description CSV or Excel (`.xlsx`). The first row is skipped as a header. Columns are read by position, whatever the header says: `msisdn`, `first_name`, `other_name`, `custom_1`, `custom_2`, `custom_3`, `custom_4`, `custom_5`. Only `msisdn` (in any form) is required; columns can be left out at the end. No size limit is documented.
             */
            file: Blob;
            /** @description Name of the group. Required unless `id` names an existing group. */
            name?: string;
            /** @description `id` of an existing group from `listContactGroups`, to add to it. That 0 means a new group is documented for `createContacts` only. */
            id?: number;
            /** @description Dialling code for numbers without a country prefix. Digits without `+`, such as `254`. */
            country_code?: components["schemas"]["DiallingCode"];
        };
        /** @description The group to delete. */
        ContactGroupDeletion: {
            /** @description `id` from `listContactGroups`, as a number here (`42`) and as a string in `sendGroupMessage`. */
            contact_group_id: number;
        };
        /**
         * @description Outcome for one recipient. Not the `status` of responses.
         *
         *     | Value | Meaning | Final |
         *     |---|---|---|
         *     | 0 | Failed before it reached the telco: billing, that is, the account could not pay | yes |
         *     | 1 | Failed before it reached the telco; the documentation gives no reason (its sentence breaks off) | yes |
         *     | 2 | Handed to the telco, which has not reported back | not stated |
         *     | 3 | Delivered to the phone | yes |
         * @enum {integer}
         */
        DeliveryStatus: 0 | 1 | 2 | 3;
        /** @description What happened to one message to one recipient. The documentation marks no field as required; the three that give a report its meaning are required here. */
        DeliveryReport: {
            /** @description Phone number of the recipient. In the documented example it is international without `+`, whatever was sent. */
            msisdn: string;
            /** @description 0 failed before it reached the telco (billing), 1 failed before it reached the telco, 2 pending at the telco, 3 delivered. */
            status: components["schemas"]["DeliveryStatus"];
            /** @description `status` in words. The only text documented is `Delivered To Teminal` (spelled like this). Do not branch on it. */
            status_description?: string;
            /** @description Country of the recipient, `ke` in the example. */
            country?: string;
            /** @description Telco of the recipient, `Safaricom` in the example. */
            network?: string;
            /** @description `transaction_id` of the receipt. A string in the documented table, a number in its example. Compare as strings. */
            transaction_id: number | string;
        };
    };
    responses: {
        /** @description The request is invalid. Correct it first: repeating it as it is changes nothing. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The API key (or token, or username and password) is wrong. With a token, get a new one: public client code gets 401 when the token has expired. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The requested data is reserved for administrators. The account lacks the right; repeating the request changes nothing. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The requested data does not exist. Check the ids and the path. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The path does not support this HTTP method. A bug in the client. */
        MethodNotAllowed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The request asked for a format other than JSON. Send `Accept: application/json`. */
        NotAcceptable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description Invalid parameters. Same meaning as 421 and 422; the documentation does not distinguish them. */
        ImATeapot: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description Invalid parameters. Same meaning as 418 and 422; the documentation does not distinguish them. */
        MisdirectedRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description Invalid parameters. Same meaning as 418 and 421; the documentation does not distinguish them. */
        UnprocessableContent: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The API key is invalid, or the session behind the token has expired. With a token, get a new one and repeat once. */
        PreconditionRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description Too many requests. Slow down. Neither the limit nor the waiting time is documented. */
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description An error at the provider. A later attempt may work. For a send, it is not stated whether the message was accepted. */
        InternalServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description Offline for maintenance. Try again later. */
        ServiceUnavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
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
    getToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A token. The documentation shows the body without an HTTP status; 200 is assumed, and one public client accepts it as well as 202. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description A token, with the HTTP status that public clients get. They use the token right away. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            418: components["responses"]["ImATeapot"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableContent"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    sendTransactionalMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransactionalMessage"];
            };
        };
        responses: {
            /** @description Queued. The documentation shows the body; this HTTP status is the only one that a public client accepts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageReceipt"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            418: components["responses"]["ImATeapot"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableContent"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    sendPromotionalMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromotionalMessage"];
            };
        };
        responses: {
            /** @description Queued, or accepted for later. The documentation shows the body; the HTTP status is assumed to be that of transactional sends. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageReceipt"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            418: components["responses"]["ImATeapot"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableContent"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    sendMessageFile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["MessageFile"];
            };
        };
        responses: {
            /** @description Queued, or accepted for later. The documentation shows the body; the HTTP status is assumed to be that of transactional sends. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageReceipt"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            418: components["responses"]["ImATeapot"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableContent"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    sendGroupMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupMessage"];
            };
        };
        responses: {
            /** @description Queued, with the status that the body states. Assumed; the documentation says 201. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageReceipt"];
                };
            };
            /** @description Queued, or accepted for later. The `status` in the body is 200. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageReceipt"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            418: components["responses"]["ImATeapot"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableContent"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listContactGroups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The groups. The documentation shows the body without an HTTP status; 200 is assumed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactGroup"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            418: components["responses"]["ImATeapot"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableContent"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createContacts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactList"];
            };
        };
        responses: {
            /** @description Done, with the usual HTTP status. Assumed; the documentation says 201. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Confirmation"];
                };
            };
            /** @description Done. A JSON string with the id of the group and the number of contacts in its text. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Confirmation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            418: components["responses"]["ImATeapot"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableContent"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    uploadContacts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ContactFile"];
            };
        };
        responses: {
            /** @description Accepted, with the usual HTTP status. Assumed; the documentation says 201. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Confirmation"];
                };
            };
            /** @description Accepted; the contacts follow in the background. A JSON string. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Confirmation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            418: components["responses"]["ImATeapot"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableContent"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteContactGroup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactGroupDeletion"];
            };
        };
        responses: {
            /** @description Deleted, with the usual HTTP status. Assumed; the documentation says 201. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Confirmation"];
                };
            };
            /** @description Deleted. A JSON string that says contact but means the group. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Confirmation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            418: components["responses"]["ImATeapot"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableContent"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    onDeliveryReport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeliveryReport"];
            };
        };
        responses: {
            /** @description Received. Assumed; the documentation does not say what InTouchVAS expects, or what it does otherwise. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
