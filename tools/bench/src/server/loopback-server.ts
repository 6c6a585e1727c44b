import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Answers } from "../contender.ts";
import { answering } from "./answering.ts";

// The server of all contenders: a process of its own that reads each request to its end and answers at once.
process.once("message", ({ answers, mustContain }: { answers: Answers; mustContain: readonly string[] }) => {
  const answer = answering(answers, mustContain);
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      const { status, body: text } = answer(request.method ?? "", request.url ?? "", body);
      const length = Buffer.byteLength(text);
      response.writeHead(status, { "content-type": "application/json", "content-length": length }).end(text);
    });
  });
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
});
// The parent has ended.
process.once("disconnect", () => process.exit());
