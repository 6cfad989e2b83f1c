import { expect, test } from 'vitest'

import { after, LIFECYCLE } from './lifecycle.ts'

test('a document goes from its upload to the index', () => {
  const queued = { status: 'queued', stage: 'extract' } as const
  const indexed = (['publish', 'handOver', 'prove'] as const).reduce(
    (place, step) => after(step, place),
    after('claim', queued),
  )

  expect(indexed).toEqual({ status: 'indexed', stage: 'done' })
})

test('a step that leads nowhere is a bug', () => {
  expect(() => after('publish', { status: 'indexed', stage: 'done' })).toThrow(
    'a version that is indexed/done cannot take the step publish',
  )
  expect(() => after('handOver', { status: 'queued', stage: 'confirm' })).toThrow('cannot take the step')
})

test('every state can be left, and all but the first are reached', () => {
  const steps = Object.values(LIFECYCLE).flatMap((transitions) => Object.entries(transitions))
  const left = new Set(steps.filter(([from, to]) => from !== to).map(([from]) => from))
  const reached = new Set<string>(steps.map(([, to]) => to))

  for (const state of new Set(steps.flat())) {
    expect(left).toContain(state)
    expect(reached).toContain(state)
  }
})

test('while a document moves to another model its owner sees it indexed', () => {
  for (const [from, to] of [
    ...Object.entries(LIFECYCLE.startMove),
    ...Object.entries(LIFECYCLE.cancelMove),
  ]) {
    expect([from, to]).toEqual([expect.stringMatching(/^indexed/), expect.stringMatching(/^indexed/)])
  }
})
