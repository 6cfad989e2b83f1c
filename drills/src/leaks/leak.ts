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

/** Every route by every identity and every object. */
export const MATRIX: Watch = { project: 'journeys', file: 'tests/isolation-matrix.test.ts' }

/** The part of the matrix that comes last and needs nothing of the rest. */
export const ERASURE: Watch = { ...MATRIX, only: 'who is erased' }

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
