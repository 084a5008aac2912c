/* Search, filters, legend, the list of what is shown, and the buttons of the head. */
function suggest() {
  $("kg-hits").replaceChildren(...find($("kg-search").value).map((n) => el("li", {}, el("button", { type: "button", on: () => choose(n) },
    el("span", { cls: "dot", style: `background:${DATA.types[n.type].color}` }), el("span", {}, n.label), el("span", { cls: "sub" }, n.zh)))));
}
function choose(n) { $("kg-hits").replaceChildren(); $("kg-search").value = nameOf(n); startWith(n.id); }

function legend() {
  const used = { types: new Set(DATA.edges.flatMap((e) => [NODE.get(e.s).type, NODE.get(e.o).type])), predicates: new Set(DATA.edges.map((e) => e.p)) };
  const make = (table, key, cls) => el("button", { type: "button", "aria-pressed": String(!state.filter[table].has(key)), on: () => { const hidden = state.filter[table]; if (!hidden.delete(key)) hidden.add(key); refresh(); } }, el("span", { cls: cls, style: `background:${DATA[table][key].color}` }), termOf(table, key));
  const list = (table, cls) => Object.keys(DATA[table]).filter((key) => used[table].has(key)).map((key) => make(table, key, cls));
  $("kg-legend").replaceChildren(...list("types", "dot"), el("span", { cls: "gap" }), ...list("predicates", "stroke"));
}

function filters() {
  const f = state.filter;
  const pick = (key, options) => {
    const box = el("select", { id: "kg-f-" + key }, ...options.map(([value, text]) => el("option", { value: value }, text)));
    box.value = String(f[key]);
    box.addEventListener("change", () => { f[key] = typeof EVERYTHING[key] === "number" ? Number(box.value) : box.value; refresh(); });
    return el("label", {}, word("f_" + key), box);
  };
  const number = (key, props) => {
    const box = el("input", Object.assign({ id: "kg-f-" + key, type: "number" }, props));
    box.value = f[key] || "";
    box.addEventListener("change", () => { f[key] = typeof EVERYTHING[key] === "number" ? Number(box.value) : box.value; refresh(); });
    return el("label", {}, word("f_" + key), box);
  };
  const check = (key) => { const box = el("input", { id: "kg-f-" + key, type: "checkbox" }); box.checked = f[key]; box.addEventListener("change", () => { f[key] = box.checked; refresh(); }); return el("label", { cls: "check" }, box, word("f_" + key)); };
  const any = [["", word("any")]];
  const rungs = Object.values(DATA.models).sort((a, b) => a.rung - b.rung).map((m) => [String(m.rung), "≥ " + m[state.lang]]);
  const documents = Object.entries(DATA.documents).map(([id, doc]) => [id, doc.title || id]).sort((a, b) => (a[1] < b[1] ? -1 : 1));
  $("kg-filter").replaceChildren(
    pick("language", [...any, ["en", "English"], ["zh", "中文"], ["both", word("both")]]),
    pick("result", [...any, ...["positive", "denied", "no_change"].map((key) => [key, word(key)])]),
    pick("certainty", [...any, ...["asserted", "hedged", "hypothesised"].map((key) => [key, word(key)])]),
    pick("rung", [["0", word("any")], ...rungs]),
    number("primary", { min: 0, max: 99 }), number("belief", { min: 0, max: 1, step: 0.05 }),
    pick("document", [...any, ...documents]), number("from", { min: 1900, max: 2100 }), number("to", { min: 1900, max: 2100 }),
    check("opposed"), check("known"),
    button(word("reset"), () => { Object.assign(f, EVERYTHING, { types: new Set(), predicates: new Set() }); filters(); refresh(); }));
}

const LISTED = 500;
function list(shown) {
  const box = $("kg-list");
  box.hidden = !state.list;
  $("kg-listed").setAttribute("aria-pressed", String(state.list));
  if (!state.list) { box.replaceChildren(); return; }
  const head = ["l_subject", "l_predicate", "l_object", "l_sentences", "l_papers", "belief"];
  const line = (e) => el("tr", {},
    el("td", {}, el("button", { type: "button", cls: "plain", on: () => showNode(e.s) }, nameOf(NODE.get(e.s)))),
    el("td", {}, el("button", { type: "button", cls: "plain", on: () => showEdge(e.id) }, (e.opp.length ? "⚡ " : "") + (e.neg ? notWord(e) : "") + termOf("predicates", e.p))),
    el("td", {}, el("button", { type: "button", cls: "plain", on: () => showNode(e.o) }, nameOf(NODE.get(e.o)))),
    el("td", {}, String(e.m)), el("td", {}, String(e.papers)), el("td", {}, e.belief.toFixed(2)));
  box.replaceChildren(el("table", {}, el("caption", {}, word("shown", { n: shown.length })), el("thead", {}, el("tr", {}, ...head.map((key) => el("th", { scope: "col" }, word(key))))), el("tbody", {}, ...shown.slice(0, LISTED).map(line))),
    shown.length > LISTED ? el("p", { cls: "sub" }, word("more", { n: shown.length - LISTED })) : "");
}

function controls() {
  const search = $("kg-search");
  search.placeholder = word("find"); search.setAttribute("aria-label", word("find"));
  $("kg-lang").textContent = word("lang");
  $("kg-theme").textContent = state.theme === "dark" ? "☾" : state.theme === "light" ? "☀" : "◐";
  $("kg-theme").setAttribute("aria-label", word("theme"));
  $("kg-listed").textContent = word("list");
  $("kg-filtered").textContent = word("filter") + (isFiltered() ? " •" : "");
  $("kg-title").textContent = document.title = DATA.title || word("title");
  $("kg-counts").textContent = word("counts", { n: DATA.nodes.length, e: DATA.edges.length, d: Object.keys(DATA.documents).length });
  const steps = [DATA.limit, 100, 200, 400, 1000, 5000].filter((n, i) => i === 0 || (n > DATA.limit && n < DATA.edges.length));
  const what = $("kg-limit");
  what.setAttribute("aria-label", word("howMany"));
  what.replaceChildren(...steps.map((n) => el("option", { value: n }, `${word("strongest")} ${Math.min(n, DATA.edges.length)}`)), el("option", { value: DATA.edges.length }, word("all")));
  if (![...what.options].some((option) => Number(option.value) === state.limit)) what.append(el("option", { value: state.limit }, `${word("strongest")} ${state.limit}`));
  if (state.start || state.path) what.prepend(el("option", { value: "kept" }, state.path ? word("paths") : `${word("around")} ${nameOf(NODE.get(state.start))}`));
  what.value = state.start || state.path ? "kept" : String(state.limit);
  $("kg-save").replaceChildren(el("option", { value: "" }, word("save")), ...["png", "svg", "csv", "ttl"].map((kind) => el("option", { value: kind }, kind.toUpperCase())));
  $("kg-save").setAttribute("aria-label", word("save"));
}
/* before anything is drawn, so that what is drawn has the colours of the theme */
function dress() {
  document.documentElement.lang = state.lang;
  if (state.theme) document.documentElement.dataset.theme = state.theme; else delete document.documentElement.dataset.theme;
}
