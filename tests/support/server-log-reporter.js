const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { basename, join } = require('node:path');

const LOGS = join(__dirname, '../../.duka-test/logs');
const LINES = 60;

/** Shows what the servers of a failed test file said last. */
module.exports = class ServerLogReporter {
  onTestFileResult({ path }, { numFailingTests, testExecError }) {
    if (!existsSync(LOGS) || (numFailingTests === 0 && !testExecError)) return;
    const mine = readdirSync(LOGS).filter((name) => name.startsWith(`${basename(path)}.`));
    for (const name of mine) {
      const lines = readFileSync(join(LOGS, name), 'utf8').trimEnd().split('\n');
      process.stderr.write(`\n--- ${join(LOGS, name)}\n${lines.slice(-LINES).join('\n')}\n`);
    }
  }
};
