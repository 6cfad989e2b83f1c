/** One change of the source that removes a protection: what must then turn red is the proof that something watches it. */
export interface Patch {
  /** From the root of the workspace, with `/`. */
  readonly file: string
  /** Occurs exactly once in the file. */
  readonly find: string
  readonly replace: string
}

/** The text with the patch applied. @throws Error when the source has moved on and the patch no longer says what it removes. */
export function patchedText(text: string, { file, find, replace }: Patch): string {
  const count = text.split(find).length - 1
  if (count !== 1) {
    const found = count === 0 ? 'is no longer there' : `is there ${count} times`
    throw new Error(`${file}: what the patch replaces ${found}: ${find}`)
  }
  // A function, so that a `$` in the replacement stands for itself.
  return text.replace(find, () => replace)
}
