// What `npm run test:real` runs: our main path against third-party programs from Debian packages.
import { defineConfig } from 'vitest/config'
import './test/support/compile-cache.ts'

export default defineConfig({
  test: {
    globalSetup: ['test/support/built-desk.ts'],
    include: ['test/real/**/*.test.ts'],
    expect: { requireAssertions: true },
    pool: 'forks',
    isolate: false,
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
})
