/* The editor of the query page: colours, what is wrong with the query, and completion with our words and the things of the graph. */
"use strict";
const WORDS = ["SELECT", "DISTINCT", "WHERE", "FILTER", "OPTIONAL", "UNION", "GROUP BY", "ORDER BY", "LIMIT", "COUNT", "CONSTRUCT", "DESCRIBE", "ASK", "VALUES", "MINUS", "BIND", "EXISTS", "LANG", "CONTAINS"];
const OFFERED = 14, FOUND = 6;

/* Returns the word before the cursor, with letters of any script; "a:b-c" is one word, "?x" is none of ours. */
function wordBefore(editor) {
  const at = editor.getCursor();
  const word = /[?$]?[\p{L}\p{N}_:.-]*$/u.exec(editor.getLine(at.line).slice(0, at.ch))[0];
  return { text: word, from: { line: at.line, ch: at.ch - word.length }, to: at };
}
/* What may stand here: a class after "a", a predicate where the grammar has a place for "a", else either. */
function wanted(editor, word) {
  if (/(^|\s)(a|rdf:type)\s*$/.test(editor.getRange({ line: Math.max(0, word.from.line - 1), ch: 0 }, word.from))) return "class";
  return (editor.getTokenAt(word.to, true).state.possibleCurrent || []).includes("a") ? "predicate" : "";
}
function known(vocabulary, word, kind) {
  const low = word.toLowerCase(), has = (text) => (text || "").toLowerCase().includes(low), starts = (text) => (text || "").toLowerCase().startsWith(low);
  const local = (name) => name.slice(name.indexOf(":") + 1);
  const rank = (n) => (starts(n.name) || starts(local(n.name)) || starts(n.zh) ? 0 : 1) + (kind && n.kind !== kind ? 2 : 0);
  const names = vocabulary.names.filter((n) => has(n.name) || has(n.en) || has(n.zh)).map((n) => [rank(n), n]).sort((a, b) => a[0] - b[0] || a[1].name.localeCompare(b[1].name));
  return [
    ...names.map(([, n]) => [n.name, `${n.en} ${n.zh}`]),
    ...Object.keys(vocabulary.prefixes).filter((p) => starts(p)).map((p) => [p + ":", vocabulary.prefixes[p]]),
    ...WORDS.filter((w) => starts(w)).map((w) => [w, ""]),
  ].filter(([name]) => name !== word).slice(0, OFFERED);
}
async function things(word) {
  const answer = await fetch("/api/search?" + new URLSearchParams({ q: word, limit: FOUND }));
  if (!answer.ok) return [];
  return (await answer.json()).filter((one) => /^[a-z]+:[\w-]+$/.test(one.id)).map((one) => [one.id, `${one.label} ${one.labelZh || ""}`]);
}
/* Puts what was chosen in place of the word as it stands now: letters typed since the offer was made belong to it. */
function take(editor, _, chosen) {
  const word = wordBefore(editor);
  editor.replaceRange(chosen.text, word.from, word.to, "complete");
}
function makeHint(vocabulary) {
  return async (editor) => {
    const word = wordBefore(editor), asked = word.text;
    if (!asked || /^[?$]/.test(asked)) return null;
    const plain = asked.replace(/^(lex|ent|kg):/, "");
    const found = /..|\p{Script=Han}/u.test(plain) ? await things(plain) : [];
    const ours = known(vocabulary, asked, wanted(editor, word)), seen = new Set(ours.map(([name]) => name));
    const all = [...ours, ...found.filter(([name]) => !seen.has(name))];
    return { from: word.from, to: word.to, list: all.map(([text, what]) => ({ text: text, hint: take, render: (node) => { const said = document.createElement("span"); said.className = "sub"; said.textContent = " " + what; node.append(text, said); } })) };
  };
}
/* Returns the first thing that is not SPARQL as {line, at, text}, or null. */
function firstError(editor) {
  for (let line = 0; line < editor.lineCount(); line++) {
    const token = editor.getTokenAt({ line: line, ch: editor.getLine(line).length }, true), state = token.state;
    if (state.OK !== false) continue;
    const expected = (state.possibleCurrent || []).slice(0, 8).join(" ");
    return { line: line, text: `line ${line + 1} 第 ${line + 1} 行: ${state.errorMsg || "expected " + expected}` };
  }
  return null;
}
function makeEditor(area, vocabulary, then) {
  const { CodeMirror } = EditorKit;
  CodeMirror.defineMode("sparql of kg", (config) => { // the endpoint knows our prefixes without their being declared
    const mode = CodeMirror.getMode(config, "sparql11"), start = mode.startState;
    return { ...mode, startState: () => { const state = start(); Object.assign(state.prefixes, vocabulary.prefixes); return state; } };
  });
  const editor = CodeMirror.fromTextArea(area, {
    mode: "sparql of kg", lineNumbers: true, lineWrapping: true, matchBrackets: true, autoCloseBrackets: true, viewportMargin: Infinity,
    screenReaderLabel: "SPARQL", gutters: ["wrong", "CodeMirror-linenumbers"], hintOptions: { hint: makeHint(vocabulary), completeSingle: false, closeCharacters: /[\s(){}[\];>,]/ },
    extraKeys: { "Ctrl-Enter": then.run, "Cmd-Enter": then.run, "Ctrl-Space": "autocomplete", Tab: false, "Shift-Tab": false }, // Tab leaves the editor
  });
  const check = () => {
    const error = firstError(editor);
    editor.clearGutter("wrong");
    if (error) { const mark = document.createElement("span"); mark.className = "wrong-mark"; mark.textContent = "●"; mark.title = error.text; editor.setGutterMarker(error.line, "wrong", mark); }
    then.said(error ? error.text : "");
  };
  let later = 0;
  editor.on("changes", () => { // a pasted query of thousands of lines is looked through when the hand rests
    clearTimeout(later);
    if (editor.lineCount() <= 500) check(); else later = setTimeout(check, 500);
  });
  editor.on("inputRead", (_, change) => { if (!editor.state.completionActive && change.origin !== "paste" && /[\w:.-]{2}$|\p{Script=Han}$/u.test(wordBefore(editor).text)) editor.showHint(); });
  editor.on("keydown", (_, event) => { // show-hint swallows Enter while an offer is being brought up to date; what is seen is taken; an input method has its own Enter
    const offer = editor.state.completionActive && editor.state.completionActive.widget;
    if (event.key === "Enter" && offer && !event.isComposing && !event.ctrlKey && !event.metaKey) { event.preventDefault(); offer.pick(); }
  });
  return editor;
}
