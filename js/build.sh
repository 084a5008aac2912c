#!/bin/sh
# Rebuilds what kg/data/page/vendor holds: sigma for large graphs, the editor of the query page, their licences. Needs Node; who installs or uses kg does not.
set -eu
cd "$(dirname "$0")"
npm ci --ignore-scripts --legacy-peer-deps --omit-lockfile-registry-resolved # all of YASGUI is a peer of YASQE; its grammar stands alone
out=../kg/data/page/vendor
mkdir -p "$out"
node_modules/.bin/esbuild src/sigma.js --bundle --minify --format=iife --global-name=SigmaKit --outfile="$out/sigma.min.js"
node_modules/.bin/esbuild src/editor.js --bundle --minify --format=iife --global-name=EditorKit --outfile="$out/editor.min.js"
node_modules/.bin/esbuild src/editor.css --bundle --minify --outfile="$out/editor.min.css"
: >"$out/LICENSES.txt"
for name in sigma graphology graphology-utils events codemirror @triply/yasqe; do
  version=$(node -p "require('./node_modules/$name/package.json').version")
  printf '%s %s\n\n' "$name" "$version" >>"$out/LICENSES.txt"
  if [ -f "node_modules/$name/LICENSE.txt" ]; then cat "node_modules/$name/LICENSE.txt" >>"$out/LICENSES.txt"
  elif [ -f "node_modules/$name/LICENSE" ]; then cat "node_modules/$name/LICENSE" >>"$out/LICENSES.txt"
  else node -p "require('./node_modules/$name/package.json').license + ', see ' + (require('./node_modules/$name/package.json').homepage || '')" >>"$out/LICENSES.txt"; fi
  printf '\n\n' >>"$out/LICENSES.txt"
done
