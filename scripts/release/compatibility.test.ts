import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { misfits } from './compare-shapes.ts'
import { findBreaks } from './compare-surfaces.ts'
import { readRelease, releasedVersions } from './releases.ts'
import type { Surface } from './shape.ts'
import { currentSurface, schemaShape } from './surface.ts'

const TIMEOUT = { timeout: 60_000 }

/** Of the sources as they are; reading them takes a second. */
let read: Surface | undefined
const today = () => (read ??= currentSurface())

test('a version that is deployed, or has left rows behind, is recorded', () => {
  expect(releasedVersions()).not.toEqual([])
})

test.each(releasedVersions())(
  '%s can stand beside this version, and what it wrote can be read',
  TIMEOUT,
  (version) => {
    expect(findBreaks(version, readRelease(version), today())).toEqual([])
  },
)

/** Sources with a change planted in each; every change must find its place. */
function planted(
  changes: readonly (readonly [file: string, before: string, after: string])[],
): Map<string, string> {
  const edits = new Map<string, string>()
  for (const [path, before, after] of changes) {
    const file = join(ROOT, path)
    const text = edits.get(file) ?? readFileSync(file, 'utf8')
    expect(text, `${path} has no longer: ${before}`).toContain(before)
    edits.set(file, text.replace(before, after))
  }
  return edits
}

const breaksOf = (...changes: Parameters<typeof planted>[0]) =>
  findBreaks('1.0.0', today(), currentSurface(planted(changes)))

describe('a change that would break an older Worker fails with the name of the field', TIMEOUT, () => {
  test('what a callee reads', () => {
    const found = breaksOf(
      ['packages/contracts/src/http/search.ts', 'topK: z.optional(topK)', 'limit: z.optional(topK)'],
      [
        'packages/contracts/src/http/search.ts',
        'query: queryText,',
        'query: queryText,\n  language: z.string(),',
      ],
      [
        'packages/contracts/src/rate-limit.ts',
        'readonly promptTokens: number\n  readonly completionTokens: number\n  readonly models',
        'readonly promptTokens: 1 | 2\n  readonly completionTokens: number\n  readonly models',
      ],
      [
        'packages/contracts/src/rag.ts',
        'retryDocument(ctx: RequestContext, documentId: string)',
        'retryDocument(ctx: RequestContext, documentId: string, reason: string)',
      ],
    )

    expect(found).toEqual(
      expect.arrayContaining([
        'rag.search request.topK: 1.0.0 sends it, this version does not know it',
        'rag.search request.language: this version needs it, 1.0.0 does not have it',
        'rate-limit.admit ask.bound.promptTokens: 1.0.0 sends any number, this version knows 1, 2',
        'rag.retryDocument reason: this version needs it, 1.0.0 does not have it',
      ]),
    )
  })

  test('what a callee returns', () => {
    const found = breaksOf(
      ['packages/contracts/src/chat.ts', 'readonly attempts: number', 'readonly attempts?: number'],
      [
        'packages/contracts/src/rate-limit.ts',
        'readonly reservedTokens: number\n  readonly limits',
        'readonly limits',
      ],
      ['packages/contracts/src/http/documents.ts', "'indexed', 'failed'", "'indexed', 'failed', 'paused'"],
      [
        'packages/contracts/src/rag.ts',
        'retryAll(ctx: RequestContext): Promise<Outcome<{ readonly retried: number }>>',
        'retryAll(ctx: RequestContext): Promise<Outcome<{ readonly retried: string }>>',
      ],
    )

    expect(found).toEqual(
      expect.arrayContaining([
        'chat.complete result.value.ai.attempts: 1.0.0 needs it, this version may leave it out',
        'rate-limit.admit result.value.reservedTokens: 1.0.0 needs it, this version does not have it',
        'rag.getDocument result.value.status: this version sends "paused", which 1.0.0 does not know',
        'rag.retryAll result.value.retried: this version sends string, 1.0.0 takes number',
      ]),
    )
  })

  test('what is stored, by whom it is read after a deployment and after a roll-back', () => {
    const found = breaksOf(
      [
        'apps/chat/src/session-tables/session-store.ts',
        'readonly rule: RetentionRule\n}',
        'readonly keep: RetentionRule\n}',
      ],
      [
        'apps/rag/src/corpus-protocol.ts',
        "'extract' | 'embed' | 'confirm'",
        "'extract' | 'wait' | 'embed' | 'confirm'",
      ],
    )

    expect(found).toEqual(
      expect.arrayContaining([
        'ChatSession owner.keep: this version needs it, 1.0.0 does not have it',
        'ChatSession owner.rule: 1.0.0 sends it, this version does not know it',
        'ChatSession owner.rule: 1.0.0 needs it, this version does not have it',
        'Corpus version.stage: this version sends "wait", which 1.0.0 does not know',
      ]),
    )
  })

  test('a method that is gone, and a migration that was edited or is gone', () => {
    const before = today()
    const { 'chat.attach': _, ...methods } = before.methods
    const [first = '', ...others] = before.migrations['Corpus'] ?? []
    const migrations = { ...before.migrations, Corpus: [`${first} `, ...others], MetricStore: [] }

    expect(findBreaks('1.0.0', before, { ...before, methods, migrations })).toEqual([
      'chat.attach: 1.0.0 has it, this version does not',
      'Corpus migration 1: 1.0.0 has run it; append another instead of changing it',
      'MetricStore migration 1: 1.0.0 has run it; append another instead of changing it',
      'MetricStore migration 2: 1.0.0 has run it; append another instead of changing it',
    ])
  })

  test('additions break nothing', () => {
    expect(
      breaksOf(
        [
          'packages/contracts/src/http/search.ts',
          'query: queryText,',
          'query: queryText,\n  language: z.optional(z.string()),',
        ],
        [
          'packages/contracts/src/rate-limit.ts',
          'readonly reservedTokens: number\n  readonly limits',
          'readonly reservedTokens: number\n  readonly region: string\n  readonly limits',
        ],
        [
          'packages/contracts/src/rag.ts',
          'retryDocument(ctx: RequestContext, documentId: string)',
          'retryDocument(ctx: RequestContext, documentId: string, reason?: string)',
        ],
        [
          'packages/contracts/src/rag.ts',
          "  ping(): Promise<'ok'>",
          "  ping(): Promise<'ok'>\n  pause(ctx: RequestContext): Promise<Outcome<null>>",
        ],
        [
          'packages/errors/src/codes.ts',
          '  internal: row(',
          "  brand_new: row(500, 'api_error', false, 'New.'),\n  internal: row(",
        ],
      ),
    ).toEqual([])
  })
})

