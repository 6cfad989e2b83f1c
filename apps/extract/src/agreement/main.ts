// `pnpm eval:extract`: whether what other readers find is found, and in their order, for each format.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

import type { DocumentFormat } from '@bulkhead/contracts/http/documents'

import { extract } from '../formats.ts'
import { agreement } from './agreement.ts'

/**
 * The least share of words and of their order, over all files of a format. Lower than 1 since running headers
 * are said once, rows of tables are read by row, and slides have their titles first.
 */
const FLOORS: Readonly<Record<string, readonly [words: number, order: number]>> = {
  pdf: [0.95, 0.9],
  markdown: [0.99, 0.95],
  html: [0.99, 0.95],
  docx: [0.97, 0.95],
  odt: [0.97, 0.95],
  rtf: [0.97, 0.95],
  epub: [0.97, 0.95],
  pptx: [0.97, 0.9],
  ipynb: [0.99, 0.95],
}
const FIXTURES = join(import.meta.dirname, '../../fixtures')
/** Real pages of many headings, lists, tables and code: the project's own. */
const PAGES = join(import.meta.dirname, '../../../../docs')
const MAX_BYTES = 64 * 1_024 * 1_024

interface Case {
  readonly format: DocumentFormat
  readonly name: string
  readonly bytes: Uint8Array
  /** What the other reader finds. */
  readonly expected: string
}

const folder = mkdtempSync(join(tmpdir(), 'agreement-'))
try {
  await report([...pdfs(), ...pages()])
} finally {
  rmSync(folder, { recursive: true })
}

function* pdfs(): Generator<Case> {
  for (const name of readdirSync(FIXTURES).filter(
    (file) => file.endsWith('.pdf') && file !== 'scanned.pdf',
  )) {
    const path = join(FIXTURES, name)
    yield { format: 'pdf', name, bytes: readFileSync(path), expected: run('pdftotext', path, '-') }
  }
}

/** Each page as pandoc writes it in a format, beside what pandoc, or lynx, reads in that. */
function* pages(): Generator<Case> {
  for (const room of ['build', 'operate', 'understand']) {
    for (const name of readdirSync(join(PAGES, room)).filter((file) => file.endsWith('.md'))) {
      const path = join(PAGES, room, name)
      const plain = run('pandoc', '-f', 'gfm', '-t', 'plain', '--wrap=none', path)
      yield { format: 'markdown', name, bytes: readFileSync(path), expected: plain }
      for (const format of ['docx', 'odt', 'rtf', 'epub', 'pptx', 'ipynb'] as const) {
        const written = join(folder, `${basename(name, '.md')}.${format}`)
        run('pandoc', '-f', 'gfm', '-s', '-o', written, '--metadata', 'title=Page', path)
        const expected = format === 'pptx' ? plain : run('pandoc', '-t', 'plain', '--wrap=none', written)
        yield { format, name, bytes: readFileSync(written), expected }
      }
      const html = join(folder, `${basename(name, '.md')}.html`)
      run('pandoc', '-f', 'gfm', '-s', '-o', html, '--metadata', 'title=Page', path)
      yield {
        format: 'html',
        name,
        bytes: readFileSync(html),
        expected: run('lynx', '-dump', '-nolist', html),
      }
    }
  }
}

function run(command: string, ...args: readonly string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', stdio: 'pipe', maxBuffer: MAX_BYTES })
}

async function report(cases: Iterable<Case>): Promise<void> {
  const found = new Map<string, { words: number; order: number; files: number }>()
  for (const { format, name, bytes, expected } of cases) {
    const { text } = await extract(format, new Uint8Array(bytes))
    const { words, order } = agreement(text, expected)
    if (process.argv.includes('--files')) print(words, order, `${format} ${name}`)
    const sum = found.get(format) ?? { words: 0, order: 0, files: 0 }
    found.set(format, { words: sum.words + words, order: sum.order + order, files: sum.files + 1 })
  }
  for (const [format, { words, order, files }] of found) {
    const [leastWords = 1, leastOrder = 1] = FLOORS[format] ?? []
    print(words / files, order / files, `${format} (${files} files)`)
    if (words / files < leastWords || order / files < leastOrder) process.exitCode = 1
  }
}

function print(words: number, order: number, what: string): void {
  process.stdout.write(`${words.toFixed(3)} words  ${order.toFixed(3)} order  ${what}\n`)
}
