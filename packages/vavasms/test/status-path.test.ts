import { errorOf, jsonAnswer, recordFetch, rejectionOf } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { createVavasmsClient, vavasms } from "../src/index.ts";
import { account } from "./credentials.ts";
import { readForm, spec } from "./setup.ts";

const { exampleOf } = spec;

const body = { message_id: "SM-20190617-1445914", lot_id: "LOT-20190617-1445425" };

function answering() {
  return recordFetch(() => jsonAnswer(exampleOf("MessageStatusSent")));
}

describe("the message status call, whose path no document gives", () => {
  it("rejects without statusPath, and nothing is sent", async () => {
    const { fetch, requests } = answering();
    for (const client of [
      createVavasmsClient({ ...account, fetch }),
      createVavasmsClient({ ...account, fetch, statusPath: undefined }),
      vavasms({ ...account, fetch, senderId: "Brand" }).client,
    ]) {
      const error = await rejectionOf(client.POST("/api/v1/text/status", { body }));
      expect(error).toMatchObject({ code: "config", mayHaveBeenSent: false, field: "getMessageStatus" });
      expect(error.hint).toContain("Ask the provider for the path");
    }
    expect(requests).toEqual([]);
  });

  it("goes to statusPath, by POST and as a form like the other calls", async () => {
    const { fetch, requests } = answering();
    for (const client of [
      createVavasmsClient({ ...account, fetch, statusPath: "/api/v2/status" }),
      vavasms({ ...account, fetch, senderId: "Brand", statusPath: "/api/v2/status" }).client,
    ]) {
      const { ok, data } = await client.POST("/api/v1/text/status", { body });
      expect({ ok, data }).toEqual({ ok: true, data: exampleOf("MessageStatusSent") });
    }
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual(
      Array(2).fill("POST https://vavasms.com/api/v2/status"),
    );
    expect(requests[0]?.headers.get("content-type")).toBe("application/x-www-form-urlencoded");
    expect(await readForm(requests[0])).toEqual({ ...body, ...account });
  });

  it("does not move any other call", async () => {
    const { fetch, requests } = answering();
    const client = createVavasmsClient({ ...account, fetch, statusPath: "/api/v2/status" });
    await client.POST("/api/v1/check/balance", { body: {} });
    expect(requests.map(({ url }) => url)).toEqual(["https://vavasms.com/api/v1/check/balance"]);
  });

  it.each(["", "api/v2/status", "https://example.com/status", "/", "/status?x=1", "/status#x"])(
    "does not take %j for a path",
    (statusPath) => {
      const error = errorOf(() => createVavasmsClient({ ...account, statusPath }));
      expect(error).toMatchObject({ code: "config", field: "statusPath", provider: "vavasms" });
      expect(error.message).toBe("vavasms: statusPath must be a path that begins with /.");
    },
  );
});
