// What a reader sees of the search: node search.mjs OUTPUT_DIR
//
// OUTPUT_DIR is the built tests/search/portal. One line a check, exit code 1 on any fault.

import { resolve } from "node:path";
import axe from "axe-core";
import { chromium } from "playwright-core";
import * as seen from "./seen.mjs";
import { serve } from "./serve.mjs";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

let failed = 0;
async function check(name, work) {
  const began = Date.now();
  try {
    await work();
    console.log(`ok    search: ${name}, ${Date.now() - began} ms`);
  } catch (error) {
    failed++;
    console.log(`FAIL  search: ${name}: ${error.message.split("\n").slice(0, 4).join("\n        ")}`);
  }
}
function must(is, what) {
  if (!is) throw new Error(what);
}

/// Looks with axe and at the window for faults of the open page.
async function mustBeWell(page) {
  const debug = await page.context().newCDPSession(page);
  await debug.send("Runtime.evaluate", { expression: axe.source });
  const { violations } = await page.evaluate(() => window.axe.run(document));
  const problems = violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
  problems.push(...(await page.evaluate(seen.spills)), ...(await page.evaluate(seen.overlaps)));
  must(!problems.length, problems.join("; "));
}

const site = await serve(resolve(process.argv[2] ?? "output"));
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
const troubles = [];

/// Opens the search page of a language, and keeps account of what it asks for.
async function open(prefix = "", query = "", options = {}) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => {
    asked.push(request.url().replace(site.origin, ""));
    if (!request.url().startsWith(site.origin + site.base)) troubles.push(`asks outside of the portal: ${request.url()}`);
  });
  page.on("pageerror", (error) => troubles.push(`script error: ${error.message}`));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && troubles.push(`console: ${message.text()}`));
  await page.goto(`${site.origin}${site.base}${prefix}search/${query}`);
  const input = page.locator("#search-words");
  const titles = () => page.locator("#search-results h2").allInnerTexts();
  const results = (count) => page.waitForFunction((count) => document.querySelectorAll("#search-results li").length === count, count);
  const status = page.locator("#search-status");
  return { page, asked, input, titles, results, status, close: () => context.close() };
}

await check("nothing is loaded before somebody types, and then only what is needed", async () => {
  const { asked, input, results, close } = await open();
  must(!asked.some((url) => /search\/.+|search-index/.test(url)), `asks for ${asked.join(" ")}`);
  await input.pressSequentially("ivory", { delay: 20 });
  await results(1);
  const loaded = asked.filter((url) => /search\/.+/.test(url)).length;
  must(loaded >= 3 && loaded <= 8, `loads ${loaded} files`);
  await close();
});

await check("a result has its title, date, kind and the passage with the words marked", async () => {
  const { page, input, titles, results, status, close } = await open();
  await input.fill("ivory");
  await results(1);
  must((await titles()).join() === "Course on wildlife crime", await titles());
  const item = page.locator("#search-results li").first();
  must((await item.locator("mark").allInnerTexts()).join() === "ivory", "the word is not marked");
  must((await item.locator("time").getAttribute("datetime")) === "2022-06-01", "no date for machines");
  must((await item.locator("time").innerText()) === "1 June 2022", "no date in words");
  must(/^NEWS|News$/.test(await item.locator(".kind b").innerText()), "no kind");
  must((await status.innerText()) === "1 result", await status.innerText());
  await item.locator("a").click();
  must(new URL(page.url()).pathname === `${site.base}news/wildlife-course/`, page.url());
  await close();
});

await check("a notice shows its state, as the reader's clock has it", async () => {
  const { page, input, results, close } = await open();
  await page.clock.setFixedTime(new Date("2041-01-01T12:00:00Z"));
  await input.fill("forged papers");
  await results(1);
  must((await page.locator("#search-results .state").innerText()) === "Expired", "not marked as expired");
  await close();
});

await check("markup in texts stays text", async () => {
  const { page, input, results, close } = await open();
  await input.fill("patrols");
  await results(1);
  must((await page.locator("#search-results li").innerText()).includes("joint patrols"), "no passage");
  must(!(await page.locator("#search-results p b:not([data-part])").count()), "markup became elements");
  await close();
});

await check("French and Arabic are searched in their own pages, as they are typed", async () => {
  const french = await open("fr/");
  await french.input.fill("cooperation policiere");
  await french.results(1);
  must((await french.titles()).join() === "Des ports plus sûrs sur toute la côte", await french.titles());
  must((await french.page.locator("mark").allInnerTexts()).join() === "coopération,policière", "accents are not marked");
  await french.close();
  const arabic = await open("ar/");
  await arabic.input.fill("الموانئ");
  await arabic.results(2);
  must(await arabic.page.evaluate(() => document.documentElement.dir === "rtl"), "not from right to left");
  await arabic.close();
});

