// Lists narrowed down in place: the links of the filters lead to pages that work without script; here they choose
// which articles of this list are shown. Nothing is loaded before one is chosen.
(() => {
  "use strict";
  const nav = document.getElementById("narrow");
  if (!nav?.dataset.files) return;
  const FACETS = ["organisation", "topic", "country"];
  const SHOWN = 20;
  const links = [...nav.querySelectorAll("a")].filter(({ dataset }) => FACETS.some((facet) => dataset[facet]));
  const [status, narrowed, more, clear, whole] =
    ["narrowed-status", "narrowed", "narrowed-more", "narrowed-clear", "list-items"].map((id) => document.getElementById(id));
  const list = document.createElement("ol");
  list.className = "cards";
  const facetOf = (link) => FACETS.find((facet) => link.dataset[facet]);
  const { kind, year } = nav.dataset;

  let opened = null;
  const open = () => {
    opened ??= import(nav.dataset.shows).then((shows) => shows.open(nav.dataset));
    opened.catch(() => (opened = null));
    return opened;
  };

  // What is chosen stands in the address, so that it can be sent to somebody and gone back from.
  const chosen = () => {
    const asked = new URLSearchParams(location.search);
    return Object.fromEntries(FACETS.map((facet) => [facet, asked.get(facet)]).filter(([, value]) => value));
  };
  const choose = (values) => {
    const query = String(new URLSearchParams(values));
    history.pushState(null, "", query ? `?${query}` : location.pathname);
    show();
  };

  let latest = 0;
  let rest = [];
  const showMore = async (engine, run) => {
    const records = await engine.index.records(rest.slice(0, SHOWN));
    if (run !== latest) return null;
    rest = rest.slice(SHOWN);
    const items = records.map((record) => engine.item(record, []));
    const first = items[0]?.querySelector("a");
    list.append(...items);
    more.hidden = !rest.length;
    return first;
  };

  const show = async () => {
    const run = ++latest;
    const values = chosen();
    const isNarrowed = Object.keys(values).length > 0;
    for (const link of links) {
      const facet = facetOf(link);
      if (values[facet] === link.dataset[facet]) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (!isNarrowed) {
      status.textContent = "";
      narrowed.hidden = true;
      whole.hidden = false;
      return;
    }
    nav.querySelector("details").open = true;
    try {
      const engine = await open();
      const { articles } = await engine.index.find("", { kind, ...(year && { year }), ...values });
      if (run !== latest) return;
      list.replaceChildren();
      narrowed.prepend(list);
      rest = articles;
      await showMore(engine, run);
      if (run !== latest) return;
      status.textContent = engine.counted(articles.length);
      whole.hidden = true;
      narrowed.hidden = false;
      more.onclick = async () => (await showMore(engine, run))?.focus();
    } catch (error) {
      console.error(error);
      if (run !== latest) return;
      opened = null;
      status.textContent = nav.dataset.failed;
    }
  };

  nav.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!links.includes(link) || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const { [facetOf(link)]: before, ...others } = chosen();
    const value = link.dataset[facetOf(link)];
    choose(before === value ? others : { ...others, [facetOf(link)]: value });
  });
  clear.addEventListener("click", () => {
    choose({});
    nav.querySelector("summary").focus();
  });
  addEventListener("popstate", show);
  if (Object.keys(chosen()).length) show();
})();
