import type { WordsHit } from '../corpus-protocol.ts'
import { COVERED_HITS, RANKED_ROWS, RANKED_ROWS_MAX, WORDS_OVERFETCH, WORDS_TOP_K } from '../limits.ts'
import { knownTerms } from '../words/beginnings.ts'
import { planWords, weightOf, type WordsPlan } from '../words/words-plan.ts'
import { anyOf } from '../words/words-query.ts'
import type { Clause } from './filter-clause.ts'

/**
 * A word in the title or a heading says more about the subject than one in the text, part of a compound says
 * less. Chosen by evaluation.
 */
const RANK = 'bm25(words, 3.0, 1.5, 1.0, 0.5)'

/** Longer questions have proportionally more chunks ranked: each of their terms says something. */
const TERMS_OF_A_QUESTION = 24

/** How much more is ranked when a round gave too little. */
const GROWTH = 4

/**
 * What limits a search: the live versions it may find, when they are few, or else the condition (on
 * `v.metadata`, bound from 3 on) they meet.
 */
export type SearchLimit = { readonly versions: readonly number[] } | { readonly clause: Clause }

const EVERYTHING: SearchLimit = { clause: { sql: 'TRUE', bindings: [] } }

/** The ranking of chunks by words. Only chunks of a document's live version are ever found. */
export class WordsIndex {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /**
   * The best chunks, each with the BM25 of all the terms. In a large corpus chunks that hold frequent terms
   * only are looked at when those with a rare one are fewer than a search returns, and only as far as that is
   * soon done.
   */
  search(terms: readonly string[], limit: SearchLimit = EVERYTHING): WordsHit[] {
    const known = knownTerms(terms, (term) => this.#count(term, 1) > 0)
    return this.#withCoverage(known, this.#best(known, limit))
  }

  #best(terms: readonly string[], limit: SearchLimit): WordsHit[] {
    if (terms.length === 0) return []
    if ('versions' in limit) return this.#within(anyOf(terms), limit.versions)
    if (this.#chunksMax() <= RANKED_ROWS) return this.#rank(anyOf(terms), limit.clause)
    let hits: WordsHit[] = []
    const budget = RANKED_ROWS * Math.ceil(terms.length / TERMS_OF_A_QUESTION)
    for (let rowsMax = budget; rowsMax <= RANKED_ROWS_MAX; rowsMax *= GROWTH) {
      const counted = terms.map((term) => ({ term, rows: this.#count(term, rowsMax + 1) }))
      const plan = planWords(counted, rowsMax)
      hits = this.#carryOut(plan, limit.clause)
      if (plan.frequent.length === 0 || hits.length >= WORDS_TOP_K) return hits
    }
    return hits.length > 0 ? hits : this.#amongFrequent(anyOf(terms), limit.clause)
  }

  /**
   * No rare term matched. Common words barely distinguish chunks, so only the newest are ranked; everything
   * is scanned only if that finds nothing.
   */
  #amongFrequent(match: string, clause: Clause): WordsHit[] {
    const newest = this.#rankNewest(match, clause)
    return newest.length > 0 ? newest : this.#rankMeeting(match, clause)
  }

  #rankNewest(match: string, { sql, bindings }: Clause): WordsHit[] {
    return this.#sql
      .exec<{ chunk: number; documentId: string; score: number }>(
        `SELECT w.id AS chunk, d.id AS documentId, -w.score AS score
         FROM (SELECT rowid AS id, ${RANK} AS score FROM words WHERE words MATCH ?1
           ORDER BY rowid DESC LIMIT ${RANKED_ROWS_MAX}) w
         CROSS JOIN chunk c ON c.id = w.id CROSS JOIN document d ON d.live = c.version_key
         CROSS JOIN version v ON v.key = d.live
         WHERE ${sql} ORDER BY w.score, w.id LIMIT ?2`,
        match,
        WORDS_TOP_K,
        ...bindings,
      )
      .toArray()
  }

  /**
   * A chunk without a frequent term has its whole score from the first ranking, one with some from the
   * second.
   */
  #carryOut({ rare, frequent }: WordsPlan, clause: Clause): WordsHit[] {
    if (rare.length === 0) return []
    const hits = this.#rank(anyOf(rare), clause)
    if (frequent.length === 0) return hits
    const found = new Map(hits.map((hit) => [hit.chunk, hit]))
    for (const hit of this.#rank(`(${anyOf(rare)}) AND (${anyOf(frequent)})`, clause))
      found.set(hit.chunk, hit)
    return [...found.values()].sort((a, b) => b.score - a.score || a.chunk - b.chunk).slice(0, WORDS_TOP_K)
  }

  /**
   * Ranks first, then filters: usually few hits are dropped. If too many are, only matching chunks are
   * ranked.
   */
  #rank(match: string, clause: Clause): WordsHit[] {
    const { sql, bindings } = clause
    const rows = this.#sql
      .exec<{ chunk: number; documentId: string | null; score: number }>(
        `SELECT w.id AS chunk, iif(v.key IS NULL, NULL, d.id) AS documentId, -w.score AS score
         FROM (SELECT rowid AS id, ${RANK} AS score FROM words WHERE words MATCH ?1 ORDER BY score LIMIT ?2) w
         LEFT JOIN chunk c ON c.id = w.id LEFT JOIN document d ON d.live = c.version_key
         LEFT JOIN version v ON v.key = d.live AND ${sql}
         ORDER BY w.score, w.id`,
        match,
        WORDS_OVERFETCH,
        ...bindings,
      )
      .toArray()
    const hits = rows.flatMap(({ chunk, documentId, score }) =>
      documentId === null ? [] : [{ chunk, documentId, score }],
    )
    const isEnough = hits.length >= WORDS_TOP_K || rows.length < WORDS_OVERFETCH
    return isEnough ? hits.slice(0, WORDS_TOP_K) : this.#rankMeeting(match, clause)
  }

  /**
   * Looked at first and ranked afterwards, in one pass that keeps no more than it returns. CROSS keeps the
   * order: a chunk is looked up, never searched.
   */
  #rankMeeting(match: string, { sql, bindings }: Clause): WordsHit[] {
    return this.#sql
      .exec<{ chunk: number; documentId: string; score: number }>(
        `SELECT words.rowid AS chunk, d.id AS documentId, -${RANK} AS score
         FROM words CROSS JOIN chunk c ON c.id = words.rowid CROSS JOIN document d ON d.live = c.version_key
         CROSS JOIN version v ON v.key = d.live
         WHERE words MATCH ?1 AND ${sql} ORDER BY score DESC, chunk LIMIT ?2`,
        match,
        WORDS_TOP_K,
        ...bindings,
      )
      .toArray()
  }

