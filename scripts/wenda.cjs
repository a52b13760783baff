#!/usr/bin/env node
// The command of the package: npx wenda ./docs. It is written in ES5, like run.cjs, which checks Node's version.

process.argv.splice(2, 0, 'scripts/wenda');
require('./run.cjs');
