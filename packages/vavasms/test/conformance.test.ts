import { describeProvider } from "@polysms/testing";
import { afterAll, beforeAll, describe, it } from "vitest";
import { vavasms } from "../src/index.ts";
import { account } from "./credentials.ts";

describeProvider({
  test: { describe, it, beforeAll, afterAll },
  name: "vavasms",
  create: (settings) => vavasms({ ...account, senderId: "CompanyName", ...settings }),
  secrets: Object.values(account),
  // Several recipients share the id of the batch, because the ids of the messages carry no numbers.
  accepted: (to) => ({
    status: 200,
    body: {
      code: 0,
      message: "OPERATION_SUCCES",
      data: { lot_id: "LOT-1", message_id: to.map((_, index) => `SMS-${index}`), amount: to.length },
    },
    ids: to.map((_, index) => (to.length === 1 ? `SMS-${index}` : "LOT-1")),
  }),
  rejected: { status: 200, body: { code: "901", status: "INVALID_CREDENTIALS", description: "Wrong credentials" } },
});
