// Generated from specs/ by `pnpm generate`. Do not edit.
import type { ApiDescription } from "@polysms/core";

export const api = {
  "provider": "aoc",
  "title": "AOC Portal SMS API",
  "servers": [
    "https://api.aoc-portal.com",
    "https://api.azmarq.com"
  ],
  "securitySchemes": {
    "key": {
      "kind": "header",
      "header": "apiKey"
    }
  },
  "operations": {
    "POST /v1/sms": {
      "id": "sendMessage",
      "server": "https://api.aoc-portal.com",
      "security": [
        [
          "key"
        ]
      ],
      "statuses": [
        "200",
        "4XX"
      ],
      "mediaType": "application/json",
      "bodyRequired": true,
      "body": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "sender",
          "to",
          "text",
          "type"
        ],
        "properties": {
          "sender": {
            "type": "string",
            "minLength": 1
          },
          "to": {
            "type": "string",
            "pattern": "^\\+?[0-9]{7,15}(,\\+?[0-9]{7,15})*$",
            "example": "917012345678"
          },
          "text": {
            "type": "string",
            "minLength": 1
          },
          "type": {
            "type": "string",
            "enum": [
              "TRANS",
              "PROMO",
              "OTP"
            ]
          },
          "unicode": {
            "type": "integer",
            "const": 1
          },
          "flash": {
            "type": "integer",
            "const": 1
          },
          "templateId": {
            "type": "string",
            "minLength": 1
          }
        }
      }
    },
    "POST /v1/sms/template": {
      "id": "sendTemplateMessage",
      "server": "https://api.aoc-portal.com",
      "security": [
        [
          "key"
        ]
      ],
      "statuses": [
        "200",
        "4XX"
      ],
      "mediaType": "application/json",
      "bodyRequired": true,
      "body": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "sender",
          "to",
          "templateId",
          "custom",
          "type"
        ],
        "properties": {
          "sender": {
            "type": "string",
            "minLength": 1
          },
          "to": {
            "type": "string",
            "pattern": "^\\+?[0-9]{7,15}(,\\+?[0-9]{7,15})*$",
            "example": "917012345678"
          },
          "templateId": {
            "type": "string",
            "minLength": 1
          },
          "custom": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "type": {
            "type": "string",
            "enum": [
              "TRANS",
              "PROMO",
              "OTP"
            ]
          }
        }
      }
    }
  }
} as const satisfies ApiDescription;

/** The documented hosts. */
export type Server = "https://api.aoc-portal.com" | "https://api.azmarq.com";

/** Body fields that the client fills in with its credentials. */
export type CredentialField = never;
