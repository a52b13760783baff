// Starts a command: node scripts/run.cjs src/main [options]. Here only Node's version is looked at; compiled.cjs does the rest.
// ES5 alone is written here (eslint.config.js sees to it): an older Node has to get as far as the sentence instead of ending
// with a SyntaxError.
'use strict';

/** What package.json states, such as ">=20.12". */
var wanted = require('../package.json').engines.node.replace('>=', '');
var parts = wanted.split('.').map(Number);
var current = process.versions.node.split('.').map(Number);

if (current[0] < parts[0] || (current[0] === parts[0] && current[1] < parts[1])) {
  process.stderr.write('Wenda needs Node.js ' + wanted + ' or newer, this is ' + process.version + ': ');
  process.stderr.write('install a newer one (https://nodejs.org), then run npm ci again.\n');
  process.exit(2);
}
require('./compiled.cjs');
