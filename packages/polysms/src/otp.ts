import {
  type Attempt,
  invalidInput,
  isE164,
  isSmsError,
  type OtpCheck,
  type OtpRequest,
  type Outcome,
  type OutgoingMessage,
  type Phone,
  refuseUnknownFields,
  type SendCall,
  type SendReport,
  type SmsError,
  settle,
} from "@polysms/core";
import type { AnyProvider, Message, SendOptions } from "./message.ts";
import { digest, isSealOf, type OtpCrypto, randomDigits, randomId, seal, webCrypto } from "./otp-code.ts";
import { withoutCode } from "./otp-discretion.ts";
import { checkOtpOptions, checkOtpText, type OtpOptions, type OtpRefusal } from "./otp-options.ts";
import { type OtpRecord, readRecord, safeStore } from "./otp-record.ts";
import { checkGuess, checkTicket, issueTicket, type OtpTicket } from "./otp-ticket.ts";
