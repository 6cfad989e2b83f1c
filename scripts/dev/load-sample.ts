import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import * as z from 'zod/mini'

const FOLDER = join(import.meta.dirname, 'sample')
const PATIENCE_MS = 20_000
const LOOK_EVERY_MS = 250
const DocumentPage = z.object({ data: z.array(z.object({ id: z.string(), status: z.string() })) })

interface SampleDocument {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly format: 'markdown'
}

/** Sends the sample documents through the public API, once for each state folder and content. */
export async function loadSample(url: URL, key: string, stateDir: string): Promise<void> {
  const documents = readSample()
  const digest = createHash('sha256').update(JSON.stringify(documents)).digest('hex')
  const marker = join(stateDir, 'sample-loaded')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === digest) return
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const collection = new URL('/v1/documents', url)
  for (const document of documents) {
    await request(collection, { method: 'POST', headers, body: JSON.stringify(document) })
  }
  const ids = documents.map(({ id }) => id)
  await untilSearchable(new URL('?limit=100', collection), headers, new Set(ids))
  mkdirSync(dirname(marker), { recursive: true })
  writeFileSync(marker, digest)
}

function readSample(): SampleDocument[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.md'))
    .toSorted()
    .map((name) => {
      const text = readFileSync(join(FOLDER, name), 'utf8')
      const title = /^# (.+)$/m.exec(text)?.[1] ?? name
      return { id: `sample-${basename(name, '.md')}`, title, text, format: 'markdown' }
    })
}

async function untilSearchable(
  list: URL,
  headers: Record<string, string>,
  awaited: Set<string>,
): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  while (Date.now() < deadline) {
    for (const { id, status } of statusesIn(await request(list, { headers }))) {
      if (status === 'searchable' || status === 'indexed') awaited.delete(id)
    }
    if (awaited.size === 0) return
    await sleep(LOOK_EVERY_MS)
  }
  throw new Error(`${[...awaited].join(', ')}: not searchable after ${PATIENCE_MS / 1_000} s`)
}

function statusesIn(list: unknown): { id: string; status: string }[] {
  const page = z.safeParse(DocumentPage, list)
  return page.success ? page.data.data : []
}

async function request(url: URL, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, init)
  const text = await response.text()
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}: ${text}`)
  return JSON.parse(text)
}
