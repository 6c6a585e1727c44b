import { expect, it } from "vitest";
import { withPolicy } from "../src/content-policy.ts";

const page =
  '<html><head><meta charset="utf-8"></head><body><script>go()</script><script src="a.js"></script></body></html>';

it("allows the inline scripts of the page by their content, and no others", () => {
  const html = withPolicy(page);
  expect(html).toMatch(
    /<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; /,
  );
  // printf 'go()' | openssl dgst -sha256 -binary | base64
  expect(html).toContain("script-src 'self' 'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw=';");
  expect(withPolicy(page.replace("go()", "stop()"))).not.toContain(
    "sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw=",
  );
});

it("adds to a directive, or adds a directive", () => {
  expect(withPolicy(page, { "script-src": "blob:", "worker-src": "blob:" })).toMatch(
    /script-src 'self' \S+ blob:;.*worker-src blob:"/,
  );
});
