import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const PROGRAM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** A real Chromium that talks to nobody by itself. Throws, saying how to get one, when there is none. */
export async function startChromium(): Promise<Browser> {
  if (!existsSync(PROGRAM)) {
    throw new Error(
      `There is no Chromium at ${PROGRAM}. Install it (Debian: apt-get install chromium), or name its program in the variable CHROMIUM.`,
    );
  }
  return chromium.launch({
    executablePath: PROGRAM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
  });
}

/** What a page did that it should not have. */
export interface Complaint {
  readonly kind: "console" | "exception" | "failed request" | "status" | "outside";
  readonly text: string;
}

/** Notes everything that goes wrong on a page from now on. */
export function watch(page: Page, url: string): Complaint[] {
  const complaints: Complaint[] = [];
  const { origin } = new URL(url);
  const note = (kind: Complaint["kind"], text: string) => complaints.push({ kind, text });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) note("console", message.text());
  });
  page.on("pageerror", (error) => note("exception", error.message));
  page.on("requestfailed", (request) => {
    // A page that is left stops what it was fetching in advance.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") note("failed request", request.url());
  });
  page.on("request", (request) => {
    if (!/^(?:data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin)
      note("outside", request.url());
  });
  page.on("response", (response) => {
    if (response.status() >= 400) note("status", `${response.status()} ${response.url()}`);
  });
  return complaints;
}

/** Opens a page and waits until it is still and its scripts have taken it over. */
export async function visit(page: Page, url: string): Promise<void> {
  // A change behind the "#" alone would load nothing anew.
  await page.goto("about:blank");
  await page.goto(url, { waitUntil: "networkidle" });
  await page.waitForFunction(() => {
    const switches = [...document.querySelectorAll(".VPSwitchAppearance")];
    // Redoc's search is the last thing that it makes ready.
    const search = document.querySelector('[data-testid="search-trigger"]')?.textContent ?? "";
    return switches.every((element) => element.getAttribute("title") !== "") && !search.includes("Loading");
  });
}
