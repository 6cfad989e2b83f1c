import type { Patch } from '../patch.ts'

/** One way to lose isolation, as somebody might write it by mistake, and the test that must notice. */
export interface Leak {
  readonly name: string
  /** What is gone, as one would say it. */
  readonly removes: string
  readonly patches: readonly Patch[]
  readonly caughtBy: Watch
}

/** A test file, by its project of vitest. */
export interface Watch {
  readonly project: string
  readonly file: string
  /** Only tests whose name holds this. */
  readonly only?: string
}

/** The matrix of every route, identity and object, by its parts: a part is quicker than the whole, and each stands for itself. */
export const MATRIX = {
  STRANGERS: partOfMatrix('a stranger is told the same'),
  FOREIGN: partOfMatrix('naming what belongs to'),
  OWN: partOfMatrix('has its own'),
  OPERATOR: partOfMatrix('the operator’s routes'),
  LINES: partOfMatrix('no line holds anything'),
  PROMPTS: partOfMatrix('no model was told of two'),
  CACHEABLE: partOfMatrix('kept by a cache in between'),
  ERASURE: partOfMatrix('who is erased'),
} as const

function partOfMatrix(only: string): Watch {
  return journey('isolation-matrix.test.ts', only)
}

export function unit(file: string): Watch {
  return { project: 'unit', file }
}

export function journey(file: string, only?: string): Watch {
  return { project: 'journeys', file: `tests/${file}`, ...(only === undefined ? {} : { only }) }
}

/** Inside the runtime, one Worker alone. */
export function workerd(app: string, file: string, only?: string): Watch {
  return { project: app, file: `apps/${app}/src/${file}`, ...(only === undefined ? {} : { only }) }
}
