// Reads the search index of a language piece by piece and ranks. Knows no page: it is given a way to fetch a file.
// The files and how they are written are told in `src/render/search.rs` of dateline.

const WEIGHTS = [0.25, 0.5, 0.8, 1.2, 1.8, 2.2, 3, 3.9];
// From this one on a word stands in the title.
const IN_TITLE = 5;
// What a word counts that is not the one asked for: that goes on, has another ending, or one slip.
const LONGER = 0.6;
const ENDING = 0.4;
const SLIP = 0.5;
// Words of one question that are looked at, files of words for one of them, results that are looked at closely.
const WORDS = 8;
const FILES = 4;
const CLOSELY = 10;
const END = "\uffff";

const RUN = /[\p{Alphabetic}\p{M}\p{N}\u00ad]+/gu;
const FORMS = {
  ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", ς: "σ",
  "\u0671": "\u0627", "\u0649": "\u064a", "\u06cc": "\u064a", "\u0629": "\u0647", "\u06a9": "\u0643", "\u0640": "",
};
const ARTICLE = /^(?:\u0648\u0627\u0644|\u0628\u0627\u0644|\u0643\u0627\u0644|\u0641\u0627\u0644|\u0644\u0644|\u0627\u0644)(?=.{3})/u;

/// The term of a word, as the index has it; empty where it says nothing alone: a single letter.
export function fold(word) {
  let term = word.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  term = term.replace(/[ßæœþøđðłıς\u0671\u0649\u06cc\u0629\u06a9\u0640]/gu, (form) => FORMS[form]);
  term = term.replace(/[\u0660-\u0669\u06f0-\u06f9]/gu, (digit) => String(digit.charCodeAt(0) & 15));
  term = term.replace(/[^\p{Alphabetic}\p{N}]/gu, "").replace(ARTICLE, "");
  return /^[a-z]?$/.test(term) ? "" : [...term].slice(0, 32).join("");
}

/// The words of a text: each with its term, where it stands, and the term of its part where it is joined (`e-mail`).
export function words(text) {
  const found = [];
  let letter = null;
  for (const run of text.matchAll(RUN)) {
    const joins = letter && letter.end + 1 === run.index;
    const start = joins ? letter.start : run.index;
    const end = run.index + run[0].length;
    const term = fold(joins ? letter.text + run[0] : run[0]);
    const part = joins ? fold(run[0]) : "";
    if (term) found.push({ term, part, start, end });
    const isLetter = /^[a-z]$/i.test(run[0]) && /^[-\u2010\u2011]$/.test(text.charAt(end));
    letter = isLetter ? { start: run.index, end, text: run[0] } : null;
  }
  return found;
}

/// Whether two words differ by one slip: a letter more, less or another, or two that changed places.
export function isSlip(one, other) {
  const [a, b] = [[...one], [...other]];
  if (Math.abs(a.length - b.length) > 1 || one === other) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const rest = (letters, from) => letters.slice(from).join("");
  if (a.length < b.length) return rest(a, at) === rest(b, at + 1);
  if (a.length > b.length) return rest(a, at + 1) === rest(b, at);
  if (rest(a, at + 1) === rest(b, at + 1)) return true;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && rest(a, at + 2) === rest(b, at + 2);
}

/// Whether two words begin alike and differ in their endings: `country` and `countries`.
export function isEnding(one, other) {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  const isLong = (word) => same >= word.length - (word.length < 7 ? 2 : 3);
  return isLong(one) && isLong(other) && (same >= 5 || (same === 4 && same === other.length));
}

/// Calls `visit` with every article of a line and its weight.
export function decode(line, visit) {
  let number = 0;
  let article = 0;
  for (let at = 0; at < line.length; at++) {
    const digit = line.charCodeAt(at) - 33;
    if (digit >= 64) {
      number = number * 30 + digit - 63;
      continue;
    }
    const whole = number * 64 + digit;
    article += Math.floor(whole / 8);
    visit(article, WEIGHTS[whole % 8], whole % 8 >= IN_TITLE);
    article++;
    number = 0;
  }
}

