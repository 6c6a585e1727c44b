// Generated from specs/ by `pnpm generate`. Do not edit.
import type { ApiDescription } from "@polysms/core";

export const api = {
  "provider": "touchbasepro",
  "title": "TouchBasePro SMS API",
  "servers": [
    "https://api.touchbasepro.com"
  ],
  "securitySchemes": {
    "bearer": {
      "kind": "bearer"
    }
  },
  "operations": {
    "POST /sms/messages": {
      "id": "sendMessage",
      "server": "https://api.touchbasepro.com",
      "security": [
        [
          "bearer"
        ]
      ],
      "statuses": [
        "202",
        "400",
        "401",
        "403",
        "405",
        "429",
        "500"
      ],
      "mediaType": "application/json",
      "bodyRequired": true,
      "body": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "text",
          "to"
        ],
        "properties": {
          "text": {
            "type": "string",
            "minLength": 1
          },
          "to": {
            "type": "array",
            "minItems": 1,
            "items": {
              "type": "string",
              "pattern": "^\\+[0-9]{7,15}$",
              "example": "+27821234567"
            }
          }
        }
      }
    }
  }
} as const satisfies ApiDescription;

/** The documented hosts. */
export type Server = "https://api.touchbasepro.com";

/** Body fields that the client fills in with its credentials. */
export type CredentialField = never;
