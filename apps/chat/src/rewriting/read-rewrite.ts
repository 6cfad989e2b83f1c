import type { Exchange } from '../answers/context-window.ts'
import { termsOf } from '../answers/support/terms.ts'
import { REWRITE_MAX_CHARS } from '../limits.ts'

/** Endings differ when a word moves into another sentence; beginnings of this length do not. */
const BEGINNING_CHARS = 5
/** Less than this share of known words is an answer, or anything else, but not the question in other words. */
const MIN_KNOWN_SHARE = 0.5

const LABEL = /^(?:search\s+|rewritten\s+)?(?:query|question)\s*:\s*/iu
const QUOTED = /^["'“„«`](.*)["'”“»`]$/u

/**
 * The query that a model wrote, if it is one: a line made of words that the conversation has. Undefined for
 * everything else: a model that answers instead, or does what a text told it, must not decide what is searched.
 */
export function readRewrite(
  written: string,
  question: string,
  exchanges: readonly Exchange[],
): string | undefined {
  const [line = '', ...more] = written
    .split('\n')
    .flatMap((each) => (each.trim() === '' ? [] : [each.trim()]))
  if (more.length > 0) return undefined
  const query = line.replace(LABEL, '').replace(QUOTED, '$1').trim()
  if (query === question.trim()) return query
  if (query === '' || query.length > REWRITE_MAX_CHARS) return undefined
  const said = exchanges.flatMap((exchange) => [exchange.question, exchange.answer])
  const known = new Set([question, ...said].flatMap(beginningsOf))
  const terms = beginningsOf(query)
  const shared = terms.filter((term) => known.has(term))
  return terms.length > 0 && shared.length / terms.length >= MIN_KNOWN_SHARE ? query : undefined
}

function beginningsOf(text: string): string[] {
  return termsOf(text).map((term) => term.text.slice(0, BEGINNING_CHARS))
}