/// Opens the index of a language. `read(name, isFresh)` gives the text of a file; fresh ones must be asked for anew.
export async function open(read) {
  const contents = JSON.parse(await read("index.json", true));
  const files = new Map();
  const file = (name) => {
    if (!files.has(name)) {
      const text = read(`${name}?${contents.version}`, false);
      text.catch(() => files.delete(name));
      files.set(name, text);
    }
    return files.get(name);
  };
  return new Index(contents, file, read);
}

class Index {
  constructor(contents, file, read) {
    this.contents = contents;
    this.file = file;
    this.read = read;
    this.parts = new Map();
  }

  /// The values of filters: `{kind: [{id, label, count}] …}`.
  async filters() {
    const filters = JSON.parse(await this.read("filters.json", true));
    return { ...filters, year: this.contents.years };
  }

  /// The articles a question finds, best first: `{articles, words, meant, hasAll}`.
  ///
  /// `words` are the terms each word found, `meant` the word that was taken for one with a slip, `hasAll` whether
  /// the articles have all words.
  async find(question, filters = {}) {
    const asked = [...new Set(words(question).map((word) => word.term))].slice(0, WORDS);
    const [found, allowed] = await Promise.all([Promise.all(asked.map((word) => this.meanings(word))), this.allowed(filters)]);
    const total = this.contents.articles;
    const scores = new Float64Array(total);
    const hits = new Uint8Array(total);
    const called = new Uint8Array(total);
    for (const meanings of found) this.count(meanings, scores, hits, called);
    // Articles with all words; where there is none, those with most.
    let best = 1;
    let articles = [];
    for (let article = 0; article < total; article++) {
      if (allowed ? !allowed.has(article) : !asked.length) continue;
      if (asked.length && hits[article] < best) continue;
      if (hits[article] > best) [best, articles] = [hits[article], []];
      articles.push(article);
    }
    const inTitle = (article) => (called[article] / asked.length) ** 2;
    const score = (article) => scores[article] * (1 + 0.6 * inTitle(article)) * (1 + 0.1 * this.freshness(article));
    if (asked.length) articles.sort((one, other) => score(other) - score(one) || one - other);
    const terms = found.map((meanings) => new Set(meanings.terms.map(({ term }) => term)));
    const closely = await this.closely(articles.slice(0, CLOSELY), score, asked, terms);
    articles = [...closely, ...articles.slice(CLOSELY)];
    const meant = found.map(({ meant }, at) => meant && { words: asked[at], meant }).find(Boolean) ?? null;
    return { articles, words: terms, meant, hasAll: best >= asked.length };
  }

  /// What results show of articles.
  async records(articles) {
    return Promise.all(articles.map((article) => this.record(article)));
  }

  async record(article) {
    const size = this.contents.a_file;
    return JSON.parse(await this.file(`texts/${Math.floor(article / size)}.json`))[article % size];
  }

  /// From 0 for the oldest to 1 for the newest; what has no date is neither.
  freshness(article) {
    const dated = this.contents.years.reduce((sum, year) => sum + year.count, 0);
    return article < dated ? 1 - article / dated : 0.5;
  }

  /// The articles that filters leave; null for all.
  async allowed(filters) {
    const { year, ...facets } = filters;
    const sets = await Promise.all(Object.entries(facets).filter(([, value]) => value).map(([facet, value]) => this.belonging(`/${facet}/${value}`)));
    if (year) {
      const before = this.contents.years.slice(0, this.contents.years.findIndex(({ id }) => id === year));
      const from = before.reduce((sum, { count }) => sum + count, 0);
      const count = this.contents.years.find(({ id }) => id === year)?.count ?? 0;
      sets.push(new Set(Array.from({ length: count }, (_, at) => from + at)));
    }
    if (!sets.length) return null;
    return new Set([...sets[0]].filter((article) => sets.every((set) => set.has(article))));
  }

  async belonging(facet) {
    const set = new Set();
    const line = (await this.lines(facet, facet)).find(([term]) => term === facet);
    if (line) decode(line[1], (article) => set.add(article));
    return set;
  }

