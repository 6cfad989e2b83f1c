import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { Aside } from './aside.ts'
import { startWorkers, type Running } from './start-workers.ts'

const DATE = { compatibilityDate: '2026-11-01', modules: true } as const
const READER = `import { WorkerEntrypoint } from 'cloudflare:workers'
export default class extends WorkerEntrypoint {
  fetch() { return new Response('ok') }
  read(text) {
    while (text === 'endless');
    return text.length
  }
}`
const CALLER = `export default {
  async fetch(request, env) {
    try {
      return Response.json(await env.READER.read(new URL(request.url).searchParams.get('text')))
    } catch (thrown) {
      return new Response(thrown.message, { status: 503 })
    }
  }
}`

let registry: string
let aside: Aside
let main: Running
const lines: string[] = []
beforeEach(async () => {
  registry = mkdtempSync(join(tmpdir(), 'bulkhead-aside-'))
  const options = { registry, deadlineMs: 500, onLog: (line: string) => lines.push(line) }
  const caller = { ...DATE, name: 'caller', script: CALLER, serviceBindings: { READER: 'reader' } }
  aside = await Aside.start({ ...DATE, name: 'reader', script: READER }, options)
  main = await startWorkers([caller], { registry })
})
afterEach(async () => {
  await Promise.all([aside.stop(), main.stop()])
  rmSync(registry, { recursive: true })
})

const read = async (text: string) => {
  const response = await fetch(new URL(`/?text=${text}`, main.url))
  return `${response.status} ${await response.text()}`
}

test('whoever loops is ended: its caller sees an unavailable service, the next one is served', async () => {
  await expect.poll(() => read('word')).toBe('200 4')

  expect(await read('endless')).toMatch(/^503 /)

  await expect.poll(() => read('word'), { timeout: 10_000 }).toBe('200 4')
  expect(lines.map((line) => JSON.parse(line).message)).toEqual(['restarted a runtime that did not answer'])
}, 20_000)
