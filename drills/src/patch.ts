/** One change of the source that removes a protection: what must then turn red is the proof that something watches it. */
export interface Patch {
  /** From the root of the workspace, with `/`. */
  readonly file: string
  /** Occurs exactly once in the file. */
  readonly find: string
  readonly replace: string
}
