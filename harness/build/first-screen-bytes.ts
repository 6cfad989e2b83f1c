import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const ENTRY = /<script type="module"[^>]* src="\/console\/assets\/([^"]+)"/
/** Not those that are called for: `import("…")`. */
const IMPORTED = /(?:from|import)\s*"\.\/([^"]+\.js)"/g
const LANDING = /^overview-screen-.*\.js$/

/** What an operator's browser loads of a built console to show its first screen: every script, each compressed. */
export function firstScreenBytes(folder: string): number {
  const assets = join(folder, 'assets')
  const [, entry] = ENTRY.exec(readFileSync(join(folder, 'index.html'), 'utf8')) ?? []
  const landing = readdirSync(assets).find((name) => LANDING.test(name))
  if (entry === undefined || landing === undefined) {
    throw new Error(`${folder} has no entry, or no overview to land on`)
  }
  const texts = new Map<string, string>()
  const read = (name: string) => {
    if (texts.has(name)) return
    const text = readFileSync(join(assets, name), 'utf8')
    texts.set(name, text)
    for (const [, imported = ''] of text.matchAll(IMPORTED)) read(imported)
  }
  for (const name of [entry, landing]) read(name)
  return [...texts.values()].reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0)
}
