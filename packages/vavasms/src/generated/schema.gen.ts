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
         * Send a text message
         * @description Sends one text to one or several telephone numbers and returns the id of the batch (`lot_id`) and of every message
         *     (`message_id`).
         *
         *     Sending is not idempotent and takes no id of yours: a repeated call sends and bills again. After a connection that
         *     broke, ask a person or the customer area before repeating it.
         *
         *     What a failure means for the other numbers of a list is not documented. Running out of credit has no documented code.
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
         * Ask what became of a message (path unknown)
         * @description **The path of this operation is not known.** The document describes its fields and replies but prints neither URL,
         *     nor method, nor sample; `/api/v1/text/status` is a placeholder, chosen by analogy with the other paths. Calling it
         *     may fail. Ask VavaSMS for the real path and give it to your client; nothing should call this path unasked.
         *
         *     Returns the status of a message by its id, optionally narrowed to a batch.
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
         * @description Makes up a code of `otp_length` digits, sends it to one telephone number and keeps it for `otp_expiry` minutes, to be
         *     checked with verifyOtp. The code is never returned.
         *
         *     Sending is not idempotent. Whether a second code for the same number replaces the first, and how often a number may be
         *     asked, is not documented.
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
         * Check a one-time password
         * @description Says whether a code is the one that was sent to a telephone number. A right code is a success, a wrong one the failure
         *     913 INVALID_OTP.
         *
         *     The vendor's PHP client distinguishes two more failures by name, whose codes no source shows: `EXPIRED_OTP`, the code
         *     was right but came too late, and `OTP_NOT_FOUND`, there is no code for this number. Expect them in the place of
         *     INVALID_OTP, and match them by name.
         *
         *     How many attempts a number has, and whether a code can be checked twice, is not documented.
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
         * Ask for the balance
         * @description Returns what is left in the account, in XOF (West African CFA francs). Changes nothing, so it is also the way to test credentials.
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
         * An SMS came in
         * @description VavaSMS calls the notification URL set in the back office when somebody sends an SMS to the account. It has to accept
         *     POST.
         *
         *     The encoding of the body is not documented. A form is likely, because everything else in this API is one; JSON cannot
         *     be excluded, so accept both. Nothing signs the call, so put a secret of your own into the URL.
         *
         *     The same message can be delivered twice: remember the `message_id`.
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
        /** @description The e-mail address of the account. No e-mail format is enforced, because the document elsewhere calls the username a sender name (quirk `vavasms-username-as-sender`). */
        Username: string;
        /**
         * Format: password
         * @description The password of the account, the same one that opens the customer area. It travels in the body of every call: send it over HTTPS only, and keep request bodies out of logs.
         */
        Password: string;
        /**
         * @description The name shown as sender: 3 to 11 letters and digits. It has to exist in the account, where more can be requested; an unknown one fails with 902. A comment in the vendor's PHP client also speaks of a full telephone number as sender; the document does not, so longer numbers are refused here.
         * @example CompanyName
         */
        SenderId: string;
        /**
         * @description One telephone number, or several separated by commas without spaces, each in international form (E.164) with an optional plus sign. No greatest number of recipients is documented. A malformed number fails with 903; what happens to the other numbers of the list then is not documented.
         * @example 2250709000001
         * @example 2250709000001,2250709000002
         */
        PhoneNumberList: string;
        /** @description One text for one or several recipients. */
        MessageRequest: {
            username: components["schemas"]["Username"];
            password: components["schemas"]["Password"];
            sender_id: components["schemas"]["SenderId"];
            phone: components["schemas"]["PhoneNumberList"];
            /** @description The text. One SMS holds 160 characters of the GSM-7 alphabet, or 70 characters as soon as one of them needs Unicode. A longer text is not refused: it is cut into several SMS, and each one is billed. */
            message: string;
        };
        /**
         * @description Zero: the call succeeded. The document always prints the number 0 here; the text is allowed because failure codes come in both forms (quirk `vavasms-code-number-or-text`).
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
                 * @description Identifies the batch, that is, everything this call sent.
                 * @example LOT-20190623-1217676
                 */
                lot_id: string;
                /** @description A sentence for people, in French. */
                description?: string;
                /**
                 * @description The ids of the messages; a list even for one recipient. The ids come without their telephone numbers: that there is one per recipient, in the order of `phone`, is how the vendor's PHP client reads it.
                 * @example [
                 *       "SM-20190623-1217879"
                 *     ]
                 */
                message_id: string[];
            };
        };
        /** @description Why the call failed, as a number or as a string of digits (quirk `vavasms-code-number-or-text`): compare after conversion. Documented are 709, 901, 902, 903 and 913; the list is not said to be complete. */
        FailureCode: number | string;
        /** @description The call failed. A failure differs from a success in its `code` and nothing else: the HTTP status may be 200 (quirk `vavasms-failure-under-200`). */
        Failure: {
            code: components["schemas"]["FailureCode"];
            /** @description The name of the failure, for example INVALID_CREDENTIALS. Some failures have it here and the others in `status`, always in one and never in both (quirk `vavasms-failure-name-in-message-or-status`). */
            message?: string;
            /** @description The name of the failure, where `message` is missing. */
            status?: string;
            /** @description An explanation for people, in French or an untranslated key such as `vavasms.INVALID_OTP`. Do not decide anything on it. */
            description: string;
            /** @description An empty list in every failure that has it; several have no `data` at all. */
            data?: unknown[];
        };
        /** @description Which message is asked about. */
        MessageStatusRequest: {
            username: components["schemas"]["Username"];
            password: components["schemas"]["Password"];
            /**
             * @description The id of the message, as sendMessage returned it. An unknown one fails with 709.
             * @example SM-20190617-1445914
             */
            message_id: string;
            /**
             * @description The id of the batch, as sendMessage returned it. The only field of the document marked optional.
             * @example LOT-20190617-1445425
             */
            lot_id?: string;
        };
        /** @description What is known about the messages asked for. */
        MessageStatus: {
            code: components["schemas"]["SuccessCode"];
            /** @description `OPERATION_SUCCES`, spelled with one S. */
            message: string;
            /** @description A list, also when one message was asked for. */
            data: {
                /** @description The batch the message belongs to. */
                lot_id: string;
                /** @description The message. */
                message_id: string;
                /** @description Where the message is. The document shows `sent` and lists no other value, so take an unknown one as "not known yet", never as a failure. */
                status: string;
                /** @description The status for people, in French. */
                description?: string;
            }[];
        };
        /**
         * @description One telephone number in international form (E.164): country code, network code and subscriber number, no spaces. The leading plus sign is optional. A malformed number fails with 903.
         * @example 2250709000001
         * @example +2250709000001
         */
        PhoneNumber: string;
        /** @description Where a one-time password goes and what it looks like. VavaSMS makes up the code and keeps it. */
        OtpRequest: {
            username: components["schemas"]["Username"];
            password: components["schemas"]["Password"];
            sender_id: components["schemas"]["SenderId"];
            phone: components["schemas"]["PhoneNumber"];
            /**
             * @description How many digits the code has.
             * @default 4
             */
            otp_length?: number;
            /**
             * @description How long the code can be verified, in minutes. No limits are documented; that it is at least one minute is ours.
             * @default 60
             */
            otp_expiry?: number;
            /**
             * @description The text, which has to contain `##OTP##`: the code is put in its place. Segments are counted as for sendMessage.
             * @default Votre code OTP est : ##OTP##
             * @example Votre code OTP est : ##OTP##
             */
            message?: string;
            /** @description A language, sent as `en` by the vendor's PHP client. Not in the document; what it changes and which values it takes are unknown. */
            lang?: string;
        };
        /** @description The code was accepted for sending. The code itself is not in the reply. */
        OtpReceipt: {
            code: components["schemas"]["SuccessCode"];
            /** @description `OPERATION_SUCCES`, spelled with one S. */
            message: string;
            data: {
                /**
                 * @description The id of the message with the code. Verification does not ask for it.
                 * @example OTP-20190621-2234509
                 */
                message_id: string;
                /** @description A sentence for people, in French. */
                description?: string;
            };
        };
        /** @description A code to check, with the number it was sent to. Only the number ties the two calls together. */
        OtpVerificationRequest: {
            username: components["schemas"]["Username"];
            password: components["schemas"]["Password"];
            sender_id?: components["schemas"]["SenderId"];
            /**
             * @description The code as the person typed it: 4 to 9 digits. Text, although the document says integer, so that leading zeros survive (quirk `vavasms-otp-integer`).
             * @example 4821
             */
            otp: string;
            phone: components["schemas"]["PhoneNumber"];
        };
        /** @description The code is right. */
        OtpVerification: {
            code: components["schemas"]["SuccessCode"];
            /** @description `OPERATION_SUCCES`, spelled with one S. */
            message: string;
            data: {
                /** @description An id of the same form as the one from sendOtp. The document shows two different ids for the two calls, so do not compare them. */
                message_id?: string;
                /** @description The outcome, `success` in the document. A wrong code is not reported here but as a failure. */
                status: string;
            };
        };
        /** @description The question for the balance consists of the credentials alone. */
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
                /** @description What is left in the account, in units of `currency`. */
                amount: number;
                /** @description ISO 4217 code of the currency. Balances are kept in XOF, the West African CFA franc. */
                currency: string;
            };
        };
        /** @description An SMS that somebody sent to the account. */
        InboundMessage: {
            /** @description Identifies the message. The same one can be delivered more than once: process every id a single time. */
            message_id: string;
            /** @description The sender of the SMS. Spelled `form` in the document, perhaps for `from` (quirk `vavasms-inbound-form-field`). The format of the number is not documented. */
            form: string;
            /** @description The text of the message. */
            content: string;
            /** @description When the SMS was received. Neither format nor time zone is documented. */
            sms_date: string;
        };
    };
    responses: {
        /** @description The receipt when `code` is 0, otherwise a failure. The HTTP status is not documented; clients read the body and not the status, so a failure under 200 has to be expected. */
        SendAnswer: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SendReceipt"] | components["schemas"]["Failure"];
            };
        };
        /** @description The same failures as under 200. No source says that a failure changes the HTTP status; this answer exists because the vendor's PHP client reads the usual body from any HTTP error too. The range names no single status, as none is known. */
        RefusedSending: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The status when `code` is 0, otherwise a failure. The HTTP status is not documented; clients read the body and not the status, so a failure under 200 has to be expected. */
        MessageStatusAnswer: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["MessageStatus"] | components["schemas"]["Failure"];
            };
        };
        /** @description The same failures as under 200. No source says that a failure changes the HTTP status; this answer exists because the vendor's PHP client reads the usual body from any HTTP error too. The range names no single status, as none is known. */
        RefusedLookup: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The receipt when `code` is 0, otherwise a failure. The HTTP status is not documented; clients read the body and not the status, so a failure under 200 has to be expected. */
        OtpAnswer: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OtpReceipt"] | components["schemas"]["Failure"];
            };
        };
        /** @description The code is right when `code` is 0, otherwise a failure. The HTTP status is not documented; clients read the body and not the status, so a failure under 200 has to be expected. */
        OtpVerificationAnswer: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OtpVerification"] | components["schemas"]["Failure"];
            };
        };
        /** @description The same failures as under 200. No source says that a failure changes the HTTP status; this answer exists because the vendor's PHP client reads the usual body from any HTTP error too. The range names no single status, as none is known. */
        RefusedOtp: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The balance when `code` is 0, otherwise a failure. The HTTP status is not documented; clients read the body and not the status, so a failure under 200 has to be expected. */
        BalanceAnswer: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Balance"] | components["schemas"]["Failure"];
            };
        };
        /** @description The same failures as under 200. No source says that a failure changes the HTTP status; this answer exists because the vendor's PHP client reads the usual body from any HTTP error too. The range names no single status, as none is known. */
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
        /** @description The encoding is assumed; a form is more likely than JSON. */
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["InboundMessage"];
                "application/json": components["schemas"]["InboundMessage"];
            };
        };
        responses: {
            /** @description The message was taken. The document does not say which answer is expected, nor whether a call that failed is repeated; its advice about duplicates suggests that it is. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
