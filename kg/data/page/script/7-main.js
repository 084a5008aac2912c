/* Puts the page together: what is shown, and what happens on a click. */
let lastShown = [];
const hear = {
  node: (id) => showNode(id), edge: (id) => showEdge(id), nothing: () => showHint(), twice: (id) => expand(id),
  ready: () => { document.body.dataset.ready = "1"; },
};
const BOXES = 300; // things that are drawn as boxes with names where discs can be drawn, too
const boxes = visEngine(hear);
let discs = null, engine = boxes;
function take(count) {
  const many = DATA.engine === "sigma" && count > BOXES;
  $("kg-many").hidden = !many;
  if (many) discs = discs || sigmaEngine(hear);
  engine = many ? discs : boxes;
}
function mark() { engine.mark(); remember(); }
function draw() {
  dress();
  lastShown = chosen();
  const wanted = new Set(lastShown.flatMap((e) => [e.s, e.o]));
  if (state.start) wanted.add(state.start);
  take(wanted.size);
  engine.draw(lastShown, wanted);
  $("kg-shown").textContent = word("shown", { n: lastShown.length });
  list(lastShown);
  controls();
  engine.mark();
  remember();
}
function refresh() { legend(); draw(); }
/* expand adds the neighbours of a thing; alone shows nothing but them */
function expand(id) { state.path = null; state.opened.add(id); draw(); showNode(id); engine.look(id); }
function startWith(id) { state.path = null; state.start = id; state.opened = new Set(); draw(); showNode(id); }

$("kg-search").addEventListener("input", suggest);
$("kg-search").addEventListener("keydown", (event) => {
  if (event.key === "Enter") { const hit = find($("kg-search").value, 1)[0]; if (hit) choose(hit); }
  else if (event.key === "Escape") $("kg-hits").replaceChildren();
  else if (event.key === "ArrowDown") { const first = $("kg-hits").querySelector("button"); if (first) { event.preventDefault(); first.focus(); } }
});
$("kg-hits").addEventListener("keydown", (event) => {
  const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key], item = event.target.closest("li");
  if (event.key === "Escape") { $("kg-hits").replaceChildren(); $("kg-search").focus(); }
  if (!step || !item) return;
  event.preventDefault();
  (item[step] ? item[step].querySelector("button") : $("kg-search")).focus();
});
$("kg-lang").addEventListener("click", () => { state.lang = state.lang === "en" ? "zh" : "en"; filters(); legend(); draw(); again(); });
$("kg-theme").addEventListener("click", () => { state.theme = { "": "dark", dark: "light", light: "" }[state.theme]; draw(); });
$("kg-listed").addEventListener("click", () => { state.list = !state.list; list(lastShown); remember(); });
$("kg-filtered").addEventListener("click", () => { const box = $("kg-filter"); box.hidden = !box.hidden; $("kg-filtered").setAttribute("aria-expanded", String(!box.hidden)); });
$("kg-save").addEventListener("change", () => { const kind = $("kg-save").value; $("kg-save").value = ""; if (kind) save(kind); });
$("kg-limit").addEventListener("change", () => { if ($("kg-limit").value === "kept") return; state.start = ""; state.path = null; state.opened = new Set(); state.limit = Number($("kg-limit").value); draw(); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
addEventListener("hashchange", () => { if (location.hash.replace(/^#/, "") === written) return; fromAddress(location.hash); filters(); legend(); draw(); again(); });
window.kgPage = { data: DATA, state: state, engine: () => engine, find: find, paths: paths, showEdge: showEdge, showNode: showNode, showPaths: showPaths, startWith: startWith, expand: expand, files: SAVE, draw: draw, shown: () => lastShown };
fromAddress(location.hash);
filters(); legend(); draw(); again();
