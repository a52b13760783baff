// npm runs this before and after it packs (prepack, postpack): `published.cjs write` turns package.json into the one that
// is published, `published.cjs restore` brings it back.
//
// @xenova/transformers becomes optional there. The bundled model does not need it, it is two thirds of what would be
// downloaded, and the `sharp` that it asks for comes from GitHub: `overrides` fix that here, but npm ignores those of an
// installed package. What only a clone needs (scripts, development packages) goes.
'use strict';

const { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const MANIFEST = path.join(__dirname, '..', 'package.json');
const KEPT = path.join(__dirname, '..', 'dist', 'package.json.kept');
const OPTIONAL = '@xenova/transformers';

function published({ scripts, devDependencies, overrides, allowScripts, dependencies, ...manifest }) {
  const { [OPTIONAL]: version, ...needed } = dependencies;
  return {
    ...manifest,
    dependencies: needed,
    peerDependencies: { [OPTIONAL]: version },
    peerDependenciesMeta: { [OPTIONAL]: { optional: true } },
  };
}

// Also before writing: packing may have been interrupted.
if (existsSync(KEPT)) renameSync(KEPT, MANIFEST);
if (process.argv[2] === 'write') {
  mkdirSync(path.dirname(KEPT), { recursive: true });
  copyFileSync(MANIFEST, KEPT);
  writeFileSync(
    MANIFEST,
    `${JSON.stringify(published(JSON.parse(readFileSync(MANIFEST, 'utf8'))), null, 2)}\n`,
  );
}
