// The search page: what readers type, and what they are shown. Nothing is loaded before they type; what reads and
// ranks is in search-index.js, what results look like in search-results.js.
(() => {
  "use strict";
  const form = document.getElementById("search");
  const input = form.elements.q;
  const details = form.querySelector("details");
  const selects = [...form.querySelectorAll("select")];
  const [status, results, more] = ["search-status", "search-results", "search-more"].map((id) => document.getElementById(id));
  const texts = form.dataset;
  const SHOWN = 10;
  const PAUSE = 150;

  let opened = null;
  const open = () => {
    opened ??= import(texts.shows).then((shows) => shows.open(texts));
    opened.catch(() => (opened = null));
    return opened;
  };

  const list = () => {
    if (!results.firstChild) {
      const made = document.createElement("ol");
      made.className = "cards";
      results.append(made);
    }
    return results.firstChild;
  };

  let latest = 0;
  let rest = [];
  const showMore = async ({ index, item }, words, run) => {
    const records = await index.records(rest.slice(0, SHOWN));
    if (run !== latest) return null;
    rest = rest.slice(SHOWN);
    const items = records.map((record) => item(record, words));
    const first = items[0]?.querySelector("a");
    if (items.length) list().append(...items);
    more.hidden = !rest.length;
    return first;
  };

  const filters = () => Object.fromEntries(selects.filter(({ value }) => value).map(({ name, value }) => [name, value]));
  const address = () => {
    const asked = new URLSearchParams({ ...(input.value.trim() && { q: input.value.trim() }), ...filters() });
    const query = String(asked);
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  };
  const clear = () => {
    results.replaceChildren();
    more.hidden = true;
    status.textContent = "";
  };

  const search = async () => {
    const run = ++latest;
    address();
    const question = input.value.trim();
    const chosen = filters();
    if (!question && !Object.keys(chosen).length) return clear();
    try {
      const engine = await open();
      const { articles, words, meant, hasAll } = await engine.index.find(question, chosen);
      if (run !== latest) return;
      clear();
      rest = articles;
      const told = [articles.length ? engine.counted(articles.length) : engine.filled(texts.nothing, { words: question })];
      if (articles.length && meant) told.push(engine.filled(texts.slip, meant));
      if (articles.length && !hasAll) told.push(texts.some);
      status.textContent = told.join(" · ");
      await showMore(engine, words, run);
      more.onclick = async () => (await showMore(engine, words, run))?.focus();
    } catch (error) {
      console.error(error);
      // The index may be another one since it was opened.
      opened = null;
      if (run !== latest) return;
      clear();
      status.textContent = texts.failed;
    }
  };

  let filling = null;
  const fillFilters = () => {
    filling ??= open().then(async ({ index }) => {
      const all = await index.filters();
      for (const select of selects) {
        const wanted = select.dataset.wanted ?? "";
        const option = ({ id, label, count }) => new Option(`${label} (${count})`, id);
        select.replaceChildren(new Option(texts.all, ""), ...(all[select.name] ?? []).map(option));
        select.value = wanted;
        if (select.selectedIndex < 0) select.value = "";
        select.closest("p").hidden = select.options.length < 2;
      }
    });
    filling.catch((error) => {
      console.error(error);
      filling = null;
      status.textContent = texts.failed;
    });
    return filling;
  };

  let pause = 0;
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(search, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    search();
  });
  form.addEventListener("change", (event) => event.target.matches("select") && search());
  details.addEventListener("toggle", () => details.open && fillFilters());

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const at = document.activeElement;
    const isField = at?.matches("input, select, textarea, [contenteditable]");
    if (event.key === "/" && !isField) {
      event.preventDefault();
      input.focus();
      input.select();
    } else if (event.key === "Escape" && (at === input || results.contains(at))) {
      event.preventDefault();
      clearTimeout(pause);
      input.value = "";
      input.focus();
      search();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && (at === input || results.contains(at))) {
      const stops = [input, ...results.querySelectorAll("a")];
      const next = stops[stops.indexOf(at) + (event.key === "ArrowDown" ? 1 : -1)];
      if (!next) return;
      event.preventDefault();
      next.focus();
    }
  });

  // A question in the address is asked at once; one typed before this script ran, too.
  const asked = new URLSearchParams(location.search);
  form.hidden = false;
  if (asked.has("q")) input.value = asked.get("q");
  for (const select of selects) select.dataset.wanted = asked.get(select.name) ?? "";
  if (selects.some(({ dataset }) => dataset.wanted)) {
    details.open = true;
    fillFilters().then(search, () => {});
  } else if (input.value) search();
})();
