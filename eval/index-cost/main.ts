// `pnpm eval:index`: what the index of words takes in bytes and in CPU time, by script, beside FTS5's own tokenizer.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { formatTable } from '@bulkhead/bench/figures/table'
import { ROOT } from '@bulkhead/harness/apps'
import { runScript } from '@bulkhead/harness/command-line'

import { indexFields } from '../../apps/rag/src/words/index-words.ts'
import { readCollections, type CorpusDocument } from '../collection.ts'

const USAGE = `usage: pnpm eval:index [folder]
  indexes the texts of each collection with our analyzer and with FTS5's (porter unicode61)
  folder  of collections; left out: eval/languages/sets. Takes some seconds`
const ROUNDS = 10
/** So that one measurement takes some milliseconds. */
const LEAST_CHARACTERS = 200_000

const OURS = `fts5(title, heading, body, parts, content='', contentless_delete=1, tokenize="ascii tokenchars '-./_@:+#=&?%~,'")`
const PLAIN = `fts5(title, heading, body, parts, content='', contentless_delete=1, tokenize='porter unicode61')`

type Row = readonly [title: string, heading: string, body: string, parts: string]

await runScript(USAGE, async ([folder = join(ROOT, 'eval/languages/sets')]) => {
  const rows = readCollections(folder).map(({ name, documents }) => [name, ...costOf(documents)])
  console.log(formatTable(['collection', 'bytes a character', 'FTS5 alone', 'CPU over FTS5 alone'], rows))
})

function costOf(documents: readonly CorpusDocument[]): string[] {
  const characters = documents.reduce((sum, { title, text }) => sum + title.length + text.length, 0)
  const times = Math.ceil(LEAST_CHARACTERS / characters)
  const many = Array.from({ length: times }, () => documents).flat()
  const plain = measure(PLAIN, () => many.map(({ title, text }): Row => [title, '', text, '']))
  const ours = measure(OURS, () => many.map(fieldsOf))
  const perCharacter = (bytes: number) => (bytes / (times * characters)).toFixed(2)
  return [perCharacter(ours.bytes), perCharacter(plain.bytes), (ours.cpuMs / plain.cpuMs).toFixed(1)]
}

function fieldsOf({ title, text }: CorpusDocument): Row {
  const { title: inTitle, heading, body, parts } = indexFields({ title, heading: null, text })
  return [inTitle, heading, body, parts]
}

/** The least of some rounds: what is above it was somebody else's. */
function measure(table: string, make: () => Row[]): { readonly cpuMs: number; readonly bytes: number } {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const database = new DatabaseSync(':memory:')
    database.exec(`CREATE VIRTUAL TABLE words USING ${table}`)
    const insert = database.prepare('INSERT INTO words (title, heading, body, parts) VALUES (?, ?, ?, ?)')
    const before = process.cpuUsage()
    database.exec('BEGIN')
    for (const row of make()) insert.run(...row)
    database.exec('COMMIT')
    const { user, system } = process.cpuUsage(before)
    const size = database.prepare('SELECT sum(length(block)) AS bytes FROM words_data').get()
    database.close()
    return { cpuMs: (user + system) / 1_000, bytes: Number(size?.['bytes']) }
  })
  return { cpuMs: Math.min(...rounds.map(({ cpuMs }) => cpuMs)), bytes: rounds[0]?.bytes ?? 0 }
}
