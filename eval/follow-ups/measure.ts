import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { mean } from '@bulkhead/bench/figures/statistics'
import { formatTable } from '@bulkhead/bench/figures/table'
import type { ApiClient } from '@bulkhead/bench/traffic/api-client'
import * as z from 'zod/mini'

import type { Collection } from '../collection.ts'

const FollowUp = z.object({
  /** What was asked before, oldest first. */
  before: z.array(z.string()),
  question: z.string(),
  doc_id: z.string(),
  /** Without what was said before nobody could know what is asked. */
  leans: z.boolean(),
})
type FollowUp = z.infer<typeof FollowUp>

/** Over the questions: 1 when the document with the answer is the first source, 1/2 when it is the second …, on average. */
interface Ranks {
  readonly leaning: number
  readonly standing: number
}

export interface FollowUpQuality {
  readonly asked: { readonly leaning: number; readonly standing: number }
  readonly rewritten: Ranks
  readonly asItStands: Ranks
}

/** Undefined for a collection that does not hold the answers. */
export async function measureFollowUps(
  api: ApiClient,
  collection: Collection,
): Promise<FollowUpQuality | undefined> {
  const questions = readFollowUps()
  const ids = new Set(collection.documents.map(({ id }) => id))
  if (!questions.every(({ doc_id }) => ids.has(doc_id))) return undefined
  const rewritten = await ranksOf(api, collection, questions, true)
  const asItStands = await ranksOf(api, collection, questions, false)
  const leaning = questions.filter(({ leans }) => leans).length
  return { asked: { leaning, standing: questions.length - leaning }, rewritten, asItStands }
}

/** Rewriting is on by default: it must not make answers worse. */
export function problemsOfFollowUps(quality: FollowUpQuality | undefined): string[] {
  if (quality === undefined) return []
  const { rewritten, asItStands } = quality
  return (['leaning', 'standing'] as const).flatMap((kind) =>
    rewritten[kind] >= asItStands[kind] ? [] : [`follow-ups: rewriting makes ${kind} questions worse`],
  )
}

export function tableOf({ asked, rewritten, asItStands }: FollowUpQuality): string {
  const rows = (['leaning', 'standing'] as const).map((kind) => [
    kind === 'leaning' ? 'lean on the turn before' : 'stand by themselves',
    String(asked[kind]),
    asItStands[kind].toFixed(3),
    rewritten[kind].toFixed(3),
  ])
  return formatTable(['follow-up questions', 'asked', 'rank of the source, as they stand', 'rewritten'], rows)
}

function readFollowUps(): FollowUp[] {
  const file = join(import.meta.dirname, 'questions.jsonl')
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  return lines.map((line) => z.parse(FollowUp, JSON.parse(line)))
}

async function ranksOf(
  api: ApiClient,
  { documents }: Collection,
  questions: readonly FollowUp[],
  rewrite: boolean,
): Promise<Ranks> {
  const ranks: { readonly leans: boolean; readonly rank: number }[] = []
  for (const { before, question, doc_id, leans } of questions) {
    const session = await api.createSession()
    for (const earlier of before) await api.sourcesFor(session, earlier, rewrite)
    const { documentIds } = await api.sourcesFor(session, question, rewrite)
    const place = documentIds.findIndex((index) => documents[Number(index)]?.id === doc_id)
    ranks.push({ leans, rank: place < 0 ? 0 : 1 / (place + 1) })
  }
  const meanOf = (leaning: boolean) =>
    mean(ranks.filter(({ leans }) => leans === leaning).map(({ rank }) => rank))
  return { leaning: meanOf(true), standing: meanOf(false) }
}
