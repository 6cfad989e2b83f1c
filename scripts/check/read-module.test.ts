import { expect, test } from 'vitest'

import { readModule } from './read-module.ts'

test('finds the values that a module exports: classes, lists, renames and the default', () => {
  const source = `
// export class Commented {}
export class Chat extends WorkerEntrypoint {}
export { ChatSession } from './chat-session.ts'
export { Completion as Finished, type Kind } from './completion.ts'
export type { Shape } from './shape.ts'
export interface Local {}
export default { fetch }
`

  expect(readModule('a.ts', source).exports.toSorted()).toEqual([
    'Chat',
    'ChatSession',
    'Finished',
    'default',
  ])
})

test('finds every module that is imported, for a type or later too', () => {
  const source = `
import { a } from './a.ts'
import type { B } from './b.ts'
export { c } from './c.ts'
export * from './d.ts'
const e = await import('./e.ts')
const f = await import(somewhere)
// import './commented.ts'
`

  expect(readModule('a.ts', source).imports).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts', './e.ts'])
})

test('refuses what is no module', () => {
  expect(() => readModule('a.ts', 'import {')).toThrow('a.ts: ')
})
