import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const PROGRAM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** A real Chromium that contacts nobody on its own. Rejects if there is none, and says how to get one. */
export async function startChromium(): Promise<Browser> {
  if (!existsSync(PROGRAM)) {
    throw new Error(
      `There is no Chromium at ${PROGRAM}. Install it (Debian: apt-get install chromium), or set the variable CHROMIUM to its path.`,
    );
  }
  return chromium.launch({
    executablePath: PROGRAM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
  });
}

/** Something that a page should not have done. */
export interface PageProblem {
  readonly kind: "console" | "exception" | "failed request" | "status" | "outside";
  readonly text: string;
}

/** Records everything that goes wrong on a page from now on. */
export function watch(page: Page, url: string): PageProblem[] {
  const problems: PageProblem[] = [];
  const { origin } = new URL(url);
  const note = (kind: PageProblem["kind"], text: string) => problems.push({ kind, text });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) note("console", message.text());
  });
  page.on("pageerror", (error) => note("exception", error.message));
  page.on("requestfailed", (request) => {
    // When the page changes, the browser aborts what it was prefetching.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") note("failed request", request.url());
  });
  page.on("request", (request) => {
    if (!/^(?:data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin)
      note("outside", request.url());
  });
  page.on("response", (response) => {
    if (response.status() >= 400) note("status", `${response.status()} ${response.url()}`);
  });
  return problems;
}

/** Opens a page and waits until it is idle and its scripts have hydrated it. */
export async function visit(page: Page, url: string): Promise<void> {
  // A change of the fragment alone would load nothing.
  await page.goto("about:blank");
  await page.goto(url, { waitUntil: "networkidle" });
  await page.waitForFunction(() => {
    const switches = [...document.querySelectorAll(".VPSwitchAppearance")];
    // Redoc prepares its search last.
    const search = document.querySelector('[data-testid="search-trigger"]')?.textContent ?? "";
    return switches.every((element) => element.getAttribute("title") !== "") && !search.includes("Loading");
  });
}
