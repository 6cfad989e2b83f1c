import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { runCommand } from '@bulkhead/harness/run-command'
import { expect, test, vi } from 'vitest'

import { copyWorkspace } from '../../drills/mutants/runner/copy-workspace.ts'
import { before } from './change.ts'
import { fileNameOf, newRoute } from './new-route.ts'
import { newWorker } from './new-worker.ts'

// Copies the workspace and runs the type checker over what changed.
vi.setConfig({ testTimeout: 120_000 })

test.each([
  ['/v1/reports', 'reports'],
  ['/v1/reports/:id', 'report'],
  ['/v1/reports/:id/lines', 'report-lines'],
  ['/v1/sessions/:id/messages/:messageId/stream', 'session-message-stream'],
  ['/v1/chat/completions', 'chat-completions'],
])('%s is in a file named for it: %s', (path, name) => {
  expect(fileNameOf(path)).toBe(name)
})

test('refuses what is no path, no method and no name', () => {
  const route = { path: '/v1/reports', method: 'GET', scope: 'chat' }

  expect(() => newRoute({ ...route, path: '/reports' })).toThrow('/reports is not a path')
  expect(() => newRoute({ ...route, method: 'LOOK' })).toThrow('LOOK is none of')
  expect(() => newWorker('../reports')).toThrow('../reports is not a name')
})

test('an edit that has no place, or two, is an error', () => {
  expect(before('b', 'x')('abc')).toBe('axbc')
  expect(() => before('b', 'x')('ac')).toThrow('not 0')
  expect(() => before('b', 'x')('abb')).toThrow('not 2')
})

const bin = (name: string, program = name) => `node_modules/${name}/bin/${program}`

const GENERATED = [
  ['scripts/new/main.ts', 'route', '/v1/reports', '--method', 'POST'],
  ['scripts/new/main.ts', 'route', '/v1/reports/:id', '--scope', 'search'],
  ['scripts/new/main.ts', 'worker', 'report-lines'],
]

const CHECKS = [
  [bin('oxfmt'), '--check', 'apps', 'packages', 'bench'],
  [bin('oxlint'), '--deny-warnings', 'apps/report-lines', 'apps/gateway/src/routes', 'packages/contracts'],
  ['scripts/check/check-tree.ts'],
  ['scripts/check/check-wrangler.ts'],
  [bin('typescript', 'tsc'), '-p', 'apps/gateway'],
  [bin('typescript', 'tsc'), '-p', 'apps/report-lines'],
  [bin('typescript', 'tsc'), '-p', 'bench'],
  ['apps/gateway/openapi/write.ts'],
  // By its own configuration: that of the root would build what other apps' tests run with.
  ['node_modules/vitest/vitest.mjs', 'run', '--root', 'apps/report-lines'],
]

test('what is generated passes the checks without a change by hand', async () => {
  const root = mkdtempSync(join(tmpdir(), 'bulkhead-new-'))
  const app = join(root, 'apps/report-lines')
  const failed: unknown[] = []
  const run = async (args: readonly string[], cwd = root) => {
    const PATH = `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`
    const options = { cwd, env: { ...process.env, PATH }, quiet: true }
    const { code, output } = await runCommand(process.execPath, args, options)
    if (code !== 0) failed.push({ args, output })
  }
  try {
    copyWorkspace(ROOT, root)
    for (const args of GENERATED) await run(args)
    // As pnpm would link it: another app has all of the same packages.
    const from = join(root, 'apps/rate-limit/node_modules')
    cpSync(from, join(app, 'node_modules'), { recursive: true, verbatimSymlinks: true })
    for (const folder of [app, join(root, 'apps/gateway')])
      await run([join(root, bin('wrangler', 'wrangler.js')), 'types', '--include-runtime=false'], folder)
    for (const args of CHECKS) await run(args)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }

  expect(failed).toEqual([])
})
