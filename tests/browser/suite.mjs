// What a browser sees of a built portal: node suite.mjs OUTPUT_DIR [brief]
//
// Cheap checks read every page, dear ones one page of each sort (kind, state, mark, direction); axe sees those, and light
// and narrow or dark and wide one of each sort in each language. `brief`: each sort alone, light and narrow or dark and
// wide, and without what a second theme hardly changes.
// One line a group of checks, its faults below it, the count at the end; exit code 1 on any fault.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import axe from "axe-core";
import { chromium } from "playwright-core";
import * as seen from "./seen.mjs";
import { address, files, serve } from "./serve.mjs";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const WIDTHS = [320, 768, 1280];
const SCHEMES = ["light", "dark"];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const AT_ONCE = 3;
/// What each instrument has to say of broken.html.
const FAULTS = ["asks another origin", "console: ", "empty h2", "two headings say", "the page is", "outside the window", "cut: p", "“Over” over “Under”", "color-contrast", "image-alt", "Duplicate ID"];

const folder = resolve(process.argv[2] ?? "output");
const isBrief = process.argv[3] === "brief";
if (!existsSync(join(folder, "index.html"))) {
  console.error(`no portal is built in ${folder}`);
  process.exit(2);
}

let passed = 0;
let failed = 0;

/// Runs one group: `check` counts what it looked at and gives the faults it found.
async function group(name, check) {
  const began = Date.now();
  let count = 0;
  const faults = [];
  try {
    await check({ look: () => count++, fault: (where, what) => faults.push(`${where}: ${what}`) });
    if (!count) faults.push("nothing was looked at");
  } catch (error) {
    faults.push(`the check itself broke: ${error.stack ?? error}`);
  }
  const time = `${((Date.now() - began) / 1000).toFixed(1)} s`;
  if (faults.length) failed++;
  else passed++;
  console.log(`${faults.length ? "FAIL" : "ok  "}  ${name}: ${count} looked at, ${faults.length} faults, ${time}`);
  for (const fault of faults.slice(0, 40)) console.log(`        ${fault}`);
  if (faults.length > 40) console.log(`        … and ${faults.length - 40} more`);
}

/// Runs one that a brief look leaves out.
async function thorough(name, check) {
  if (!isBrief) await group(name, check);
}

/// Does `work` for every item, a few at a time, each worker with a page of its own.
async function each(items, options, work) {
  const queue = [...items];
  const workers = Array.from({ length: AT_ONCE }, async () => {
    const context = await browser.newContext({ reducedMotion: "reduce", ...options });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    for (let item; (item = queue.shift()) !== undefined; ) await work(page, item);
    await context.close();
  });
  await Promise.all(workers);
}

/// Tells of everything a page should not do while it is open, instead of what was told of the page before.
function watch(page, complain) {
  page.removeAllListeners();
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complain(`console: ${message.text()}`));
  page.on("pageerror", (error) => complain(`script error: ${error.message}`));
  page.on("response", (response) => response.status() >= 400 && complain(`${response.status()} for ${response.url()}`));
  page.on("request", (request) => !request.url().startsWith(site.origin + "/") && !request.url().startsWith("data:") && complain(`asks another origin: ${request.url()}`));
}

/// Opens a page of the portal.
async function open(page, path) {
  return page.goto(site.origin + path, { waitUntil: "load" });
}

