/* The query page: what comes back is a table or a graph, and can be saved. All answers go in as text. */
"use strict";
const $ = (id) => document.getElementById(id);
let box = null; // the editor, once the vocabulary is there
let vocabulary = { prefixes: {}, names: [], questions: [], tables: [], graphs: [] }, running = null, last = null;

function el(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props || {})) node.setAttribute(key, value);
  node.append(...children);
  return node;
}
function short(iri) {
  let best = "";
  for (const [prefix, base] of Object.entries(vocabulary.prefixes)) if (iri.startsWith(base) && base.length > (vocabulary.prefixes[best] || "").length) best = prefix;
  return best ? best + ":" + iri.slice(vocabulary.prefixes[best].length) : iri;
}

/* ---- running ---- */
const ANY = "application/sparql-results+json, application/n-triples;q=0.9";
async function ask(accept) {
  running = new AbortController();
  $("stop").disabled = false;
  try {
    return await fetch("/sparql", { method: "POST", headers: { "Content-Type": "application/sparql-query; charset=utf-8", Accept: accept }, body: box.getValue(), signal: running.signal });
  } finally { $("stop").disabled = true; }
}
async function run() {
  const start = performance.now();
  $("said").textContent = "…";
  try {
    const answer = await ask(ANY), text = await answer.text(), took = ((performance.now() - start) / 1000).toFixed(2) + " s";
    if (!answer.ok) { last = null; $("answer").replaceChildren(el("pre", { class: "bad" }, text)); $("said").textContent = String(answer.status); return; }
    last = (answer.headers.get("Content-Type") || "").includes("json") ? fromJson(JSON.parse(text)) : fromTriples(text);
    $("said").textContent = `${last.rows.length} rows · ${took}`;
    location.replace("#" + new URLSearchParams({ query: box.getValue() }));
    show();
  } catch (error) {
    $("said").textContent = error.name === "AbortError" ? "stopped 已停止" : String(error);
  }
}
function fromJson(data) {
  if ("boolean" in data) return { head: ["answer"], rows: [[{ type: "literal", value: String(data.boolean) }]] };
  return { head: data.head.vars, rows: data.results.bindings.map((row) => data.head.vars.map((name) => row[name] || null)) };
}
function fromTriples(text) {
  const term = (raw) => (raw.startsWith("<") ? { type: "uri", value: raw.slice(1, -1) } : { type: "literal", value: raw.replace(/^"((?:[^"\\]|\\.)*)".*$/s, (_, inner) => JSON.parse('"' + inner.replace(/\\U([0-9A-F]{8})/g, (__, hex) => String.fromCodePoint(parseInt(hex, 16))) + '"')) });
  const rows = [...text.matchAll(/^(<[^>]*>|_:\S+) (<[^>]*>) (.+) \.$/gm)].map((found) => found.slice(1, 4).map(term));
  return { head: ["subject", "predicate", "object"], rows: rows };
}
const SHOWN = 2000;
function cell(value) {
  if (!value) return el("td", {}, "");
  if (value.type !== "uri") return el("td", value["xml:lang"] ? { lang: value["xml:lang"] } : {}, value.value);
  const name = short(value.value);
  const leads = /^(lex|ent):/.test(name) ? "/around/" + encodeURIComponent(name) : /^https?:\/\//.test(value.value) ? value.value : "";
  return el("td", {}, leads ? el("a", { href: leads, rel: "noreferrer noopener" }, name) : name);
}
function show() {
  const graph = $("graph").getAttribute("aria-pressed") === "true";
  $("drawing").hidden = !graph;
  $("answer").hidden = graph;
  if (!last) return;
  if (graph) { draw(); return; }
  $("answer").replaceChildren(el("table", {}, el("thead", {}, el("tr", {}, ...last.head.map((name) => el("th", { scope: "col" }, name)))), el("tbody", {}, ...last.rows.slice(0, SHOWN).map((row) => el("tr", {}, ...row.map(cell))))), last.rows.length > SHOWN ? el("p", { class: "sub" }, `and ${last.rows.length - SHOWN} more`) : "");
}
/* first and last column are the ends of an arrow, the one between them its name */
function draw() {
  const nodes = new Map(), edges = [], width = last.head.length;
  for (const row of last.rows.slice(0, 400)) {
    const ends = [row[0], row[Math.min(2, width - 1)]];
    if (width < 2 || ends.some((end) => !end)) continue;
    for (const end of ends) nodes.set(end.value, { id: end.value, label: end.type === "uri" ? short(end.value) : end.value.slice(0, 60), shape: "box" });
    edges.push({ from: ends[0].value, to: ends[1].value, arrows: "to", label: width > 2 && row[1] ? short(row[1].value).replace(/^kg:/, "") : "", font: { size: 11 } });
  }
  new vis.Network($("drawing"), { nodes: [...nodes.values()], edges: edges }, { layout: { randomSeed: 7 }, nodes: { color: { background: "#cfe3f7", border: "#7da7cf" }, font: { color: "#1d2329" } }, physics: { stabilization: { iterations: 200 }, solver: "forceAtlas2Based" } });
}
for (const [on, off] of [["table", "graph"], ["graph", "table"]]) $(on).addEventListener("click", () => { $(on).setAttribute("aria-pressed", "true"); $(off).setAttribute("aria-pressed", "false"); show(); });
$("run").addEventListener("click", run);
$("stop").addEventListener("click", () => running && running.abort());
const SAVED = { CSV: "text/csv", TSV: "text/tab-separated-values", JSON: "application/sparql-results+json", XML: "application/sparql-results+xml", Turtle: "text/turtle", "JSON-LD": "application/ld+json" };
$("as").append(...Object.keys(SAVED).map((name) => el("option", { value: name }, name)));
$("as").addEventListener("change", async () => {
  const name = $("as").value;
  $("as").value = "";
  if (!name) return;
  const answer = await ask(SAVED[name]);
  if (!answer.ok) { $("said").textContent = await answer.text(); return; }
  const a = el("a", { href: URL.createObjectURL(await answer.blob()), download: "answer." + { CSV: "csv", TSV: "tsv", JSON: "json", XML: "xml", Turtle: "ttl", "JSON-LD": "jsonld" }[name] });
  a.click();
});
$("question").addEventListener("change", () => { const found = vocabulary.questions.find((q) => q.name === $("question").value); if (found) { box.setValue(found.text); run(); } });

fetch("/vocabulary.json").then((answer) => answer.json()).then((data) => {
  vocabulary = data;
  $("question").append(...data.questions.map((q) => el("option", { value: q.name }, `${q.name}: ${q.asks}`)));
  const given = new URLSearchParams(location.hash.slice(1)).get("query");
  box = makeEditor($("query"), vocabulary, { run: run, said: (text) => ($("wrong").textContent = text) });
  box.setValue(given || "SELECT ?subject ?predicate ?object {\n  VALUES ?p { kg:increases kg:decreases }\n  ?s ?p ?o .\n  ?s skos:prefLabel ?subject . ?o skos:prefLabel ?object . ?p rdfs:label ?predicate\n  FILTER(LANG(?subject) = \"en\" && LANG(?object) = \"en\")\n} LIMIT 50\n");
  document.body.dataset.ready = "1";
});
