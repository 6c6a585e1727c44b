import { describe, expect, it } from "vitest";
import { canary } from "../canary.ts";
import { acmeClient } from "./acme-api.ts";
import { headersOf, observeFetch, onlyRequest } from "./observed-fetch.ts";

const { secret } = canary;
const csv = "phone\n+254712345678\n";

/** The client, and the one request that a call through it makes. */
function observed() {
  const seen = observeFetch();
  return { client: acmeClient({ ...seen, credentials: everything }), request: () => onlyRequest(seen) };
}

const everything = { token: "t0ken", key: "k3y", account: "user:pässword→", username: "acme-user", password: secret };

describe("a JSON request", () => {
  it("has the method, the URL, the headers and the bytes of the spec", async () => {
    const { client, request } = observed();
    const result = await client.POST("/v1/messages", { body: { to: "+254712345678", text: 'Héllo "you"' } });
    expect(result).toMatchObject({ ok: true, data: { id: "1" } });
    expect(request().method).toBe("POST");
    expect(request().url).toBe("https://api.acme.example/v1/messages");
    expect(request().redirect).toBe("manual");
    expect(headersOf(request())).toEqual({
      accept: "application/json",
      authorization: "Bearer t0ken",
      "content-type": "application/json",
    });
    expect(await request().text()).toBe('{"to":"+254712345678","text":"Héllo \\"you\\""}');
  });

  it("leaves out fields that are undefined", async () => {
    const { client, request } = observed();
    const body = { to: "+254712345678", text: "Hello", ttl: undefined };
    await client.POST("/v1/messages", { body: body as never });
    expect(await request().text()).toBe('{"to":"+254712345678","text":"Hello"}');
  });
});

describe("a form request", () => {
  it("is written as a form, without charset, with the credentials in it", async () => {
    const { client, request } = observed();
    await client.POST("/v1/form", { body: { text: "50 % & more=+é", sender: "A B" } });
    expect(headersOf(request())).toEqual({
      accept: "application/json",
      "content-type": "application/x-www-form-urlencoded",
    });
    expect(await request().text()).toBe(
      `text=50+%25+%26+more%3D%2B%C3%A9&sender=A+B&login=acme-user&password=${secret}`,
    );
  });

  it("never sends undefined as a word", async () => {
    const { client, request } = observed();
    await client.POST("/v1/form", { body: { text: "Hello", sender: undefined } as never });
    expect(await request().text()).toBe(`text=Hello&login=acme-user&password=${secret}`);
  });

  it("does not let the caller replace a credential", async () => {
    const { client, request } = observed();
    await client.POST("/v1/form", { body: { text: "Hello", login: "other" } as never });
    expect(new URLSearchParams(await request().text()).getAll("login")).toEqual(["acme-user"]);
  });
});

describe("a multipart request", () => {
  it("goes to its own host, with a boundary and the basic credentials in UTF-8", async () => {
    const { client, request } = observed();
    await client.POST("/v1/contacts", { body: { file: new File([csv], "people.csv", { type: "text/csv" }) } });
    expect(request().url).toBe("https://files.acme.example/v1/contacts");
    const { "content-type": type = "", ...headers } = headersOf(request());
    expect(type).toMatch(/^multipart\/form-data; ?boundary=\S+$/);
    expect(headers).toEqual({ accept: "application/json", authorization: "Basic dXNlcjpww6Rzc3dvcmTihpI=" });
  });

  it("has one part per field, in order, and nothing for what is undefined", async () => {
    const { client, request } = observed();
    await client.POST("/v1/contacts", {
      body: { group: "Friends", file: new File([csv], "people.csv", { type: "text/csv" }) },
    });
    const boundary = request().headers.get("content-type")?.split("boundary=")[1];
    const text = await request().text();
    expect(text.trimEnd()).toBe(
      [
        `--${boundary}`,
        'Content-Disposition: form-data; name="group"',
        "",
        "Friends",
        `--${boundary}`,
        'Content-Disposition: form-data; name="file"; filename="people.csv"',
        "Content-Type: text/csv",
        "",
        csv,
        `--${boundary}--`,
      ].join("\r\n"),
    );
  });

  it.each([
    ["a nameless Blob without a type", new Blob([csv]), "file.csv", "text/csv"],
    ["a File without a type", new File([csv], "a.txt"), "a.txt", "text/csv"],
    [
      "a documented type with a charset",
      new Blob([csv], { type: "text/csv;charset=utf-8" }),
      "file.csv",
      "text/csv;charset=utf-8",
    ],
  ])("sends %s as a named file of a documented type", async (_, file, name, type) => {
    const { client, request } = observed();
    await client.POST("/v1/contacts", { body: { file, group: undefined } as never });
    const parts = [...(await request().formData())];
    expect(parts).toHaveLength(1);
    const part = parts[0]?.[1];
    if (!(part instanceof File)) throw new Error("The part was read as a plain field.");
    expect({ name: part.name, type: part.type }).toEqual({ name, type });
    expect(await part.text()).toBe(csv);
  });
});

describe("a multipart request with a file of another type", () => {
  it("is an error before anything is sent, naming the types that are right", async () => {
    const seen = observeFetch();
    const client = acmeClient({ ...seen, credentials: everything });
    const file = new File([csv], "a.xls", { type: "application/vnd.ms-excel" });
    await expect(client.POST("/v1/contacts", { body: { file } as never })).rejects.toMatchObject({
      code: "bad-request",
      field: "file",
      message: "acme: file has the content type application/vnd.ms-excel; text/csv is accepted.",
    });
    expect(seen.requests).toEqual([]);
  });
});

describe("a request without a body", () => {
  it("has no content type, and its parameters are encoded in the URL", async () => {
    const { client, request } = observed();
    await client.GET("/v1/messages/{id}", { params: { path: { id: "a/b c" }, query: { fields: "x&y" } } });
    expect(request().method).toBe("GET");
    expect(request().url).toBe("https://api.acme.example/v1/messages/a%2Fb%20c?fields=x%26y");
    expect(headersOf(request())).toEqual({ accept: "application/json", authorization: "Bearer t0ken" });
    expect(request().body).toBeNull();
  });

  it.each(["PUT", "PATCH"] as const)("is sent as %s", async (method) => {
    const { client, request } = observed();
    await client[method]("/v1/sender");
    expect(request().method).toBe(method);
    expect(await request().text()).toBe("");
  });

  it("is sent as DELETE", async () => {
    const { client, request } = observed();
    await client.DELETE("/v1/messages/{id}", { params: { path: { id: "7" } } });
    expect(request().method).toBe("DELETE");
    expect(request().url).toBe("https://api.acme.example/v1/messages/7");
  });
});
