import { availableParallelism } from 'node:os'
import { join } from 'node:path'

import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // What Workers and the runtime print matters only beside a failure.
    silent: 'passed-only',
    // Vitest would leave one core of two idle.
    maxWorkers: availableParallelism(),
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
          // Importing takes longer than most tests; what one file does to a module, it undoes.
          isolate: false,
          testTimeout: 20_000,
          // After those of the runtime: projects side by side must have as many workers, and those have one.
          sequence: { groupOrder: 1 },
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
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A shared machine stalls now and then. What is broken fails twice; the report names what ran again.
          retry: process.env['CI'] === undefined ? 0 : 1,
          // A journey mostly waits: for queues, alarms and settlements.
          maxWorkers: 3,
          // After everything else: a journey starts every Worker and needs the machine.
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
