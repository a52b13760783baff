// Starts a command: node scripts/run.cjs src/main [options]. This file only checks Node's version; compiled.cjs does the
// rest. It is written in ES5 (eslint.config.js enforces that), so that an older Node prints the sentence instead of a
// SyntaxError.

/** What package.json states, such as ">=20.12". */
var wanted = require('../package.json').engines.node.replace('>=', '');
var parts = wanted.split('.').map(Number);
var current = process.versions.node.split('.').map(Number);

if (current[0] < parts[0] || (current[0] === parts[0] && current[1] < parts[1])) {
  process.stderr.write('Wenda needs Node.js ' + wanted + ' or newer, this is ' + process.version + ': ');
  process.stderr.write('install a newer one (https://nodejs.org), then install Wenda again.\n');
  process.exit(2);
}
require('./compiled.cjs');