/// What axe says against the open page, as lines.
async function violations(page) {
  // Through the debugger, because the page's own policy rightly forbids foreign script.
  const debug = await page.context().newCDPSession(page);
  await debug.send("Runtime.evaluate", { expression: axe.source });
  await debug.detach();
  const { violations } = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }), RULES);
  const place = (node) => `${node.target.join(" ")} ${node.any[0]?.message ?? node.all[0]?.message ?? ""}`;
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(place).join(" | ")}`);
}

/// What the Nu checker says against files, as lines.
async function checked(folder, names) {
  const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
  const run = ["-Xmx768m", "-jar", jar, "--format", "json", "--exit-zero-always", "--also-check-css", ...names];
  const { stderr } = await promisify(execFile)("java", run, { cwd: folder, maxBuffer: 1 << 28 });
  // The browser judges the policy; the checker reads files without a host, and takes data blocks for scripts.
  // Its list of CSS is older than container queries (CSS Containment 3) and `paint-order` (CSS Fill and Stroke).
  const unknown = /Content Security Policy|Property “(container-type|paint-order)” doesn't exist|at-rule “@container”/;
  const told = JSON.parse(stderr).messages.filter(({ message }) => !unknown.test(message));
  return told.map(({ url, lastLine, message, extract }) => `${url?.split(folder).pop() ?? ""}:${lastLine}: ${message} ${extract ?? ""}`.replace(/\s+/g, " "));
}

const site = await serve(folder);
const html = (await files(folder)).filter((file) => file.endsWith(".html"));
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS }).catch((error) => {
  console.log(`FAIL  ${CHROMIUM} does not start: ${error.message.split("\n")[0]}\n0 passed, 1 failed`);
  process.exit(1);
});

const paths = [];
const redirects = [];
for (const file of html) {
  const text = await readFile(join(folder, file), "utf8");
  (/http-equiv="refresh"/.test(text) ? redirects : paths).push(site.base + encodeURI(address(file)));
}

await group("the instruments: each sees the faults of a page made for it", async ({ look, fault }) => {
  const broken = await readFile(new URL("broken.html", import.meta.url), "utf8");
  const page = await browser.newPage({ viewport: { width: 320, height: 800 } });
  const complaints = [];
  watch(page, (what) => complaints.push(what));
  await page.route("**/broken/", (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: broken }));
  await page.route("https://foreign.example/**", (route) => route.abort());
  await open(page, `${site.base}broken/`);
  const { problems } = await page.evaluate(seen.essentials);
  const found = [
    ...complaints, ...problems,
    ...(await page.evaluate(seen.spills)), ...(await page.evaluate(seen.overlaps)),
    ...(await violations(page)),
    ...(await checked(dirname(fileURLToPath(import.meta.url)), ["broken.html"])),
  ].join("\n");
  await page.keyboard.press("Tab");
  const { ring } = await page.evaluate(seen.focus);
  if (ring) fault("broken.html", "not seen: a control without a focus ring");
  for (const expected of FAULTS) (look(), found.includes(expected) || fault("broken.html", `not seen: ${expected}`));
  await page.close();
});

/// A page of each sort.
const sorts = new Map();
/// The same in each language.
const sortsOfLanguages = new Map();
const linked = new Map();
const anchors = new Map();

await group("every page: readable without script, nothing foreign, no complaint in the console", async ({ look, fault }) => {
  await each(paths, { javaScriptEnabled: false, viewport: { width: 1280, height: 900 } }, async (page, path) => {
    const complain = (what) => fault(path, what);
    watch(page, complain);
    await open(page, path);
    for (const image of await page.locator("img[loading=lazy]").all()) await image.scrollIntoViewIfNeeded();
    const { problems, links, anchors: ids } = await page.evaluate(seen.essentials);
    problems.forEach(complain);
    linked.set(path, links);
    anchors.set(path, new Set(ids));
    const sort = await page.evaluate(seen.sort);
    const spoken = `${sort}, ${await page.evaluate(() => document.documentElement.lang)}`;
    for (const [known, name] of [[sorts, sort], [sortsOfLanguages, spoken]])
      if (!known.has(name) || known.get(name) > path) known.set(name, path);
    look();
  });
});
const kinds = [...sorts].sort();

await thorough("every page: with script, nothing foreign, no complaint in the console", async ({ look, fault }) => {
  await each(paths, { viewport: { width: 1280, height: 900 } }, async (page, path) => {
    watch(page, (what) => fault(path, what));
    await open(page, path);
    look();
  });
});

await group("notices that begin or end after the build are marked so", async ({ look, fault }) => {
  const shown = ["", "notices/", "notices/sample-phishing-advisory/"].map((path) => site.base + path);
  const clocks = [["2000-01-01", "Active"], ["2026-12-31", "Active"], ["2040-01-01", "Expired"]];
  await each(shown, {}, async (page, path) => {
    for (const [day, word] of clocks) {
      await page.clock.setFixedTime(new Date(`${day}T12:00:00Z`));
      await open(page, path);
      const found = await page.locator("[data-state] .state").first().textContent();
      if (found !== word) fault(path, `on ${day} it says ${found} instead of ${word}`);
      look();
    }
    const body = (await (await fetch(site.origin + path)).text()).replaceAll('data-state="active"', 'data-state="scheduled"');
    await page.route(site.origin + path, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body }));
    await page.clock.setFixedTime(new Date("2026-12-31T12:00:00Z"));
    await open(page, path);
    if (!(await page.evaluate(() => document.querySelector("[data-state] .state-active")))) fault(path, "does not begin");
    look();
  });
});

await group("every page: all that is needed to read it weighs less than 50 kB on its way, without pictures", async ({ look, fault }) => {
  const weights = new Map();
  const weight = async (file) => {
    if (!weights.has(file)) weights.set(file, gzipSync(await readFile(join(folder, file))).length);
    return weights.get(file);
  };
  let most = 0;
  for (const file of html) {
    const text = await readFile(join(folder, file), "utf8");
    const needed = [...text.matchAll(/<(?:link rel="(?:stylesheet|icon)"|script)[^>]*? (?:href|src)="([^"]+)"/g)].map(([, url]) => url);
    let sum = await weight(file);
    for (const url of needed) sum += await weight(decodeURI(url).slice(site.base.length));
    most = Math.max(most, sum);
    if (sum >= 50_000) fault(file, `${sum} bytes`);
    look();
  }
  if (most < 5_000) fault("", `${most} bytes are too few to be true`);
});

await group("every link of every page leads somewhere in the portal", async ({ look, fault }) => {
  const own = new URL(await (await fetch(site.origin + site.base)).text().then((text) => text.match(/rel="canonical" href="([^"]+)"/)[1])).origin;
  for (const [path, links] of linked)
    for (const link of new Set(links)) {
      const url = new URL(link);
      if (url.origin !== site.origin && url.origin !== own) continue;
      look();
      if (!url.pathname.startsWith(site.base)) fault(path, `leaves the sub-path: ${url.pathname}`);
      else if (!site.find(url.pathname)) fault(path, `dead link: ${url.pathname}`);
      else if (url.hash && anchors.has(url.pathname) && !anchors.get(url.pathname).has(decodeURIComponent(url.hash.slice(1)))) fault(path, `no such place: ${url.pathname}${url.hash}`);
    }
});

await group("every redirect page leads to a page", async ({ look, fault }) => {
  await each(redirects, { viewport: { width: 320, height: 700 } }, async (page, path) => {
    await open(page, path);
    await page.waitForURL((url) => url.pathname !== path, { timeout: 5_000 }).catch(() => fault(path, "stays where it is"));
    if (!paths.includes(new URL(page.url()).pathname)) fault(path, `leads to ${page.url()}`);
    look();
  });
});

await group("an unknown address, however deep, shows the 404 page with its looks", async ({ look, fault }) => {
  await each(["no-such-page/", "news/no/such/page/", "fr/nothing"], {}, async (page, path) => {
    const broken = [];
    page.removeAllListeners();
    page.on("response", (response) => response.status() >= 400 && response.request().resourceType() !== "document" && broken.push(response.url()));
    const response = await open(page, site.base + path);
    if (response.status() !== 404) fault(path, `answers ${response.status()}`);
    broken.forEach((url) => fault(path, `misses ${url}`));
    if (!(await page.evaluate(() => document.styleSheets.length && document.querySelector("h1")?.checkVisibility()))) fault(path, "no style or heading");
    look();
  });
});

await group(`${isBrief ? "each sort" : "every page"}: nothing beside the window, cut, or over another text at ${WIDTHS.join(", ")} px`, async ({ look, fault }) => {
  await each(isBrief ? sorts.values() : paths, { viewport: { width: 320, height: 800 } }, async (page, path) => {
    await open(page, path);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      for (const what of [...(await page.evaluate(seen.spills)), ...(await page.evaluate(seen.overlaps)), ...(await page.evaluate(seen.cut))]) fault(`${path} at ${width} px`, what);
      look();
    }
  });
});

await group("each sort: wider letters, words and lines still fit (WCAG 1.4.12)", async ({ look, fault }) => {
  await each(kinds, { viewport: { width: 320, height: 800 } }, async (page, [sort, path]) => {
    await open(page, path);
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}");
      document.adoptedStyleSheets = [sheet];
    });
    for (const spill of await page.evaluate(seen.spills)) fault(`${path} (${sort})`, spill);
    look();
  });
});

await thorough("each sort: every control is reached with Tab and shows it; the skip link leads to the text", async ({ look, fault }) => {
  await each(kinds, { viewport: { width: 1280, height: 900 } }, async (page, [sort, path]) => {
    await open(page, path);
    for (let step = 0; step < 400; step++) {
      await page.keyboard.press("Tab");
      const { done, ring, visible, name } = await page.evaluate(seen.focus);
      if (done) break;
      if (!ring || !visible) fault(`${path} (${sort})`, `the focus cannot be seen on ${name}`);
      look();
    }
    const missed = await page.evaluate(() => [...document.querySelectorAll("a[href], button:enabled, input:enabled, summary")].filter((part) => part.checkVisibility() && part.dataset.reached === undefined).map((part) => part.outerHTML.slice(0, 80)));
    missed.forEach((part) => fault(`${path} (${sort})`, `Tab never reaches ${part}`));
    await open(page, path);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    if (!(await page.evaluate(() => document.activeElement?.localName === "main"))) fault(`${path} (${sort})`, "the first Tab is no skip link to main");
  });
});

for (const scheme of SCHEMES)
  for (const width of WIDTHS) {
    // What a language changes is told by one width of each scheme.
    const isChosen = width === (scheme === "light" ? WIDTHS[0] : WIDTHS.at(-1));
    if (isBrief && !isChosen) continue;
    const [pages, which] = isChosen && !isBrief ? [[...sortsOfLanguages].sort(), " in each language"] : [kinds, ""];
    await group(`each sort${which}: axe, ${scheme}, ${width} px`, async ({ look, fault }) => {
      await each(pages, { viewport: { width, height: 900 }, colorScheme: scheme }, async (page, [sort, path]) => {
        await open(page, path);
        for (const violation of await violations(page)) fault(`${path} (${sort})`, violation);
        look();
      });
    });
  }

await group("each sort: axe in forced colours", async ({ look, fault }) => {
  await each(kinds, { viewport: { width: 1280, height: 900 }, forcedColors: "active" }, async (page, [sort, path]) => {
    await open(page, path);
    for (const violation of await violations(page)) fault(`${path} (${sort})`, violation);
    for (const spill of await page.evaluate(seen.spills)) fault(`${path} (${sort})`, spill);
    look();
  });
});

await thorough("each sort: the language switch keeps the place, else leads home", async ({ look, fault }) => {
  await each(kinds, { viewport: { width: 1280, height: 900 } }, async (page, [sort, path]) => {
    await open(page, path);
    const offered = await page.evaluate(() => {
      const versions = new Map([...document.querySelectorAll("link[rel=alternate][hreflang]")].map((link) => [link.hreflang, new URL(link.href).pathname]));
      return [...document.querySelectorAll(".languages a")].map((link) => ({ language: link.lang, to: new URL(link.href).pathname, same: versions.get(link.lang) }));
    });
    for (const { language, to, same } of offered) if (same && same !== to) fault(`${path} (${sort})`, `${language} leads to ${to} and not to ${same}`);
    if (offered.length > 0) {
      await page.click(".languages a");
      const arrived = await page.evaluate(() => document.documentElement.lang);
      if (arrived !== offered[0].language) fault(`${path} (${sort})`, `the switch to ${offered[0].language} shows ${arrived}`);
    }
    look();
  });
});

await thorough("each sort: printed without navigation, with its address", async ({ look, fault }) => {
  await each(kinds, { viewport: { width: 720, height: 900 } }, async (page, [sort, path]) => {
    await open(page, path);
    await page.emulateMedia({ media: "print" });
    const shown = (selector) => page.evaluate((selector) => [...document.querySelectorAll(selector)].some((part) => part.checkVisibility()), selector);
    if (await shown(".top nav, .crumbs, .pager, .skip")) fault(`${path} (${sort})`, "navigation is printed");
    if (!(await shown(".print-only"))) fault(`${path} (${sort})`, "its address is not printed");
    for (const spill of await page.evaluate(seen.spills)) fault(`${path} (${sort})`, spill);
    const paper = await page.pdf({ format: "A4" });
    if (!paper.subarray(0, 5).equals(Buffer.from("%PDF-"))) fault(`${path} (${sort})`, "no PDF can be made of it");
    await page.emulateMedia({ media: "screen" });
    look();
  });
});

await browser.close();
await site.stop();

await group("every HTML and CSS file: the Nu checker", async ({ look, fault }) => {
  const styles = (await files(folder)).filter((file) => file.endsWith(".css"));
  for (const message of await checked(folder, [...html, ...styles])) fault("output", message);
  html.concat(styles).forEach(look);
});

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
