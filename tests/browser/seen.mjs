// Functions that run inside a page and return plain values. Each stands alone: it is sent as text.

/// What sort of page this is: its kind with its state and marks, so that each sort is looked at once.
export function sort() {
  const mark = (selector, pattern) => document.querySelector(selector)?.className.match(pattern)?.[0];
  const parts = [
    document.body.className.match(/page-([\w-]+)/)?.[1] ?? "redirect",
    mark("main .article-head .band", /is-[\w-]+/),
    mark("main .banner", /banner-[\w-]+/),
    mark(".mark", /mark-[\w-]+/),
    document.querySelector(".pager [rel=prev]") && "later-page",
    document.documentElement.dir === "rtl" && "rtl",
  ];
  return parts.filter(Boolean).join(" ");
}

/// What a page needs in order to be read at all, and the addresses it points to.
export function essentials() {
  const main = document.querySelector("main");
  const problems = [];
  if (!document.documentElement.lang) problems.push("no language");
  if (!document.title.trim()) problems.push("no title");
  if (document.querySelectorAll("h1").length !== 1) problems.push("not exactly one h1");
  if (!main || main.innerText.trim().length < 20) problems.push("next to no text in main");
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6"))
    if (!heading.textContent.trim()) problems.push(`empty ${heading.localName}`);
  const seen = new Map();
  for (const heading of document.querySelectorAll("main :is(h1, h2)")) {
    const words = heading.textContent.trim();
    if (seen.has(words) && !heading.closest(".card")) problems.push(`two headings say “${words}”`);
    seen.set(words, heading);
  }
  for (const list of document.querySelectorAll("ul, ol, dl, tbody")) if (!list.children.length) problems.push(`empty ${list.localName}`);
  for (const section of document.querySelectorAll("section, aside, nav")) if (!section.textContent.trim()) problems.push(`empty ${section.localName}`);
  if (/\{\w+\}|\bundefined\b|\{\{|\{%/.test(main?.innerText.replace(/`[^`]*`/g, "") ?? "") && !main.querySelector("pre, code")) problems.push("an unfilled place in the text");
  for (const image of document.images) if (!image.hasAttribute("alt")) problems.push(`no alt: ${image.src}`);
  const links = [...document.querySelectorAll("a[href], link[href], area[href]")].map((link) => new URL(link.getAttribute("href"), document.baseURI).href);
  const anchors = [...document.querySelectorAll("[id]")].map((element) => element.id);
  return { problems, links, anchors };
}

/// Parts that leave the window sideways, or whose text is cut by their own box.
export function spills() {
  const width = document.documentElement.clientWidth;
  const found = [];
  const name = (element) => `${element.localName}${element.className?.baseVal === undefined && element.className ? "." + element.className.split(" ")[0] : ""} “${element.textContent.trim().slice(0, 40)}”`;
  if (document.scrollingElement.scrollWidth > width) found.push(`the page is ${document.scrollingElement.scrollWidth} px wide`);
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest(".visually-hidden, .skip, .table-scroll, pre, svg, details:not([open])")) continue;
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    if (box.right > width + 1 || box.left < -1) found.push(`outside the window: ${name(element)}`);
    const style = getComputedStyle(element);
    if (/hidden|clip/.test(style.overflowX + style.overflowY) && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)) found.push(`cut: ${name(element)}`);
  }
  return found.slice(0, 5);
}

/// Texts and marks that leave the drawing they are in, and texts that are drawn too small.
export function cut() {
  const found = [];
  for (const drawing of document.querySelectorAll("svg.drawn")) {
    if (!drawing.checkVisibility()) continue;
    const edge = drawing.getBoundingClientRect();
    for (const part of drawing.querySelectorAll("text, .hit, .full, .pale, .sign")) {
      const box = part.getBoundingClientRect();
      const outside = box.left < edge.left - 1 || box.right > edge.right + 1 || box.top < edge.top - 1 || box.bottom > edge.bottom + 1;
      if (outside) found.push(`outside its drawing: ${part.localName} “${part.closest("a, g, text").textContent.trim().slice(0, 40)}”`);
      const size = (parseFloat(getComputedStyle(part).fontSize) * edge.width) / drawing.viewBox.baseVal.width;
      if (part.localName === "text" && size < 11) found.push(`drawn at ${size.toFixed(1)} px: “${part.textContent.slice(0, 40)}”`);
    }
  }
  return found.slice(0, 5);
}

/// Texts that lie over each other, line by line.
export function overlaps() {
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility({ visibilityProperty: true }) || parent.closest(".visually-hidden, .skip, sup, sub, title, desc, option, script, style")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      // Letters fill the middle of their line; the rest is air that may overlap.
      const air = box.height * 0.22;
      if (box.width > 2) lines.push({ left: box.left + 1, right: box.right - 1, top: box.top + air, bottom: box.bottom - air, node });
    }
  }
  lines.sort((a, b) => a.top - b.top);
  const found = new Set();
  lines.forEach((line, index) => {
    for (let next = index + 1; next < lines.length && lines[next].top < line.bottom; next++) {
      const other = lines[next];
      if (other.node !== line.node && other.left < line.right && line.left < other.right) found.add(`“${line.node.data.trim().slice(0, 30)}” over “${other.node.data.trim().slice(0, 30)}”`);
    }
  });
  return [...found].slice(0, 5);
}

/// Whether the focused part can be seen: inside the page, with a ring that differs from no ring.
export function focus() {
  const element = document.activeElement;
  if (!element || element === document.body) return { done: true };
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const again = element.dataset.reached !== undefined;
  element.dataset.reached = "";
  return { done: again, ring, visible: box.width > 1 && box.height > 1, name: `${element.localName} “${element.textContent.trim().slice(0, 40)}”` };
}
