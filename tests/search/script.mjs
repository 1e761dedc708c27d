// What reads and ranks in the browser, without one: node tests/search/script.mjs OUTPUT_DIR
//
// OUTPUT_DIR is the built tests/search/portal. One line a check, exit code 1 on any fault.

import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

const output = resolve(process.argv[2] ?? "output");
const source = await readFile(new URL("../../themes/default/assets/search-index.js", import.meta.url), "utf8");
const { fold, words, isSlip, isEnding, decode, open, marked, passage } = await import(`data:text/javascript;base64,${Buffer.from(source).toString("base64")}`);

let failed = 0;
async function check(name, work) {
  try {
    await work();
    console.log(`ok    ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${name}: ${error.message}`);
  }
}
function same(found, wanted, what = "") {
  const [one, other] = [found, wanted].map((value) => JSON.stringify(value));
  if (one !== other) throw new Error(`${what} is ${one} instead of ${other}`);
}

/// The index of a language, and the files it asked for.
async function language(prefix) {
  const asked = [];
  const read = async (name) => {
    asked.push(name);
    return readFile(join(output, prefix, "search", name.split("?")[0]), "utf8");
  };
  const index = await open(read);
  const find = async (question, filters) => {
    const { articles, ...told } = await index.find(question, filters);
    return { titles: (await index.records(articles)).map(({ title }) => title), ...told };
  };
  const titles = async (question, filters) => (await find(question, filters)).titles;
  return { index, find, titles, asked };
}

await check("the table of terms holds", async () => {
  const table = JSON.parse(await readFile(new URL("terms.json", import.meta.url), "utf8"));
  for (const [text, terms, also] of table) {
    const found = words(text);
    same(found.map(({ term }) => term), terms, text);
    same(found.map(({ part }) => part).filter(Boolean), also, text);
  }
});

await check("one slip is one letter more, less, another, or two that changed places", () => {
  for (const other of ["harbou", "harrbour", "herbour", "habrour", "harbours", "arbour", "ahrbour"]) same(isSlip("harbour", other), true, other);
  for (const other of ["harbour", "harb", "hrabuor", "harborus", "port"]) same(isSlip("harbour", other), false, other);
});

await check("endings of a word are told from other words", () => {
  for (const [one, other] of [["ports", "port"], ["countries", "country"], ["policing", "police"], ["training", "trains"], ["fishery", "fisheries"]]) same(isEnding(one, other), true, `${one} ${other}`);
  for (const [one, other] of [["port", "part"], ["cat", "cats"], ["police", "policymakers"], ["market", "marvel"], ["inter", "intend"]]) same(isEnding(one, other), false, `${one} ${other}`);
});

await check("articles and weights are read", () => {
  const found = [];
  decode("%a!!", (article, weight) => found.push([article, weight]));
  same(found, [[0, 1.8], [9, 0.25], [10, 0.25]]);
});

const english = await language("");
const french = await language("fr");
const arabic = await language("ar");

await check("a word finds its articles, those first that it is the title of", async () => {
  same((await english.titles("harbours"))[0], "Safer harbours for the whole coast");
  same((await english.titles("register"))[0], "The register of stolen vessels opens");
  same((await english.titles("UNP"))[0], "Union of Ports");
  same((await english.titles("wildlife"))[0], "Wildlife");
});

await check("several words must all be there; where nothing has all, those with most come", async () => {
  same(await english.titles("stolen ivory register vessels"), ["The register of stolen vessels opens", "Safer harbours for the whole coast"]);
  same((await english.find("stolen ivory register vessels")).hasAll, false);
  same((await english.find("ivory harbour")).hasAll, true);
  same(await english.titles("ivory harbour"), ["Course on wildlife crime"]);
});

await check("the beginning of a word finds it, and so do other endings", async () => {
  same((await english.titles("wildl")).sort(), ["Course on wildlife crime", "Wildlife"]);
  same((await english.titles("vessel")).length, 3);
  same((await english.titles("inspected cargos"))[0], "Safer harbours for the whole coast");
});

