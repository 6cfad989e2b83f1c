import { join } from 'node:path'

import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // What Workers and the runtime print matters only beside a failure.
    silent: 'passed-only',
    projects: [
      {
        resolve: {
          alias: [
            // Tests of one module build nothing.
            { find: /^.*\.generated\/models\.json$/, replacement: join(import.meta.dirname, 'models.json') },
          ],
        },
        test: {
          name: 'unit',
          include: [
            '{apps,packages}/*/{src,openapi}/**/*.test.ts',
            '{harness,scripts,bench,drills,eval}/**/*.test.ts',
          ],
          exclude: ['**/*.{workerd,journey}.test.ts', '**/node_modules/**'],
        },
      },
      // One Worker inside the runtime: *.workerd.test.ts.
      '{apps,packages}/*/vitest.config.ts',
      // Every Worker together, over HTTP.
      {
        test: {
          name: 'journeys',
          include: ['tests/**/*.test.ts', 'drills/**/*.journey.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          // After everything else: a journey starts every Worker and should have the machine to itself.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