  /// The terms a word may mean, each with what it counts.
  async meanings(word) {
    const isNumber = /^\p{N}+$/u.test(word);
    const start = word.length > 4 && !isNumber ? word.slice(0, Math.max(4, word.length - 3)) : word;
    const lines = await this.lines(start, start + (word.length > 1 ? END : ""), word);
    const terms = [];
    for (const [term, line, count] of lines) {
      const entry = (factor) => terms.push({ term, line, factor, count: count ? Number(count) : 0 });
      if (term === word) entry(1);
      else if (word.length > 1 && term.startsWith(word)) entry(LONGER * Math.sqrt(word.length / term.length));
      else if (!isNumber && isEnding(word, term)) entry(ENDING);
    }
    if (terms.length || word.length < 5 || !/^\p{Alphabetic}+$/u.test(word)) return { terms, meant: null };
    return this.slips(word);
  }

  /// The terms that differ from a word by one slip.
  async slips(word) {
    const letters = [...word];
    // Most slips come after the second letter. Before that, only the first two may have changed places or the first be too much.
    const near = [[letters.slice(0, 2).join("")], [letters[0], letters[1] + letters[0], letters.slice(1, 3).join("")]];
    let meant = [];
    for (const starts of near) {
      const lists = await Promise.all(starts.map((start) => this.spellings(start)));
      meant = [...new Set(lists.flat())].filter((term) => isSlip(word, term)).slice(0, 4);
      if (meant.length) break;
    }
    const lines = await Promise.all(meant.map((term) => this.lines(term, term)));
    const terms = lines.flatMap((found, at) => found.filter(([term]) => term === meant[at]));
    const entries = terms.map(([term, line, count]) => ({ term, line, factor: SLIP, count: count ? Number(count) : 0 }));
    entries.sort((one, other) => other.count - one.count || other.line.length - one.line.length);
    return { terms: entries, meant: entries[0]?.term ?? null };
  }

  /// Adds what a word counts in each article.
  count({ terms }, scores, hits, called) {
    const own = new Map();
    const titled = new Set();
    const total = this.contents.articles;
    let exact = 0;
    const everywhere = terms.some(({ count }) => count > 0);
    for (const { line, factor, count } of terms)
      decode(line, (article, weight, isTitle) => {
        if (isTitle) titled.add(article);
        if (factor === 1) exact++;
        own.set(article, Math.max(own.get(article) ?? 0, weight * factor));
      });
    const having = everywhere ? Math.max(...terms.map(({ count }) => count)) : exact || own.size;
    const rarity = (count) => Math.log(1 + (total - count + 0.5) / (count + 0.5));
    const [ofAll, ofTitles] = [rarity(having), rarity(titled.size)];
    // A word that many texts have may still be rare in titles.
    for (const [article, weight] of own) scores[article] += weight * (titled.has(article) ? (ofAll + ofTitles) / 2 : ofAll);
    for (const article of titled) called[article]++;
    if (everywhere) for (let article = 0; article < total; article++) hits[article]++;
    else for (const article of own.keys()) hits[article]++;
  }

  /// The best articles once more, those first that have the words side by side or are called just so.
  async closely(articles, score, asked, terms) {
    if (!articles.length || !asked.length) return articles;
    const records = await this.records(articles);
    const closer = records.map(({ title, summary = "", text = "" }, at) => {
      const called = words(title).map(({ term }) => term);
      const isCalled = called.length === asked.length && called.every((term, at) => term === asked[at]);
      const pairs = Math.max(1, asked.length - 1);
      const bonus = (isCalled ? 0.5 : 0) + (0.3 * together(called, terms)) / pairs;
      const inText = () => together(words(`${summary}\n${text}`).map(({ term }) => term), terms);
      return { article: articles[at], score: score(articles[at]) * (1 + bonus + (asked.length > 1 ? (0.15 * inText()) / pairs : 0)) };
    });
    closer.sort((one, other) => other.score - one.score);
    return closer.map(({ article }) => article);
  }

