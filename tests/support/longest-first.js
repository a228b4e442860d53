const { relative, sep } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

/** What takes minutes, by path or its beginning. */
const LONG = [
  'tests/proofs/',
  'tests/backoffice/browser',
  'tests/platform/commands',
  'tests/payments/',
];

/**
 * Begins with what takes longest, so that no core has nothing left to do while the last long file runs.
 * Jest knows how long files took only where it ran before; a fresh clone goes by this list. Domain tests,
 * each of which is over in a moment, fill the gaps at the end.
 */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super
      .sort(tests)
      .map((test) => ({ test, rank: rankOf(test) }))
      .sort((one, other) => one.rank - other.rank)
      .map(({ test }) => test);
  }
};

function rankOf({ path, context, duration }) {
  const name = relative(context.config.rootDir, path).split(sep).join('/');
  if (context.config.displayName?.name === 'domain') return 2;
  if (duration !== undefined) return 0;
  return LONG.some((beginning) => name.startsWith(beginning)) ? 0 : 1;
}