await check("one slip is forgiven and told", async () => {
  const { input, results, status, close } = await open();
  await input.fill("regsiter");
  await results(3);
  must((await status.innerText()).includes("register"), await status.innerText());
  await close();
});

await check("the question stays in the address and is asked again from there", async () => {
  const { page, input, results, close } = await open();
  await input.fill("ivory");
  await results(1);
  must(page.url().endsWith("/search/?q=ivory"), page.url());
  await page.reload();
  await results(1);
  must((await input.inputValue()) === "ivory", "the field is empty");
  await close();
});

await check("filters narrow down, stay in the address, and are loaded when they are opened", async () => {
  const { page, asked, input, results, close } = await open();
  await input.fill("register");
  await results(3);
  must(!asked.some((url) => url.includes("filters.json")), "filters are loaded before they are opened");
  await page.locator("summary").click();
  await page.locator("#search-kind option[value=notice]").waitFor({ state: "attached" });
  await page.locator("#search-kind").selectOption("notice");
  await results(1);
  must(page.url().endsWith("?q=register&kind=notice"), page.url());
  await page.locator("#search-kind").selectOption("");
  await page.locator("#search-country").selectOption("ke");
  await page.locator("#search-year").selectOption("2021");
  await results(1);
  await input.fill("");
  await results(1);
  await page.locator("#search-year").selectOption("2019");
  await page.reload();
  await page.locator("#search-status").getByText("Nothing").or(page.locator("#search-status").getByText("0 results")).waitFor();
  must((await page.locator("#search-year").inputValue()) === "2019", "the year is forgotten");
  await close();
});

await check("many results come ten at a time", async () => {
  const { page, input, results, status, close } = await open();
  await input.fill("lighthouse");
  await results(10);
  must((await status.innerText()) === "24 results", await status.innerText());
  await page.locator("#search-more").click();
  await results(20);
  must(await page.evaluate(() => document.activeElement === document.querySelectorAll("#search-results a")[10]), "the focus is not on the first new one");
  await page.locator("#search-more").click();
  await results(24);
  must(await page.locator("#search-more").isHidden(), "there is more");
  await close();
});

await check("the keyboard is enough: slash, arrows, Enter, Escape", async () => {
  const { page, input, results, close } = await open();
  await page.keyboard.press("/");
  must(await input.evaluate((field) => field === document.activeElement), "slash does not lead to the field");
  await page.keyboard.type("vessels/");
  must((await input.inputValue()) === "vessels/", "slash can not be typed");
  await results(3);
  const at = () => page.evaluate(() => [...document.querySelectorAll("#search-results a")].indexOf(document.activeElement));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  must((await at()) === 1, `the focus is on ${await at()}`);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  must(await input.evaluate((field) => field === document.activeElement), "up does not lead back");
  await page.keyboard.press("Escape");
  must((await input.inputValue()) === "", "Escape does not clear");
  await results(0);
  await page.keyboard.type("ivory");
  await results(1);
  await page.keyboard.press("ArrowDown");
  const { ring, visible } = await page.evaluate(seen.focus);
  must(ring && visible, "the focus can not be seen");
  await page.keyboard.press("Enter");
  await page.waitForURL(/wildlife-course/);
  await close();
});

await check("without script the field of another page leads to the lists", async () => {
  const { page, close } = await open("", "?q=ports", { javaScriptEnabled: false });
  must(await page.locator("#search").isHidden(), "a form that does nothing is shown");
  must(await page.locator("noscript p").isVisible(), "nobody says why");
  must((await page.locator("#part-explore ~ ul a").count()) > 5, "no lists");
  await page.goto(`${site.origin}${site.base}no-such-page/`);
  await page.locator("main form [name=q]").fill("ports");
  await page.locator("main form button").click();
  await page.waitForURL(/\/search\/\?q=ports$/);
  await close();
});
troubles.splice(0, troubles.length, ...troubles.filter((trouble) => !/404/.test(trouble)));

await check("when the index can't be had the page says so, and tries again", async () => {
  const { page, input, status, results, close } = await open();
  await page.route("**/search/index.json", (route) => route.abort());
  await input.fill("ivory");
  await status.getByText("could not be loaded").waitFor();
  await page.unroute("**/search/index.json");
  await input.fill("ivor");
  await results(1);
  await close();
  troubles.length = 0;
});

