// What an author sees of `dateline serve`: node preview.mjs DATELINE PROJECT_DIR
//
// Works on a copy of the project. One line a check, exit code 1 on any fault.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import axe from "axe-core";
import { chromium } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const [dateline, source] = process.argv.slice(2).map((path) => resolve(path));
if (!dateline || !source) {
  console.error("usage: node preview.mjs DATELINE PROJECT_DIR");
  process.exit(2);
}

const ARTICLE = "content/news/2020-04-28-alliance-goes-live.md";
const folder = await mkdtemp(join(tmpdir(), "dateline-preview-"));
for (const part of ["portal.yaml", "content", "data", "static", "templates"])
  await cp(join(source, part), join(folder, part), { recursive: true }).catch((error) => error.code === "ENOENT" || Promise.reject(error));
// A theme of its own, so that its sheet can be edited.
await cp(join(source, "themes/default"), join(folder, "themes/default"), { recursive: true });
const path = join(folder, ARTICLE);
const original = await readFile(path, "utf8");
const [, front, body] = original.match(/^(---\n[\s\S]*?\n---\n)([\s\S]*)$/);

/// Starts a preview and gives its process and address.
async function start(port) {
  const server = spawn(dateline, ["serve", "--root", folder, "--port", String(port), "--quiet"], { stdio: ["ignore", "pipe", "ignore"] });
  const [url] = await once(createInterface({ input: server.stdout }), "line");
  return { server, url };
}

/// Saves as most editors do: beside, then over it.
async function save(text) {
  await writeFile(path + "~", text);
  await rename(path + "~", path);
}

let failed = 0;
async function check(name, work) {
  const began = Date.now();
  try {
    await work();
    console.log(`ok    ${name}, ${Date.now() - began} ms`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${name}: ${error.message.split("\n").slice(0, 4).join("\n        ")}`);
  }
}
function must(is, what) {
  if (!is) throw new Error(what);
}

let { server, url } = await start(0);
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
const page = await browser.newPage({ viewport: { width: 1000, height: 500 }, reducedMotion: "reduce" });
page.setDefaultTimeout(30_000);
const troubles = [];
page.on("pageerror", (error) => troubles.push(`script error: ${error.message}`));
page.on("console", (message) => message.type() === "error" && !/Failed to load resource|ERR_CONNECTION/.test(message.text()) && troubles.push(`console: ${message.text()}`));

const shows = (text) => page.waitForFunction((text) => document.querySelector("main")?.innerText.includes(text), text);
const overlay = page.locator("#dateline-preview [role=alert]");
/// The page was not loaded anew: what a script left in its window is still there.
const still = async () => must(await page.evaluate(() => window.untouched === true), "the page was loaded anew");

await page.goto(new URL("news/alliance-goes-live/", url).href);
await page.evaluate(() => (window.untouched = true));

await check("an edit shows without a reload, and the scroll place stays", async () => {
  const place = await page.evaluate(() => (scrollTo(0, 300), scrollY));
  must(place > 0, "the page does not scroll");
  await save(`${front}${body}\n\nA sentence that was not there before.\n`);
  await shows("A sentence that was not there before.");
  must((await page.evaluate(() => scrollY)) === place, "the page scrolled");
  await still();
});

await check("a mistake shows over the last good page, with place, lines and help", async () => {
  await save(`${front.replace("---\n", "---\npartners: [afripoll]\n").replace(/^partners: (?!\[afripoll\]).*\n/m, "")}${body}`);
  await overlay.waitFor();
  const text = await overlay.innerText();
  for (const part of ["afripoll", `${ARTICLE}:`, "^^^", "help: did you mean"]) must(text.includes(part), `the overlay has no “${part}”: ${text}`);
  const link = await overlay.locator(".dp-place a").first().getAttribute("href");
  must(link.startsWith("vscode://file/") && /:\d+:\d+$/.test(link), `the place leads to ${link}`);
  await shows("A sentence that was not there before.");
  await still();
});

await check("overlay and bar have no fault of accessibility", async () => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run("#dateline-preview"));
  must(!violations.length, violations.map((violation) => `${violation.id}: ${violation.nodes[0].html}`).join("; "));
});

await check("mended, the overlay goes and the text comes", async () => {
  await save(`${front}${body}\n\nMended.\n`);
  await overlay.waitFor({ state: "detached" });
  await shows("Mended.");
  await still();
});

await check("a style change swaps the sheet only", async () => {
  const sheet = join(folder, "themes/default/assets/site.css");
  await page.evaluate(() => (document.querySelector("main").dataset.kept = "yes"));
  await writeFile(sheet, `${await readFile(sheet, "utf8")}\nh1{color:rgb(1, 2, 3)}\n`);
  await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).color === "rgb(1, 2, 3)");
  must(await page.evaluate(() => document.querySelectorAll('link[href*="/assets/site."]').length === 1), "the old sheet stayed");
  must(await page.evaluate(() => document.querySelector("main").dataset.kept === "yes"), "more than the sheet was touched");
  await still();
});

await check("after many edits the page is what a load brings", async () => {
  const edits = [
    `${front}## New heading\n\n${body}`,
    `${front}${body}\n\n- one\n- two\n- three\n`,
    `${front}${body.split("\n\n").reverse().join("\n\n")}\n\n- three\n- one\n`,
    `${front.replace("---\n", "---\ndraft: true\n")}${body}`,
    `${front.replace(/^title: .*$/m, "title: Another title")}${body}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n`,
  ];
  for (const text of edits) {
    const before = await page.evaluate(() => document.getElementById("dateline-preview").dataset.state);
    await save(text);
    await page.waitForFunction((before) => document.getElementById("dateline-preview").dataset.state !== before, before);
    const differs = await page.evaluate(async () => {
      const next = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
      if (document.title !== next.title) return `the title is ${document.title}`;
      return document.body.isEqualNode(next.body) ? "" : "the body differs";
    });
    must(!differs, differs);
  }
  await still();
});

await check("the focus is kept", async () => {
  await page.evaluate(() => document.querySelector(".dp-bar a").focus());
  await save(`${front}${body}\n\nOnce more.\n`);
  await shows("Once more.");
  must(await page.evaluate(() => document.activeElement.matches(".dp-bar a")), "the focus is gone");
});

await check("the desk is live and leads to page and source", async () => {
  await page.goto(new URL("/_desk/", url).href);
  await save(`${front.replace("---\n", "---\ndraft: true\n")}${body}`);
  const row = page.locator("section", { hasText: "Drafts" }).locator("li", { hasText: ARTICLE });
  await row.waitFor();
  must((await row.locator("a").first().getAttribute("href")).endsWith("/news/alliance-goes-live/"), "no link to the page");
  must((await row.locator("a").last().getAttribute("href")).startsWith("vscode://file/"), "no link to the source");
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run());
  must(!violations.length, violations.map((violation) => `${violation.id}: ${violation.nodes[0].html}`).join("; "));
  await page.locator("li", { hasText: ARTICLE }).locator("a").first().click();
  await page.locator(".dp-bar strong", { hasText: "Draft" }).waitFor();
});

await check("the page follows a server that was started again", async () => {
  const ended = once(server, "exit");
  server.kill("SIGINT");
  must((await ended)[0] === 0, "it did not end well");
  await save(`${front}${body}\n\nAfter the pause.\n`);
  ({ server } = await start(new URL(url).port));
  await shows("After the pause.");
});

await check("no script complained", async () => must(!troubles.length, troubles.join("; ")));

await browser.close();
server.kill();
await rm(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
