// Generated from specs/ by `pnpm generate`. Do not edit.
export interface paths {
    "/api/v1/text/single": {
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
         * @description Sends one text to one or more phone numbers. Returns the id of the batch (`lot_id`) and of every message
         *     (`message_id`).
         *
         *     Sending is not idempotent, and you cannot pass an id of your own: a repeated call sends and bills again. If the
         *     connection breaks, ask a person or look in the customer area before you repeat the call.
         *
         *     What a failure means for the other numbers of a list is not documented. Running out of credit has no documented
         *     code.
         */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/text/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get the status of a message (path unknown)
         * @description Returns the status of a message by its id, optionally narrowed to a batch.
         *
         *     **The path of this operation is not known.** The documentation describes its fields and responses but prints no URL,
         *     no method and no sample. `/api/v1/text/status` is a placeholder, chosen by analogy with the other paths, and calling
         *     it may fail. Ask VavaSMS for the real path and give it to your client. Nothing should call this path without being
         *     asked to.
         */
        post: operations["getMessageStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/otp/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a one-time password
         * @description Generates a code of `otp_length` digits, sends it to one phone number and keeps it for `otp_expiry` minutes. Verify
         *     it with verifyOtp. The code is never returned.
         *
         *     Sending is not idempotent. Whether a second code for the same number replaces the first, and how often codes can be
         *     sent to a number, is not documented.
         */
        post: operations["sendOtp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/otp/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify a one-time password
         * @description Checks whether a code is the one that was sent to a phone number. A correct code is a success; a wrong one is the
         *     failure 913 INVALID_OTP.
         *
         *     The provider's PHP client distinguishes two more failures by name, whose codes no source shows: `EXPIRED_OTP`, the
         *     code was correct but came too late, and `OTP_NOT_FOUND`, there is no code for this number. Expect them instead of
         *     INVALID_OTP, and match them by name.
         *
         *     How many attempts a number has, and whether a code can be verified twice, is not documented.
         */
        post: operations["verifyOtp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/check/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get the account balance
         * @description Returns the balance of the account in XOF (West African CFA francs). It changes nothing, so you can also use it to test credentials.
         */
        post: operations["getBalance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    onInboundMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive an inbound SMS
         * @description VavaSMS calls the notification URL set in the back office when someone sends an SMS to the account. The URL must
         *     accept POST.
         *
         *     The encoding of the body is not documented. A form is likely, because everything else in this API is one. JSON
         *     cannot be excluded, so accept both. Nothing signs the call, so put a secret of your own in the URL.
         *
         *     The same message can be sent to you twice: keep the `message_id` to recognise it.
         */
        post: operations["onInboundMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** @description Email address of the account. No email format is enforced, because the documentation elsewhere calls the username a sender ID (quirk `vavasms-username-as-sender`). */
        Username: string;
        /**
         * Format: password
         * @description Password of the account, the same one that opens the customer area. It travels in the body of every call: send it over HTTPS only, and keep request bodies out of logs.
         */
        Password: string;
        /**
         * @description Sender ID, the name shown as the sender: 3 to 11 letters and digits. It must exist in the account, where you can request more; an unknown one fails with 902. A comment in the provider's PHP client also mentions a full phone number as sender ID. The documentation does not, so longer numbers are not allowed here.
         * @example CompanyName
         */
        SenderId: string;
        /**
         * @description One phone number, or several separated by commas without spaces, each in international form (E.164) with an optional plus sign. No maximum number of recipients is documented. A malformed number fails with 903; what then happens to the other numbers of the list is not documented.
         * @example 2250709000001
         * @example 2250709000001,2250709000002
         */
        PhoneNumberList: string;
        /** @description One text for one or more recipients. */
        MessageRequest: {
            username: components["schemas"]["Username"];
            password: components["schemas"]["Password"];
            sender_id: components["schemas"]["SenderId"];
            phone: components["schemas"]["PhoneNumberList"];
            /** @description The text. One SMS holds 160 characters of the GSM-7 alphabet, or 70 characters if one of them needs Unicode. A longer text is not rejected: it is split into segments, and each segment is billed. */
            message: string;
        };
        /**
         * @description Zero: the call succeeded. The documentation always prints the number 0 here; the string is allowed because failure codes come in both forms (quirk `vavasms-code-number-or-text`).
         * @enum {unknown}
         */
        SuccessCode: 0 | "0";
        /** @description The message was accepted for sending. Whether it arrived is a question for getMessageStatus. */
        SendReceipt: {
            code: components["schemas"]["SuccessCode"];
            /** @description `OPERATION_SUCCES`, spelled with one S. */
            message: string;
            data: {
                /**
                 * @description Id of the batch, that is, of everything that this call sent.
                 * @example LOT-20190623-1217676
                 */
                lot_id: string;
                /** @description Human-readable sentence, in French. */
                description?: string;
                /**
                 * @description Ids of the messages; a list even for one recipient. The ids come without their phone numbers. That there is one per recipient, in the order of `phone`, is how the provider's PHP client reads it.
                 * @example [
                 *       "SM-20190623-1217879"
                 *     ]
                 */
                message_id: string[];
            };
        };
        /** @description Why the call failed, as a number or as a string of digits (quirk `vavasms-code-number-or-text`). Compare after conversion. Documented are 709, 901, 902, 903 and 913; the documentation does not say that the list is complete. */
        FailureCode: number | string;
        /** @description The call failed. A failure differs from a success in its `code` and nothing else: the HTTP status can be 200 (quirk `vavasms-failure-under-200`). */
        Failure: {
            code: components["schemas"]["FailureCode"];
            /** @description Name of the failure, for example INVALID_CREDENTIALS. Some failures have it here and the others in `status`, always in one and never in both (quirk `vavasms-failure-name-in-message-or-status`). */
            message?: string;
            /** @description Name of the failure, if `message` is missing. */
            status?: string;
            /** @description Human-readable explanation, in French or as an untranslated key such as `vavasms.INVALID_OTP`. Do not branch on it. */
            description: string;
            /** @description An empty list in every failure that has it; several have no `data` at all. */
            data?: unknown[];
        };
        /** @description The message whose status is requested. */
        MessageStatusRequest: {
            username: components["schemas"]["Username"];
            password: components["schemas"]["Password"];
            /**
             * @description Id of the message, as returned by sendMessage. An unknown one fails with 709.
             * @example SM-20190617-1445914
             */
            message_id: string;
            /**
             * @description Id of the batch, as returned by sendMessage. The only field that the documentation marks as optional.
             * @example LOT-20190617-1445425
             */
            lot_id?: string;
        };
        /** @description What is known about the requested messages. */
        MessageStatus: {
            code: components["schemas"]["SuccessCode"];
            /** @description `OPERATION_SUCCES`, spelled with one S. */
            message: string;
            /** @description A list, even for one message. */
            data: {
                /** @description Id of the batch that the message belongs to. */
                lot_id: string;
                /** @description Id of the message. */
                message_id: string;
                /** @description State of the message. The documentation shows `sent` and lists no other value, so read an unknown one as "not known yet", never as a failure. */
                status: string;
                /** @description Human-readable status, in French. */
                description?: string;
            }[];
        };
        /**
         * @description One phone number in international form (E.164): country code, network code and subscriber number, no spaces. The leading plus sign is optional. A malformed number fails with 903.
         * @example 2250709000001
         * @example +2250709000001
         */
        PhoneNumber: string;
        /** @description Where a one-time password is sent and what it looks like. VavaSMS generates the code and keeps it. */
        OtpRequest: {
            username: components["schemas"]["Username"];
            password: components["schemas"]["Password"];
            sender_id: components["schemas"]["SenderId"];
            phone: components["schemas"]["PhoneNumber"];
            /**
             * @description Number of digits in the code.
             * @default 4
             */
            otp_length?: number;
            /**
             * @description How long the code can be verified, in minutes. No limits are documented; the minimum of one minute is ours.
             * @default 60
             */
            otp_expiry?: number;
            /**
             * @description The text. It must contain `##OTP##`, which is replaced by the code. Segments are counted as for sendMessage.
             * @default Votre code OTP est : ##OTP##
             * @example Votre code OTP est : ##OTP##
             */
            message?: string;
            /** @description A language, sent as `en` by the provider's PHP client. Not in the documentation. What it changes and which values it takes are not known. */
            lang?: string;
        };
        /** @description The code was accepted for sending. The code itself is not in the response. */
        OtpReceipt: {
            code: components["schemas"]["SuccessCode"];
            /** @description `OPERATION_SUCCES`, spelled with one S. */
            message: string;
            data: {
                /**
                 * @description Id of the message with the code. It is not needed for verification.
                 * @example OTP-20190621-2234509
                 */
                message_id: string;
                /** @description Human-readable sentence, in French. */
                description?: string;
            };
        };
        /** @description A code to verify, with the number that it was sent to. Only the number links the two calls. */
        OtpVerificationRequest: {
            username: components["schemas"]["Username"];
            password: components["schemas"]["Password"];
            sender_id?: components["schemas"]["SenderId"];
            /**
             * @description The code as the person typed it: 4 to 9 digits. It is a string, although the documentation says integer, so that leading zeros are kept (quirk `vavasms-otp-integer`).
             * @example 4821
             */
            otp: string;
            phone: components["schemas"]["PhoneNumber"];
        };
        /** @description The code is correct. */
        OtpVerification: {
            code: components["schemas"]["SuccessCode"];
            /** @description `OPERATION_SUCCES`, spelled with one S. */
            message: string;
            data: {
                /** @description An id in the same form as the one from sendOtp. The documentation shows two different ids for the two calls, so do not compare them. */
                message_id?: string;
                /** @description The result, `success` in the documentation. A wrong code is not reported here but as a failure. */
                status: string;
            };
        };
        /** @description The request for the balance contains only the credentials. */
        BalanceRequest: {
            username: components["schemas"]["Username"];
            password: components["schemas"]["Password"];
        };
        /** @description The balance of the account. */
        Balance: {
            code: components["schemas"]["SuccessCode"];
            /** @description `OPERATION_SUCCES`, spelled with one S. */
            message: string;
            data: {
                /** @description The balance, in units of `currency`. */
                amount: number;
                /** @description ISO 4217 code of the currency. Balances are in XOF, the West African CFA franc. */
                currency: string;
            };
        };
        /** @description An SMS sent to the account. */
        InboundMessage: {
            /** @description Id of the message. The same message can be sent to you more than once: process every id only once. */
            message_id: string;
            /** @description Sender of the SMS. Spelled `form` in the documentation, perhaps for `from` (quirk `vavasms-inbound-form-field`). The format of the number is not documented. */
            form: string;
            /** @description Text of the message. */
            content: string;
            /** @description When the SMS was received. Neither the format nor the time zone is documented. */
            sms_date: string;
        };
    };
    responses: {
        /** @description The receipt if `code` is 0, otherwise a failure. The HTTP status is not documented. Clients read the body and not the status, so expect failures under 200 as well. */
        SendAnswer: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SendReceipt"] | components["schemas"]["Failure"];
            };
        };
        /** @description The same failures as under 200. No source says that a failure changes the HTTP status. This response is declared because the provider's PHP client also reads the usual body from any HTTP error. It is a range because no single status is known. */
        RefusedSending: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The status if `code` is 0, otherwise a failure. The HTTP status is not documented. Clients read the body and not the status, so expect failures under 200 as well. */
        MessageStatusAnswer: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["MessageStatus"] | components["schemas"]["Failure"];
            };
        };
        /** @description The same failures as under 200. No source says that a failure changes the HTTP status. This response is declared because the provider's PHP client also reads the usual body from any HTTP error. It is a range because no single status is known. */
        RefusedLookup: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The receipt if `code` is 0, otherwise a failure. The HTTP status is not documented. Clients read the body and not the status, so expect failures under 200 as well. */
        OtpAnswer: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OtpReceipt"] | components["schemas"]["Failure"];
            };
        };
        /** @description The code is correct if `code` is 0, otherwise this is a failure. The HTTP status is not documented. Clients read the body and not the status, so expect failures under 200 as well. */
        OtpVerificationAnswer: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OtpVerification"] | components["schemas"]["Failure"];
            };
        };
        /** @description The same failures as under 200. No source says that a failure changes the HTTP status. This response is declared because the provider's PHP client also reads the usual body from any HTTP error. It is a range because no single status is known. */
        RefusedOtp: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The balance if `code` is 0, otherwise a failure. The HTTP status is not documented. Clients read the body and not the status, so expect failures under 200 as well. */
        BalanceAnswer: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Balance"] | components["schemas"]["Failure"];
            };
        };
        /** @description The same failures as under 200. No source says that a failure changes the HTTP status. This response is declared because the provider's PHP client also reads the usual body from any HTTP error. It is a range because no single status is known. */
        RefusedCredentials: {
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
    sendMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["MessageRequest"];
            };
        };
        responses: {
            200: components["responses"]["SendAnswer"];
            "4XX": components["responses"]["RefusedSending"];
        };
    };
    getMessageStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["MessageStatusRequest"];
            };
        };
        responses: {
            200: components["responses"]["MessageStatusAnswer"];
            "4XX": components["responses"]["RefusedLookup"];
        };
    };
    sendOtp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["OtpRequest"];
            };
        };
        responses: {
            200: components["responses"]["OtpAnswer"];
            "4XX": components["responses"]["RefusedSending"];
        };
    };
    verifyOtp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["OtpVerificationRequest"];
            };
        };
        responses: {
            200: components["responses"]["OtpVerificationAnswer"];
            "4XX": components["responses"]["RefusedOtp"];
        };
    };
    getBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["BalanceRequest"];
            };
        };
        responses: {
            200: components["responses"]["BalanceAnswer"];
            "4XX": components["responses"]["RefusedCredentials"];
        };
    };
    onInboundMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The encoding is assumed. A form is more likely than JSON. */
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["InboundMessage"];
                "application/json": components["schemas"]["InboundMessage"];
            };
        };
        responses: {
            /** @description The message was received. The documentation does not say which response is expected, nor whether a failed call is repeated. Its advice about duplicates suggests that it is. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
