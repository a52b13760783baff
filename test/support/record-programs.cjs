// Preloaded into a command and all its child processes: each records its program, one per line.
'use strict';
const { appendFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

if (isMainThread) appendFileSync(process.env.PROGRAMS_FILE, `${process.argv[1]}\n`);