  /// The lines of all terms from one to another: `[term, articles, count]`. Where that is much, those nearest to a word.
  async lines(from, to, word = from) {
    const starts = this.contents.words;
    const [first, last, middle] = [partOf(starts, from), partOf(starts, to), partOf(starts, word)];
    const begin = Math.max(first, middle - 1);
    const parts = [];
    for (let part = begin; part <= Math.min(last, begin + FILES - 1); part++) parts.push(this.part(part));
    const lines = (await Promise.all(parts)).flat();
    return lines.filter(([term]) => term >= from && term <= to);
  }

  part(number) {
    if (number >= this.contents.files) return [];
    if (!this.parts.has(number)) {
      const lines = this.file(`words/${number}.txt`).then((text) => text.split("\n").slice(0, -1).map((line) => line.split(" ")));
      lines.catch(() => this.parts.delete(number));
      this.parts.set(number, lines);
    }
    return this.parts.get(number);
  }

  /// Terms that begin so, as far as files of spellings have them.
  async spellings(start) {
    const starts = this.contents.spellings;
    const [first, last] = [partOf(starts, start), partOf(starts, start + END)];
    const files = [];
    if (!this.contents.files) return [];
    for (let part = first; part <= Math.min(last, first + FILES - 1); part++) files.push(this.file(`spellings/${part}.txt`));
    return (await Promise.all(files)).flatMap((text) => {
      let term = "";
      return text.split("\n").slice(0, -1).map((line) => (term = term.slice(0, parseInt(line[0], 36)) + line.slice(1)));
    });
  }
}

/// The part that holds a term, by the first terms of all parts but the first.
function partOf(starts, term) {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= term) low = middle + 1;
    else high = middle;
  }
  return low;
}

/// How many neighbours of a question are neighbours in a text too.
function together(text, terms) {
  let pairs = 0;
  for (let at = 1; at < terms.length; at++)
    if (text.some((term, place) => place > 0 && terms[at].has(term) && terms[at - 1].has(text[place - 1]))) pairs++;
  return pairs;
}

/// A text in pieces: `[{text, isMarked}]`, marked where a word of the question stands.
export function marked(text, terms) {
  const pieces = [];
  let from = 0;
  for (const { term, part, start, end } of words(text)) {
    if (!terms.some((set) => set.has(term) || set.has(part))) continue;
    if (start > from) pieces.push({ text: text.slice(from, start), isMarked: false });
    pieces.push({ text: text.slice(start, end), isMarked: true });
    from = end;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isMarked: false });
  return pieces;
}

/// The passage of a text that has most of the words, about so many letters long; empty where none stands there.
export function passage(text, terms, length = 220) {
  const found = words(text).flatMap(({ term, part, start, end }) => {
    const word = terms.findIndex((set) => set.has(term) || set.has(part));
    return word < 0 ? [] : [{ word, start, end }];
  });
  let best = null;
  for (let first = 0, last = 0; first < found.length; first++) {
    last = Math.max(last, first);
    while (last + 1 < found.length && found[last + 1].end - found[first].start <= length) last++;
    const inside = found.slice(first, last + 1);
    const worth = new Set(inside.map(({ word }) => word)).size * 100 + Math.min(inside.length, 9);
    if (!best || worth > best.worth) best = { worth, start: found[first].start, end: found[last].end };
  }
  if (!best) return "";
  const room = Math.max(0, length - (best.end - best.start));
  const isBreak = (at) => /[\s]/.test(text.charAt(at));
  let start = Math.max(0, best.start - Math.floor(room / 3));
  let end = Math.min(text.length, best.end + Math.ceil((room * 2) / 3));
  // A passage begins with its line and with a whole word, and ends with one.
  const line = text.lastIndexOf("\n", best.start - 1) + 1;
  if (start <= line) start = line;
  else while (start < best.start && !isBreak(start - 1)) start++;
  if (end < text.length) while (end > best.end && !isBreak(end)) end--;
  const before = start > 0 && start !== line ? "… " : "";
  const behind = end < text.length ? " …" : "";
  const onOneLine = (whole, end) => (end ? `${end} ` : " · ");
  return before + text.slice(start, end).trim().replace(/([.!?؟:;…])?\s*\n\s*/g, onOneLine) + behind;
}
