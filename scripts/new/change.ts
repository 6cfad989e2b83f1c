import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'

/** One file that a generator makes, or one that it adds a row to. Paths are from the root. */
export type Change =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly edit: (text: string) => string }

/**
 * Makes all changes or none. @throws Error when a file that would be made is there, or an edit finds no
 * place.
 */
export function applyChanges(changes: readonly Change[]): void {
  const texts = changes.map((change) => [change.path, textOf(change)] as const)
  for (const [path, text] of texts) {
    const file = join(ROOT, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}

function textOf(change: Change): string {
  const file = join(ROOT, change.path)
  if ('edit' in change) return change.edit(readFileSync(file, 'utf8'))
  if (existsSync(file)) throw new Error(`${change.path} already exists`)
  return change.text
}

/** Puts `more` before the only place where `mark` is. */
export function before(mark: string, more: string): (text: string) => string {
  return (text) => {
    const parts = text.split(mark)
    if (parts.length !== 2) throw new Error(`there must be one "${mark}", not ${parts.length - 1}`)
    return parts.join(`${more}${mark}`)
  }
}

/** `reportLines` of `report-lines`. */
export function camelCase(name: string): string {
  return name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

/** `ReportLines` of `report-lines`. */
export function pascalCase(name: string): string {
  const camel = camelCase(name)
  return `${camel.charAt(0).toUpperCase()}${camel.slice(1)}`
}
