// What the search finds, as items of a list: for the page of the search and for lists that are narrowed down. They are
// made of the page's own <template> and of texts, never of HTML. What reads and ranks is in search-index.js.

/// Opens the index. `texts` are the data- attributes of the element that says where it is, and the words to be said.
/// Gives `index`, `item(record, words)`, `counted(number)` of results, and `filled(text, values)`.
export async function open(texts) {
  const reader = await import(texts.reader);
  const read = async (name, isFresh) => {
    const response = await fetch(texts.files + name, isFresh ? { cache: "no-cache" } : {});
    if (!response.ok) throw new Error(`${response.status} for ${name}`);
    return response.text();
  };
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const counted = (count) => {
    const forms = JSON.parse(texts.results);
    const form = new Intl.PluralRules(document.documentElement.lang).select(count);
    return filled(forms[form] ?? forms.other, { n: count });
  };

  const put = (part, text) => (text ? (part.textContent = text) : part.remove());
  const putMarked = (part, pieces) => {
    for (const { text, isMarked } of pieces) {
      const node = isMarked ? document.createElement("mark") : document.createTextNode("");
      node.textContent = text;
      part.append(node);
    }
  };

  // As notice.js does: a reader's clock may be wrong, but what has begun or ended at the build has.
  const order = ["scheduled", "active", "expired"];
  const stateOf = ({ state, word, from, until }) => {
    const now = Date.now();
    const is = until && Date.parse(until) <= now ? "expired" : from && now < Date.parse(from) ? "scheduled" : "active";
    return order.includes(state) && order.indexOf(is) > order.indexOf(state) ? { state: is, word: texts[is] } : { state, word };
  };

  const item = (record, words) => {
    const made = document.getElementById("search-result").content.cloneNode(true);
    const part = (name) => made.querySelector(`[data-part=${name}]`);
    const { state, word } = stateOf(record);
    if (state) made.querySelector("article").classList.add(`is-${state}`);
    const kind = part("kind");
    kind.className = `k-${record.kind}`;
    const shape = document.querySelector(`template[data-kind="${record.kind}"]`);
    kind.append(shape ? shape.content.cloneNode(true) : "", record.label ?? "");
    const date = document.createElement(record.iso ? "time" : "span");
    if (record.iso) date.dateTime = record.iso;
    date.textContent = record.date ?? "";
    part("date").replaceWith(date);
    const sign = part("state");
    if (state) sign.classList.add(`state-${state}`);
    put(sign, word);
    put(part("mark"), record.mark);
    const title = part("title");
    title.href = record.url;
    putMarked(title, reader.marked(record.title, words));
    const whole = [record.summary, record.text].filter(Boolean).join("\n");
    const passage = (words.length && reader.passage(whole, words)) || record.summary || beginning(record.text ?? "");
    if (passage) putMarked(part("passage"), reader.marked(passage, words));
    else part("passage").remove();
    return made;
  };

  const beginning = (text) => (text.length > 220 ? `${text.slice(0, 220).replace(/\s+\S*$/, "")} …` : text);

  return { index: await reader.open(read), item, counted, filled };
}
