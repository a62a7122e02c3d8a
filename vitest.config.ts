// What `npm test` runs: everything that needs nothing but npm.
import { defineConfig } from 'vitest/config'
import './test/support/compile-cache.ts'

export default defineConfig({
  test: {
    globalSetup: ['test/support/built-desk.ts'],
    include: ['test/**/*.test.ts'],
    exclude: ['test/real/**'],
    expect: { requireAssertions: true },
    mockReset: true,
    pool: 'forks',
    isolate: false, // what a test opens it closes: with a process for each file a quarter of the time went into loading
    maxWorkers: 3, // many wait more than they compute; two cores carry three
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