  /** The unary plus keeps the chunks' ids a test: as a key they would start the ranking anew for each. */
  #within(match: string, versions: readonly number[]): WordsHit[] {
    return this.#sql
      .exec<{ chunk: number; documentId: string; score: number }>(
        `SELECT c.id AS chunk, d.id AS documentId, -w.score AS score
         FROM (SELECT rowid AS id, ${RANK} AS score FROM words WHERE words MATCH ?1 AND +rowid IN
           (SELECT c.id FROM json_each(?2) wanted JOIN chunk c ON c.version_key = wanted.value)
           ORDER BY score LIMIT ${WORDS_TOP_K}) w
         JOIN chunk c ON c.id = w.id JOIN document d ON d.live = c.version_key
         ORDER BY w.score, w.id`,
        match,
        JSON.stringify(versions),
      )
      .toArray()
  }

  /** Looks the best hits up under each term. */
  #withCoverage(terms: readonly string[], hits: readonly WordsHit[]): WordsHit[] {
    const best = JSON.stringify(hits.slice(0, COVERED_HITS).map(({ chunk }) => chunk))
    const chunks = this.#chunksMax()
    const coverage = new Map<number, number>()
    let whole = 0
    for (const term of hits.length === 0 ? [] : terms) {
      const weight = weightOf(this.#count(term, RANKED_ROWS), chunks)
      whole += weight
      for (const chunk of this.#holding(term, best)) coverage.set(chunk, (coverage.get(chunk) ?? 0) + weight)
    }
    return hits.map((hit) => {
      const held = coverage.get(hit.chunk)
      return held === undefined ? hit : { ...hit, coverage: held / whole }
    })
  }

  #holding(term: string, chunks: string): number[] {
    const query = 'SELECT rowid FROM words WHERE words MATCH ? AND rowid IN (SELECT value FROM json_each(?))'
    return this.#sql
      .exec<{ rowid: number }>(query, anyOf([term]), chunks)
      .toArray()
      .map(({ rowid }) => rowid)
  }

  /** Ids are given in order, so the corpus has no more chunks than that. */
  #chunksMax(): number {
    const { ids } = this.#sql
      .exec<{ ids: number | null }>(
        'SELECT (SELECT max(id) FROM chunk) - (SELECT min(id) FROM chunk) + 1 AS ids',
      )
      .one()
    return ids ?? 0
  }

  #count(term: string, most: number): number {
    const query = 'SELECT count(*) AS n FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)'
    return this.#sql.exec<{ n: number }>(query, anyOf([term]), most).one().n
  }
}
