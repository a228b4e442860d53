/** Only the tests of behaviour need a database and a server; domain tests start at once. */
const shared = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/\\.duka'],
};

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    {
      ...shared,
      displayName: 'domain',
      testMatch: ['<rootDir>/{src,config,scripts,emulators}/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'behaviour',
      testMatch: ['<rootDir>/tests/**/*.test.ts'],
      globalSetup: '<rootDir>/tests/support/global-setup.ts',
      globalTeardown: '<rootDir>/tests/support/global-teardown.ts',
      setupFilesAfterEnv: ['<rootDir>/tests/support/patience.ts'],
    },
  ],
  reporters: ['default', '<rootDir>/tests/support/server-log-reporter.js'],
  testSequencer: '<rootDir>/tests/support/longest-first.js',
  maxWorkers: 3,
};
