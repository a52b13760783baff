// Preloaded into a command: records the options of its parser as JSON.
'use strict';
const { writeFileSync } = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const util = require('node:util');

const { parseArgs } = util;
util.parseArgs = (config) => {
  writeFileSync(process.env.OPTIONS_FILE, JSON.stringify(Object.keys(config.options)));
  return parseArgs(config);
};
syncBuiltinESMExports();
