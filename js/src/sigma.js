// What the page takes from sigma.js and graphology: see build.sh.
export { MultiDirectedGraph } from "graphology";
export { default as Sigma } from "sigma";
