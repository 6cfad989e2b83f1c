import { expect, test } from 'vitest'

import { circlesIn } from './circles.ts'

const graph = (edges: Record<string, string[]>) =>
  new Map(Object.entries(edges).map(([from, to]) => [from, new Set(to)]))

test('finds nothing where every path ends', () => {
  expect(circlesIn(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toEqual([])
})

test('shows the shortest way round, once for every knot', () => {
  expect(circlesIn(graph({ a: ['b'], b: ['c', 'd'], c: ['d'], d: ['a'], x: ['y'], y: ['x', 'a'] }))).toEqual([
    ['a', 'b', 'd', 'a'],
    ['x', 'y', 'x'],
  ])
})

test('a node that points to itself is a circle', () => {
  expect(circlesIn(graph({ a: ['a'] }))).toEqual([['a', 'a']])
})