await check("one slip in a longer word is forgiven, and told", async () => {
  const { titles, meant } = await english.find("regsiter vessels");
  same(titles[0], "The register of stolen vessels opens");
  same(meant, { words: "regsiter", meant: "register" });
  for (const slip of ["wildlfe", "iwldlife", "wildliife", "wildlofe", "wwildlife"]) same((await english.titles(slip)).length, 2, slip);
  same(await english.titles("ivroy"), ["Course on wildlife crime"]);
  same(await english.titles("unqp"), [], "a short word");
});

await check("French without accents, Arabic without marks, forms and article", async () => {
  same((await french.titles("cooperation policiere yaounde"))[0], "Des ports plus sûrs sur toute la côte");
  same((await french.titles("SÛRS"))[0], "Des ports plus sûrs sur toute la côte");
  same((await arabic.titles("الموانئ")).length, 2);
  same((await arabic.titles("موانئ")).length, 2);
  same((await arabic.titles("الشركة انتربول"))[0], "موانئ أكثر أمانا على طول الساحل");
  same((await arabic.titles("الإتفاق")).length, 1);
  same(await french.titles("register"), ["Des ports plus sûrs sur toute la côte"], "registre, a slip or an ending away");
});

await check("filters by kind, topic, organisation, country, year, alone and together", async () => {
  same(await english.titles("", { kind: "notice" }), ["Forged ship papers", "False crew lists"]);
  same((await english.titles("vessels", { topic: "maritime-security" })).length, 3);
  same((await english.titles("", { organisation: "ports-union" })).length, 3);
  same(await english.titles("register", { country: "ke", year: "2026" }), ["Forged ship papers"]);
  same(await english.titles("register", { country: "tz", year: "2026" }), []);
  same((await english.titles("", { country: "tz" })).length, 27);
  const filters = await english.index.filters();
  same(filters.year.map(({ id, count }) => [id, count]), [["2026", 1], ["2022", 1], ["2021", 2], ["2020", 1], ["2019", 24]]);
  same(filters.kind.map(({ id }) => id), ["news", "notice", "organisation", "topic"]);
  same(filters.organisation, [{ id: "ports-union", label: "Union of Ports", count: 3 }]);
});

await check("nothing asks for nothing, and what no word can be finds nothing", async () => {
  same(await english.titles(""), []);
  same(await english.titles("/kind/notice"), await english.titles("kind notice"), "a facet is no word");
  same(await english.titles("zzzzzzzz"), []);
  same(await english.titles("” … –"), []);
});

await check("a passage has the words, begins and ends with whole ones, and marks them", () => {
  const text = "First line of no concern.\nThe agreement covers cargo inspections, joint patrols and a register of stolen vessels & engines.\nLast line.";
  const terms = [new Set(["register"]), new Set(["vessels"])];
  same(passage(text, terms, 60), "… and a register of stolen vessels & engines. Last line.");
  same(passage(text, [new Set(["nowhere"])]), "");
  same(marked("Stolen vessels <b>", terms), [{ text: "Stolen ", isMarked: false }, { text: "vessels", isMarked: true }, { text: " <b>", isMarked: false }]);
  same(marked("An e-mail", [new Set(["mail"])]).filter(({ isMarked }) => isMarked), [{ text: "e-mail", isMarked: true }]);
  same(fold("Yaoundé"), "yaounde");
});

await check("only what a question needs is loaded, each file once", async () => {
  const fresh = await language("");
  same(fresh.asked, ["index.json"]);
  await fresh.titles("ivory");
  await fresh.titles("ivory");
  same(new Set(fresh.asked).size, fresh.asked.length, "asked twice");
  if (fresh.asked.length > 8) throw new Error(`asks for ${fresh.asked.length} files`);
  same(fresh.asked.slice(1).every((name) => /^(words|texts)\/\d+\.(txt|json)\?[0-9a-f]{16}$/.test(name)), true, fresh.asked.join());
});

console.log(failed ? `${failed} failed` : "all passed");
process.exit(failed ? 1 : 0);
