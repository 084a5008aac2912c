/* The editor of the query page: CodeMirror with the SPARQL 1.1 grammar of YASQE, and nothing of YASQE that asks the network. */
import CodeMirror from "codemirror";
import "codemirror/addon/edit/closebrackets.js";
import "codemirror/addon/edit/matchbrackets.js";
import "codemirror/addon/hint/show-hint.js";
import sparql from "@triply/yasqe/grammar/tokenizer.ts";

CodeMirror.defineMode("sparql11", sparql);
export { CodeMirror };
