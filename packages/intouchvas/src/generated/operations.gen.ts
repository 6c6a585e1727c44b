// Generated from specs/ by `pnpm generate`. Do not edit.
import type { ApiDescription } from "@polysms/core";

export const api = {
  "provider": "intouchvas",
  "title": "InTouchVAS SMS API",
  "servers": [
    "https://sms-service.intouchvas.io",
    "https://identity-service.intouchvas.io"
  ],
  "securitySchemes": {
    "basic": {
      "kind": "basic"
    },
    "token": {
      "kind": "header",
      "header": "api-key"
    },
    "key": {
      "kind": "header",
      "header": "x-api-key"
    }
  },
  "operations": {
    "GET /auth/api-key": {
      "id": "getToken",
      "server": "https://identity-service.intouchvas.io",
      "security": [
        [
          "basic"
        ]
      ],
      "statuses": [
        "200",
        "202",
        "400",
        "401",
        "403",
        "404",
        "405",
        "406",
        "418",
        "421",
        "422",
        "428",
        "429",
        "500",
        "503"
      ]
    },
    "POST /message/send/transactional": {
      "id": "sendTransactionalMessage",
      "server": "https://sms-service.intouchvas.io",
      "security": [
        [
          "token"
        ],
        [
          "key"
        ]
      ],
      "statuses": [
        "200",
        "400",
        "401",
        "403",
        "404",
        "405",
        "406",
        "418",
        "421",
        "422",
        "428",
        "429",
        "500",
        "503"
      ],
      "mediaType": "application/json",
      "bodyRequired": true,
      "body": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "message",
          "msisdn"
        ],
        "properties": {
          "message": {
            "type": "string",
            "minLength": 1
          },
          "msisdn": {
            "type": "string",
            "pattern": "^\\+?[0-9]{7,15}(,\\+?[0-9]{7,15}){0,49}$",
            "example": "+254712345678,+254712345679"
          },
          "sender_id": {
            "type": "string",
            "minLength": 1,
            "maxLength": 11
          },
          "callback_url": {
            "type": "string",
            "format": "uri"
          }
        }
      }
    },
    "POST /message/send/promotional": {
      "id": "sendPromotionalMessage",
      "server": "https://sms-service.intouchvas.io",
      "security": [
        [
          "token"
        ],
        [
          "key"
        ]
      ],
      "statuses": [
        "200",
        "400",
        "401",
        "403",
        "404",
        "405",
        "406",
        "418",
        "421",
        "422",
        "428",
        "429",
        "500",
        "503"
      ],
      "mediaType": "application/json",
      "bodyRequired": true,
      "body": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "message",
          "msisdn"
        ],
        "properties": {
          "message": {
            "type": "string",
            "minLength": 1
          },
          "msisdn": {
            "type": "string",
            "pattern": "^\\+?[0-9]{7,15}(,\\+?[0-9]{7,15}){0,49}$",
            "example": "+254712345678,+254712345679"
          },
          "country_code": {
            "type": "string",
            "pattern": "^[A-Za-z]{2}$",
            "example": "ke"
          },
          "sender_id": {
            "type": "string",
            "minLength": 1,
            "maxLength": 11
          },
          "callback_url": {
            "type": "string",
            "format": "uri"
          },
          "schedule": {
            "type": "boolean"
          },
          "date": {
            "type": "string",
            "format": "date"
          },
          "send_time": {
            "type": "string",
            "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$",
            "example": "09:30:01"
          }
        }
      }
    },
    "POST /message/send/upload-file": {
      "id": "sendMessageFile",
      "server": "https://sms-service.intouchvas.io",
      "security": [
        [
          "token"
        ],
        [
          "key"
        ]
      ],
      "statuses": [
        "200",
        "400",
        "401",
        "403",
        "404",
        "405",
        "406",
        "418",
        "421",
        "422",
        "428",
        "429",
        "500",
        "503"
      ],
      "mediaType": "multipart/form-data",
      "bodyRequired": true,
      "partTypes": {
        "file": [
          "text/csv",
          "application/octet-stream"
        ]
      },
      "body": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "message",
          "file"
        ],
        "properties": {
          "message": {
            "type": "string",
            "minLength": 1
          },
          "country_code": {
            "type": "string",
            "pattern": "^[A-Za-z]{2}$",
            "example": "ke"
          },
          "sender_id": {
            "type": "string",
            "minLength": 1,
            "maxLength": 11
          },
          "file": {
            "type": "string",
            "format": "binary",
            "minLength": 1,
            "maxLength": 104857599
          },
          "campaign_name": {
            "type": "string",
            "minLength": 1
          },
          "callback_url": {
            "type": "string",
            "format": "uri"
          },
          "schedule": {
            "type": "boolean"
          },
          "date": {
            "type": "string",
            "format": "date"
          },
          "send_time": {
            "type": "string",
            "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$",
            "example": "09:30:01"
          }
        }
      }
    },
    "POST /api/message/send/group": {
      "id": "sendGroupMessage",
      "server": "https://sms-service.intouchvas.io",
      "security": [
        [
          "token"
        ],
        [
          "key"
        ]
      ],
      "statuses": [
        "200",
        "201",
        "400",
        "401",
        "403",
        "404",
        "405",
        "406",
        "418",
        "421",
        "422",
        "428",
        "429",
        "500",
        "503"
      ],
      "mediaType": "application/json",
      "bodyRequired": true,
      "body": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "contact_group_id",
          "sender_id",
          "message"
        ],
        "properties": {
          "contact_group_id": {
            "type": "string",
            "pattern": "^[1-9][0-9]*$",
            "example": "42"
          },
          "sender_id": {
            "type": "string",
            "minLength": 1,
            "maxLength": 11
          },
          "message": {
            "type": "string",
            "minLength": 1
          },
          "campaign_name": {
            "type": "string",
            "minLength": 1
          },
          "sms_type": {
            "type": "string",
            "enum": [
              "promotional",
              "transactional"
            ]
          },
          "schedule": {
            "type": "boolean"
          },
          "schedule_date": {
            "type": "string",
            "format": "date"
          },
          "schedule_time": {
            "type": "string",
            "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$",
            "example": "10:00"
          }
        },
        "if": {
          "required": [
            "schedule"
          ],
          "properties": {
            "schedule": {
              "const": true
            }
          }
        },
        "then": {
          "required": [
            "schedule_date",
            "schedule_time"
          ],
          "properties": {
            "schedule_date": {
              "type": "string"
            },
            "schedule_time": {
              "type": "string"
            }
          }
        }
      }
    },
    "GET /api/contact/groups": {
      "id": "listContactGroups",
      "server": "https://sms-service.intouchvas.io",
      "security": [
        [
          "token"
        ],
        [
          "key"
        ]
      ],
      "statuses": [
        "200",
        "400",
        "401",
        "403",
        "404",
        "405",
        "406",
        "418",
        "421",
        "422",
        "428",
        "429",
        "500",
        "503"
      ]
    },
    "POST /contact/create": {
      "id": "createContacts",
      "server": "https://sms-service.intouchvas.io",
      "security": [
        [
          "token"
        ],
        [
          "key"
        ]
      ],
      "statuses": [
        "200",
        "201",
        "400",
        "401",
        "403",
        "404",
        "405",
        "406",
        "418",
        "421",
        "422",
        "428",
        "429",
        "500",
        "503"
      ],
      "mediaType": "application/json",
      "bodyRequired": true,
      "body": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "contacts"
        ],
        "properties": {
          "name": {
            "type": "string",
            "minLength": 1
          },
          "id": {
            "type": "integer",
            "minimum": 0
          },
          "country_code": {
            "type": "string",
            "pattern": "^[0-9]{1,3}$",
            "example": "254"
          },
          "contacts": {
            "type": "array",
            "items": {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "msisdn"
              ],
              "properties": {
                "msisdn": {
                  "type": "string",
                  "pattern": "^\\+?[0-9]{7,15}$",
                  "example": "254712345678"
                },
                "first_name": {
                  "type": "string"
                },
                "other_name": {
                  "type": "string"
                },
                "country_code": {
                  "type": "string",
                  "pattern": "^[0-9]{1,3}$",
                  "example": "254"
                },
                "custom_1": {
                  "type": "string"
                },
                "custom_2": {
                  "type": "string"
                },
                "custom_3": {
                  "type": "string"
                },
                "custom_4": {
                  "type": "string"
                },
                "custom_5": {
                  "type": "string"
                }
              }
            }
          }
        },
        "if": {
          "not": {
            "required": [
              "id"
            ],
            "properties": {
              "id": {
                "type": "integer",
                "minimum": 1
              }
            }
          }
        },
        "then": {
          "required": [
            "name"
          ],
          "properties": {
            "name": {
              "type": "string"
            }
          }
        }
      }
    },
    "POST /contact/upload": {
      "id": "uploadContacts",
      "server": "https://sms-service.intouchvas.io",
      "security": [
        [
          "token"
        ],
        [
          "key"
        ]
      ],
      "statuses": [
        "200",
        "201",
        "400",
        "401",
        "403",
        "404",
        "405",
        "406",
        "418",
        "421",
        "422",
        "428",
        "429",
        "500",
        "503"
      ],
      "mediaType": "multipart/form-data",
      "bodyRequired": true,
      "partTypes": {
        "file": [
          "text/csv",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "application/octet-stream"
        ]
      },
      "body": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "file"
        ],
        "properties": {
          "file": {
            "type": "string",
            "format": "binary",
            "minLength": 1
          },
          "name": {
            "type": "string",
            "minLength": 1
          },
          "id": {
            "type": "integer",
            "minimum": 0
          },
          "country_code": {
            "type": "string",
            "pattern": "^[0-9]{1,3}$",
            "example": "254"
          }
        },
        "if": {
          "not": {
            "required": [
              "id"
            ],
            "properties": {
              "id": {
                "type": "integer",
                "minimum": 1
              }
            }
          }
        },
        "then": {
          "required": [
            "name"
          ],
          "properties": {
            "name": {
              "type": "string"
            }
          }
        }
      }
    },
    "POST /contact/group/delete": {
      "id": "deleteContactGroup",
      "server": "https://sms-service.intouchvas.io",
      "security": [
        [
          "token"
        ],
        [
          "key"
        ]
      ],
      "statuses": [
        "200",
        "201",
        "400",
        "401",
        "403",
        "404",
        "405",
        "406",
        "418",
        "421",
        "422",
        "428",
        "429",
        "500",
        "503"
      ],
      "mediaType": "application/json",
      "bodyRequired": true,
      "body": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "contact_group_id"
        ],
        "properties": {
          "contact_group_id": {
            "type": "integer",
            "minimum": 1
          }
        }
      }
    }
  }
} as const satisfies ApiDescription;

/** The documented hosts. */
export type Server = "https://sms-service.intouchvas.io" | "https://identity-service.intouchvas.io";

/** Body fields that the client fills in with its credentials. */
export type CredentialField = never;
