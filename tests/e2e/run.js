// Runs the files of browser tests one after the other. A file with a failure runs once more, and is told of as flaky when it passes then:
// a browser on a busy machine may lose a race that no person would notice. A failure that stays is a failure.

import { spawn } from 'node:child_process';

const FILES = [
  'access', 'budgets', 'chamber', 'compose', 'desk_abuse', 'desk_invalid', 'desk_keys', 'desk_look', 'desk_many', 'desk_papers', 'desk_record', 'desk_words',
  'feed', 'host', 'journey', 'keyboard', 'layout', 'mine', 'network', 'noscript', 'share', 'video',
];
/** A file may take this long, in ms: more than any does, and less than a reader of the results waits. */
const TIMEOUT_MS = 600_000;

function passes(name) {
  const tests = spawn(process.execPath, ['--test', `--test-timeout=${TIMEOUT_MS}`, `${name}.test.js`], { stdio: 'inherit' });
  return new Promise((done) => tests.once('exit', (code) => done(code === 0)));
}

const wanted = process.argv.slice(2);
const flaky = [];
const failed = [];
for (const name of wanted.length > 0 ? wanted : FILES) {
  if (await passes(name)) continue;
  console.log(`\n${name}: once more\n`);
  (await passes(name) ? flaky : failed).push(name);
}
if (flaky.length > 0) console.log(`FLAKY: ${flaky.join(', ')}`);
if (failed.length > 0) console.log(`FAILED: ${failed.join(', ')}`);
process.exit(failed.length > 0 ? 1 : 0);