/// Opens the first page of the list of news.
async function openList(query = "", options = {}) {
  const { page, asked, close } = await open("", "", options);
  asked.length = 0;
  await page.goto(`${site.origin}${site.base}news/${query}`);
  const shown = () => page.locator("main .cards:visible h2").allInnerTexts();
  return { page, asked, shown, status: page.locator("#narrowed-status"), close };
}

await check("a list is narrowed down in place, with what is chosen in the address", async () => {
  const { page, asked, shown, status, close } = await openList();
  must(!asked.some((url) => /search/.test(url)), `asks for ${asked.join(" ")}`);
  await page.locator("#narrow summary").click();
  await page.locator("#narrow a[data-country=ke]").click();
  await status.getByText("2 results").waitFor();
  must((await shown()).length === 2 && !(await shown()).some((title) => /bulletin/i.test(title)), await shown());
  must(page.url().endsWith("/news/?country=ke"), page.url());
  must((await page.locator("#narrow a[data-country=ke]").getAttribute("aria-current")) === "true", "what is chosen is not marked");
  await page.locator("#narrow a[data-topic=wildlife]").click();
  await page.waitForURL(/country=ke&topic=wildlife|topic=wildlife/);
  await page.reload();
  await page.locator("#narrowed-status").getByText("result").waitFor();
  await page.goBack();
  await status.getByText("2 results").waitFor();
  await page.locator("#narrowed-clear").click();
  await page.locator("#list-items").waitFor({ state: "visible" });
  must(page.url().endsWith("/news/"), page.url());
  must(await page.evaluate(() => document.activeElement.matches("#narrow summary")), "the focus is lost");
  await page.locator("#narrow a[data-country=tz]").focus();
  await page.keyboard.press("Enter");
  await status.getByText("26 results").waitFor();
  must((await shown()).length === 20, `${(await shown()).length} are shown`);
  await page.locator("#narrowed-more").click();
  await page.waitForFunction(() => document.querySelectorAll("#narrowed li").length === 26);
  await close();
});

await check("without script, and with another key, the links of a list lead to pages", async () => {
  const { page, close } = await openList("", { javaScriptEnabled: false });
  await page.locator("#narrow summary").click();
  await page.locator("#narrow a[data-country=ke]").click();
  await page.waitForURL(/\/countries\/ke\/$/);
  await close();
  const other = await openList();
  await other.page.locator("#narrow summary").click();
  const [opened] = await Promise.all([
    other.page.context().waitForEvent("page"),
    other.page.locator("#narrow a[data-country=ke]").click({ modifiers: ["Control"] }),
  ]);
  await opened.waitForURL(/\/countries\/ke\/$/);
  await other.close();
});

for (const width of [320, 1280])
  await check(`axe and the window at ${width} px, with a list narrowed down`, async () => {
    const { page, status, close } = await openList("?country=tz", { viewport: { width, height: 900 }, colorScheme: width === 320 ? "dark" : "light" });
    await status.getByText("26 results").waitFor();
    await mustBeWell(page);
    await close();
  });

await check("the button of an article copies its address", async () => {
  const { page, close } = await openList("", { permissions: ["clipboard-read", "clipboard-write"] });
  await page.goto(`${site.origin}${site.base}news/register-opens/`);
  await page.locator("#share").click();
  await page.locator("#share-status").getByText("copied").waitFor();
  const [copied, canonical] = await page.evaluate(async () => [await navigator.clipboard.readText(), document.querySelector("link[rel=canonical]").href]);
  must(copied === canonical, `${copied} is not ${canonical}`);
  must((await page.locator(".share a[href^=mailto]").getAttribute("href")).includes("register"), "the message has no title");
  await close();
});

for (const [prefix, words] of [["", "vessels"], ["ar/", "موانئ"]])
  for (const width of [320, 1280])
    await check(`axe and the window at ${width} px, with results and filters, ${prefix || "en/"}`, async () => {
      const { page, input, close } = await open(prefix, "", { viewport: { width, height: 900 }, colorScheme: width === 320 ? "dark" : "light" });
      await input.fill(words);
      await page.locator("summary").click();
      await page.locator("#search-results li").nth(1).waitFor();
      await page.locator("#search-kind option").nth(1).waitFor({ state: "attached" });
      await mustBeWell(page);
      await close();
    });

await check("nothing complained and nothing asked outside of the portal", async () => must(!troubles.length, troubles.join("; ")));

await browser.close();
await site.stop();
console.log(failed ? `${failed} failed` : "search: all passed");
process.exit(failed ? 1 : 0);
