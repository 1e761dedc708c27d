// The preview's own script: hears that the portal changed and brings the page up to date where it stands,
// with scroll place, focus and opened parts kept. Where only style sheets changed, only they are swapped.
(() => {
  "use strict";
  const OWN = "dateline-preview";
  const shownState = () => document.getElementById(OWN)?.dataset.state;

  let stream = null;
  let busy = false;
  let waiting = null;

  const listen = () => {
    if (stream) return;
    // The browser connects again by itself when the server was away.
    stream = new EventSource("/_preview/events");
    stream.addEventListener("state", (event) => hear(JSON.parse(event.data)));
    // A server that answered otherwise is not asked again by the browser, so we do.
    stream.addEventListener("error", () => {
      if (stream?.readyState === EventSource.CLOSED) {
        stream = null;
        setTimeout(listen, 1000);
      }
    });
  };
  const rest = () => {
    stream?.close();
    stream = null;
  };

  const hear = async (news) => {
    if (news.state === shownState()) return;
    waiting = news;
    if (busy) return;
    busy = true;
    while (waiting) {
      const next = waiting;
      waiting = null;
      try {
        await follow(next);
      } catch {
        // The server went away in between: its next word starts this again.
      }
    }
    busy = false;
  };

  const follow = async (news) => {
    const response = await fetch(location.href, { cache: "no-store", headers: { accept: "text/html" } });
    if (!(response.headers.get("content-type") ?? "").includes("text/html")) return location.reload();
    const next = new DOMParser().parseFromString(await response.text(), "text/html");
    if (response.redirected) return location.replace(response.url);
    // What only a load brings: a redirect, other scripts for the whole page.
    if (next.querySelector("meta[http-equiv=refresh]") || scripts(next) !== scripts(document)) return location.reload();
    const onlyStyles = news.styles_only && news.before === shownState();
    await swapSheets(next, onlyStyles ? news.state : null);
    if (onlyStyles) document.getElementById(OWN).dataset.state = news.state;
    else morphPage(next);
  };

  const scripts = (page) => [...page.head.querySelectorAll("script[src]")].map((script) => script.getAttribute("src")).join(" ");

  // A new sheet is loaded before the old one goes, so that no page stands bare. One that keeps its address
  // is asked for anew where sheets changed.
  const swapSheets = async (next, anew) => {
    const key = (link) => new URL(link.getAttribute("href"), document.baseURI).pathname;
    const old = [...document.head.querySelectorAll("link[rel=stylesheet]")];
    const wanted = [...next.head.querySelectorAll("link[rel=stylesheet]")];
    const kept = new Set();
    const loading = wanted.map((link) => {
      const same = old.find((other) => key(other) === key(link) && !kept.has(other));
      if (same && !(anew && !key(link).startsWith("/_preview/"))) return kept.add(same), null;
      const fresh = document.createElement("link");
      for (const { name, value } of link.attributes) fresh.setAttribute(name, value);
      if (same) fresh.href = `${key(link)}?${anew}`;
      kept.add(fresh);
      const done = new Promise((settle) => (fresh.onload = fresh.onerror = settle));
      // Order decides between rules: a swapped sheet stands where the old one stood.
      const place = same ?? old[wanted.indexOf(link)];
      place ? place.after(fresh) : document.head.append(fresh);
      return done;
    });
    await Promise.race([Promise.all(loading), new Promise((settle) => setTimeout(settle, 2000))]);
    for (const link of old) if (!kept.has(link)) link.remove();
  };

  const morphPage = (next) => {
    const place = [scrollX, scrollY];
    document.title = next.title;
    attributes(document.documentElement, next.documentElement);
    for (const meta of document.head.querySelectorAll("meta[name=description]")) meta.remove();
    document.head.append(...next.head.querySelectorAll("meta[name=description]"));
    morph(document.body, next.body);
    for (const script of document.body.querySelectorAll("script[src]")) {
      const again = document.createElement("script");
      for (const { name, value } of script.attributes) again.setAttribute(name, value);
      script.replaceWith(again);
    }
    scrollTo({ left: place[0], top: place[1], behavior: "instant" });
  };

  const alike = (one, other) =>
    one && other && one.nodeType === other.nodeType && one.nodeName === other.nodeName && (one.id ?? "") === (other.id ?? "");

  const morph = (old, next) => {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.data !== next.data) old.data = next.data;
      return;
    }
    if (old.isEqualNode(next)) return;
    attributes(old, next);
    const coming = [...next.childNodes];
    let at = old.firstChild;
    for (const child of coming) {
      // What comes next here, or further down: then what stood between is gone.
      let same = at;
      for (let look = 0; same && look < 12 && !fits(same, child); look++) same = same.nextSibling;
      if (!fits(same, child)) same = alike(at, child) ? at : null;
      if (same) {
        while (at !== same) {
          const gone = at;
          at = at.nextSibling;
          gone.remove();
        }
        at = same.nextSibling;
        morph(same, child);
      } else {
        old.insertBefore(document.importNode(child, true), at);
      }
    }
    while (at) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
  };
  const fits = (one, other) => alike(one, other) && (one.isEqualNode(other) || (one.id ?? "") !== "");

  const attributes = (old, next) => {
    // What a reader opened stays open.
    const isOpen = old.localName === "details";
    for (const { name } of [...old.attributes]) if (!next.hasAttribute(name) && !(isOpen && name === "open")) old.removeAttribute(name);
    for (const { name, value } of next.attributes)
      if (old.getAttribute(name) !== value && !(isOpen && name === "open")) old.setAttribute(name, value);
  };

  // A browser keeps few connections to one host: pages nobody looks at give theirs back.
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  listen();
})();
