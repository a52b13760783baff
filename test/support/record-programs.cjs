// Preloaded into a command and everything that it starts: each writes its program down, one a line.
'use strict';
const { appendFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

if (isMainThread) appendFileSync(process.env.PROGRAMS_FILE, `${process.argv[1]}\n`);
