import { sleep } from '@bulkhead/calls/backoff'

import vocabulary from '../.generated/encoder-vocabulary.txt'
import { MAX_PIECES_PER_TEXT, MAX_WINDOW_PIECES, MAX_WINDOWS_PER_PASS } from './limits.ts'
import type { SentenceModel } from './sentence-model.ts'
import { weightedSum, windowsOf } from './windows.ts'
import { WordPieces } from './word-pieces.ts'

interface Encoder {
  readonly model: SentenceModel
  readonly pieces: WordPieces
}

let loading: Promise<Encoder> | undefined

/** Embeds with the sentence encoder; the first call of an isolate loads it (about half a second). */
export async function embedSentences(texts: readonly string[]): Promise<number[][]> {
  const { model, pieces } = await encoder()
  const windows = texts.map((text) =>
    windowsOf(pieces.encode(text).slice(0, MAX_PIECES_PER_TEXT), MAX_WINDOW_PIECES),
  )
  const vectors = await inPasses(model, windows.flat())
  let next = 0
  return windows.map((own) => weightedSum(vectors.slice(next, (next += own.length)), own))
}

/** A failed load is forgotten, so that the next call tries again. */
function encoder(): Promise<Encoder> {
  loading ??= load().catch((thrown: unknown) => {
    loading = undefined
    throw thrown
  })
  return loading
}

async function load(): Promise<Encoder> {
  const { loadSentenceModel } = await import('./sentence-model.ts')
  return { model: await loadSentenceModel(), pieces: new WordPieces(JSON.parse(vocabulary)) }
}

/** Windows of like length share a pass, since each pass costs as much as its longest window makes all of them cost. */
async function inPasses(model: SentenceModel, windows: readonly number[][]): Promise<number[][]> {
  const order = windows
    .map((window, index) => ({ window, index }))
    .sort((a, b) => a.window.length - b.window.length)
  const vectors: number[][] = []
  for (let start = 0; start < order.length; start += MAX_WINDOWS_PER_PASS) {
    if (start > 0) await sleep(0)
    const batch = order.slice(start, start + MAX_WINDOWS_PER_PASS)
    const rows = await model.embed(batch.map(({ window }) => window))
    for (const [row, { index }] of batch.entries()) vectors[index] = rows[row] ?? []
  }
  return vectors
}
