// What `npm test` runs: everything that needs nothing but npm.
import { defineConfig } from 'vitest/config'
import './test/support/compile-cache.ts'

/** Rooms whose tests open no process, no socket and no thread, and change nothing outside themselves: one fork does many of them. */
const rooms = ['console', 'media', 'monitoring', 'scene-gen', 'stage', 'avatar/lips', 'avatar/script']
const pure = rooms.map(room => `test/${room}/**/*.test.ts`)
const real = 'test/real/**'

export default defineConfig({
  test: {
    globalSetup: ['test/support/built-desk.ts'],
    expect: { requireAssertions: true },
    mockReset: true,
    pool: 'forks',
    maxWorkers: 3, // many wait more than they compute; two cores carry three
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: { name: 'processes', include: ['test/**/*.test.ts'], exclude: [real, ...pure] },
      },
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
    ],
  },
})
