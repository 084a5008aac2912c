#!/bin/sh
# Rebuilds kg/data/page/vendor/sigma.min.js and its licences. Needs Node; who installs or uses kg does not.
set -eu
cd "$(dirname "$0")"
npm ci --ignore-scripts --omit-lockfile-registry-resolved
out=../kg/data/page/vendor
mkdir -p "$out"
node_modules/.bin/esbuild src/sigma.js --bundle --minify --format=iife --global-name=SigmaKit --outfile="$out/sigma.min.js"
: >"$out/LICENSES.txt"
for name in sigma graphology graphology-utils events; do
  version=$(node -p "require('./node_modules/$name/package.json').version")
  printf '%s %s\n\n' "$name" "$version" >>"$out/LICENSES.txt"
  if [ -f "node_modules/$name/LICENSE.txt" ]; then cat "node_modules/$name/LICENSE.txt" >>"$out/LICENSES.txt"
  elif [ -f "node_modules/$name/LICENSE" ]; then cat "node_modules/$name/LICENSE" >>"$out/LICENSES.txt"
  else node -p "require('./node_modules/$name/package.json').license + ', see ' + (require('./node_modules/$name/package.json').homepage || '')" >>"$out/LICENSES.txt"; fi
  printf '\n\n' >>"$out/LICENSES.txt"
done