describe('what a schema checks', () => {
  const before = z.strictObject({
    topK: z.optional(z.int().check(z.gte(1), z.lte(50))),
    mode: z.enum(['words', 'vector']),
    name: z.string().check(z.maxLength(10)),
    tags: z.array(z.string()).check(z.maxLength(5)),
    filter: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  const flow = { writer: 'old', reader: 'new', losesFields: true, checksBounds: true }
  const against = (after: z.core.$ZodType) =>
    misfits(schemaShape(before, 'input'), schemaShape(after, 'input'), 'in', flow)
  const changed = (change: object) => z.strictObject({ ...before.shape, ...change })

  test.each([
    ['the same', {}, []],
    ['a wider range', { topK: z.optional(z.int().check(z.gte(0), z.lte(100))) }, []],
    ['a word more', { mode: z.enum(['words', 'vector', 'hybrid']) }, []],
    [
      'a narrower range',
      { topK: z.optional(z.int().check(z.gte(1), z.lte(20))) },
      ['in.topK: maximum is 20 for new, 50 for old'],
    ],
    ['a word less', { mode: z.enum(['vector']) }, ['in.mode: old sends "words", which new does not know']],
    [
      'a shorter text',
      { name: z.string().check(z.maxLength(5)) },
      ['in.name: maxLength is 5 for new, 10 for old'],
    ],
    [
      'a pattern',
      { name: z.string().check(z.maxLength(10), z.regex(/^a/)) },
      ['in.name: new asks for the pattern ^a, old for none'],
    ],
    [
      'fewer items',
      { tags: z.array(z.string()).check(z.maxLength(1)) },
      ['in.tags: maxItems is 1 for new, 5 for old'],
    ],
    ['other items', { tags: z.array(z.number()) }, ['in.tags[]: old sends string, new takes number']],
    [
      'required',
      { topK: z.int().check(z.gte(1), z.lte(50)) },
      ['in.topK: new needs it, old may leave it out'],
    ],
    [
      'another value of a record',
      { filter: z.record(z.string(), z.string()) },
      ['in.filter.*: old sends number, new takes string'],
    ],
  ])('%s', (_name, change, expected) => {
    expect(against(changed(change))).toEqual(expected)
  })

  test('a field that a strict schema no longer has', () => {
    const { topK: _, ...rest } = before.shape

    expect(against(z.strictObject(rest))).toEqual(['in.topK: old sends it, new does not know it'])
  })

  test('of several alternatives, the one that is meant is named', () => {
    const kinds = (field: z.core.$ZodType) =>
      z.union([
        z.object({ kind: z.literal('a'), x: z.number() }),
        z.object({ kind: z.literal('b'), y: field }),
      ])
    const [was, is] = [kinds(z.string()), kinds(z.number())]

    expect(misfits(schemaShape(was, 'input'), schemaShape(is, 'input'), 'in', flow)).toEqual([
      'in.y: old sends string, new takes number',
    ])
  })
})
