import { report } from "./report.js";

export default {
  async fetch(request) {
    await report(new URL(request.url).searchParams.get("control"));
    return new Response("done");
  },
};
