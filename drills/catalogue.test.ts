import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { describe, expect, test } from 'vitest'

import { DRILLS } from './catalogue/catalogue.ts'
import { LONG_DRILLS } from './long/long-drills.ts'
import { problemOf } from './mutants/runner/apply.ts'
import { readMutants } from './mutants/runner/mutant.ts'
import { failureModesPage, uncoveredRows } from './page/failure-modes-page.ts'
import { NOT_APPLICABLE } from './page/not-applicable.ts'
import { ROWS } from './stage/specification.ts'

const MUTANTS = readMutants()
const isLong = (id: string) => LONG_DRILLS.some(({ name }) => name === id)

test('every row of the specification has a drill', () => {
  expect(uncoveredRows(DRILLS)).toEqual([])
})

test('a row without a drill is named, and the page is not made', () => {
  const others = DRILLS.filter(({ rows }) => !rows.includes('ai/outage'))

  expect(uncoveredRows(others)).toContain('ai/outage')
  expect(() => failureModesPage(others, NOT_APPLICABLE, MUTANTS)).toThrow('ai/outage')
})

test('docs/operate/failure-modes.md is what `pnpm write:docs` writes', () => {
  expect(readFileSync(join(ROOT, 'docs/operate/failure-modes.md'), 'utf8')).toBe(
    failureModesPage(DRILLS, NOT_APPLICABLE, MUTANTS),
  )
})

test('alerts that an operator is sent to exist', () => {
  const alerts = readFileSync(join(ROOT, 'ops/prometheus/alerts.yml'), 'utf8')
  const named = Object.values(ROWS).flatMap(({ lookAt }) => lookAt.match(/\bBulkhead\w+/g) ?? [])

  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((name) => !alerts.includes(`alert: ${name}\n`))).toEqual([])
})

test('no two drills have one id', () => {
  const ids = DRILLS.map(({ id }) => id)

  expect(ids).toEqual([...new Set(ids)])
})

test('every failure of the catalogue is drilled, or the page says why not', () => {
  const covered = new Set([...DRILLS, ...NOT_APPLICABLE].map(({ id }) => id.slice(0, 4)))
  const all = Array.from({ length: 45 }, (_, index) => `D-${String(index + 1).padStart(2, '0')}`)

  expect(all.filter((id) => !covered.has(id))).toEqual([])
})

describe('mutants', () => {
  test('every drill names the mutant that it catches', () => {
    const caught = MUTANTS.flatMap(({ name, caughtBy }) =>
      'drill' in caughtBy && !isLong(caughtBy.drill) ? [`${caughtBy.drill} ${name}`] : [],
    )

    expect(caught.toSorted()).toEqual(DRILLS.map(({ id, mutant }) => `${id} ${mutant}`).toSorted())
  })

  test.each(
    MUTANTS.flatMap(({ name, caughtBy }) => ('drill' in caughtBy ? [] : [[name, caughtBy.file] as const])),
  )('the test that catches %s exists', (_, file) => {
    expect(existsSync(join(ROOT, file))).toBe(true)
  })

  test.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))('%s still applies', (_, mutant) => {
    expect(problemOf(mutant)).toBeUndefined()
  })
})
