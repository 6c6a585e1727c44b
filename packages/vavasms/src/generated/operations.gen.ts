// Generated from specs/ by `pnpm generate`. Do not edit.
import type { ApiDescription } from "@polysms/core";

export const api = {
  "provider": "vavasms",
  "title": "VavaSMS",
  "servers": [
    "https://vavasms.com"
  ],
  "securitySchemes": {},
  "operations": {
    "POST /api/v1/text/single": {
      "id": "sendMessage",
      "server": "https://vavasms.com",
      "security": [],
      "statuses": [
        "200",
        "4XX"
      ],
      "errorCodes": {
        "901": "INVALID_CREDENTIALS",
        "902": "INVALID_SENDER_ID",
        "903": "INVALID_PHONE_NUMBER"
      },
      "mediaType": "application/x-www-form-urlencoded",
      "bodyRequired": true,
      "credentials": {
        "username": "username",
        "password": "password"
      },
      "body": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "username",
          "password",
          "sender_id",
          "phone",
          "message"
        ],
        "properties": {
          "username": {
            "type": "string",
            "minLength": 1
          },
          "password": {
            "type": "string",
            "minLength": 1
          },
          "sender_id": {
            "type": "string",
            "minLength": 3,
            "maxLength": 11,
            "pattern": "^[A-Za-z0-9]+$",
            "example": "CompanyName"
          },
          "phone": {
            "type": "string",
            "pattern": "^\\+?[1-9][0-9]{6,14}(,\\+?[1-9][0-9]{6,14})*$",
            "example": "2250709000001"
          },
          "message": {
            "type": "string",
            "minLength": 1
          }
        }
      }
    },
    "POST /api/v1/text/status": {
      "id": "getMessageStatus",
      "server": "https://vavasms.com",
      "security": [],
      "statuses": [
        "200",
        "4XX"
      ],
      "evidence": "assumed",
      "errorCodes": {
        "709": "EXECUTION_ERROR",
        "901": "INVALID_CREDENTIALS"
      },
      "mediaType": "application/x-www-form-urlencoded",
      "bodyRequired": true,
      "credentials": {
        "username": "username",
        "password": "password"
      },
      "body": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "username",
          "password",
          "message_id"
        ],
        "properties": {
          "username": {
            "type": "string",
            "minLength": 1
          },
          "password": {
            "type": "string",
            "minLength": 1
          },
          "message_id": {
            "type": "string",
            "minLength": 1
          },
          "lot_id": {
            "type": "string",
            "minLength": 1
          }
        }
      }
    },
    "POST /api/v1/otp/send": {
      "id": "sendOtp",
      "server": "https://vavasms.com",
      "security": [],
      "statuses": [
        "200",
        "4XX"
      ],
      "errorCodes": {
        "901": "INVALID_CREDENTIALS",
        "902": "INVALID_SENDER_ID",
        "903": "INVALID_PHONE_NUMBER"
      },
      "mediaType": "application/x-www-form-urlencoded",
      "bodyRequired": true,
      "credentials": {
        "username": "username",
        "password": "password"
      },
      "body": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "username",
          "password",
          "sender_id",
          "phone"
        ],
        "properties": {
          "username": {
            "type": "string",
            "minLength": 1
          },
          "password": {
            "type": "string",
            "minLength": 1
          },
          "sender_id": {
            "type": "string",
            "minLength": 3,
            "maxLength": 11,
            "pattern": "^[A-Za-z0-9]+$",
            "example": "CompanyName"
          },
          "phone": {
            "type": "string",
            "pattern": "^\\+?[1-9][0-9]{6,14}$",
            "example": "2250709000001"
          },
          "otp_length": {
            "type": "integer",
            "minimum": 4,
            "maximum": 9
          },
          "otp_expiry": {
            "type": "integer",
            "minimum": 1
          },
          "message": {
            "type": "string",
            "pattern": "##OTP##",
            "example": "Votre code OTP est : ##OTP##"
          },
          "lang": {
            "type": "string",
            "minLength": 1
          }
        }
      }
    },
    "POST /api/v1/otp/verify": {
      "id": "verifyOtp",
      "server": "https://vavasms.com",
      "security": [],
      "statuses": [
        "200",
        "4XX"
      ],
      "errorCodes": {
        "901": "INVALID_CREDENTIALS",
        "902": "INVALID_SENDER_ID",
        "913": "INVALID_OTP"
      },
      "mediaType": "application/x-www-form-urlencoded",
      "bodyRequired": true,
      "credentials": {
        "username": "username",
        "password": "password"
      },
      "body": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "username",
          "password",
          "otp",
          "phone"
        ],
        "properties": {
          "username": {
            "type": "string",
            "minLength": 1
          },
          "password": {
            "type": "string",
            "minLength": 1
          },
          "sender_id": {
            "type": "string",
            "minLength": 3,
            "maxLength": 11,
            "pattern": "^[A-Za-z0-9]+$",
            "example": "CompanyName"
          },
          "otp": {
            "type": "string",
            "pattern": "^[0-9]{4,9}$",
            "example": "4821"
          },
          "phone": {
            "type": "string",
            "pattern": "^\\+?[1-9][0-9]{6,14}$",
            "example": "2250709000001"
          }
        }
      }
    },
    "POST /api/v1/check/balance": {
      "id": "getBalance",
      "server": "https://vavasms.com",
      "security": [],
      "statuses": [
        "200",
        "4XX"
      ],
      "errorCodes": {
        "901": "INVALID_CREDENTIALS"
      },
      "mediaType": "application/x-www-form-urlencoded",
      "bodyRequired": true,
      "credentials": {
        "username": "username",
        "password": "password"
      },
      "body": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "username",
          "password"
        ],
        "properties": {
          "username": {
            "type": "string",
            "minLength": 1
          },
          "password": {
            "type": "string",
            "minLength": 1
          }
        }
      }
    }
  }
} as const satisfies ApiDescription;

/** The documented hosts. */
export type Server = "https://vavasms.com";

/** Body fields that the client fills in with its credentials. */
export type CredentialField = "username" | "password";
