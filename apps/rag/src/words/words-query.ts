/**
 * Words of a question that say nothing about its subject. Dropping them is worth as much as stemming
 * (measured).
 */
const QUESTION_WORDS = new Set(
  `a about am an and any are as at be been being but by can could did do does for from had has have how i if in into is it its me my no
  not of on or our shall should so such than that the their them then there these they this those to us was we were what when where which
  while who whom whose why will with would you your`.split(/\s+/),
)

/**
 * A query of 4,000 characters may hold many words; beyond these the ranking no longer changes but the time
 * does.
 */
const MAX_TERMS = 48

const WORD = /[\p{L}\p{N}\p{M}\p{Co}]+/gu
/** Scripts written without spaces: the tokenizer would take a whole sentence for one word. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const UNSPACED_ALL = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu
const UNSPACED_RUNS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu

/** Text as it goes into the word index: characters of unspaced scripts stand alone. */
export function indexable(text: string): string {
  return UNSPACED.test(text) ? text.replace(UNSPACED_ALL, ' $& ') : text
}

/**
 * What a query looks for: its words without those of every question, each once. Empty when it has no word at
 * all.
 */
export function searchTerms(query: string): string[] {
  const words = [...new Set((query.toLowerCase().match(WORD) ?? []).flatMap(termsOf))]
  const telling = words.filter((word) => !QUESTION_WORDS.has(word))
  return (telling.length > 0 ? telling : words).slice(0, MAX_TERMS)
}

/**
 * The FTS5 expression that finds any of the terms. Nothing of FTS5's own syntax gets through, since terms
 * have letters, digits and marks only and each is a quoted string.
 */
export function anyOf(terms: readonly string[]): string {
  return terms.map((term) => `"${term}"`).join(' OR ')
}

/** A word as it is; a run of an unspaced script as phrases of two neighbours each. */
function termsOf(word: string): string[] {
  if (!UNSPACED.test(word)) return [word]
  return (word.match(UNSPACED_RUNS) ?? []).flatMap((run) =>
    UNSPACED.test(run) ? pairsOf(Array.from(run)) : [run],
  )
}

function pairsOf(characters: readonly string[]): string[] {
  if (characters.length < 2) return characters.slice()
  return characters.slice(1).map((character, index) => `${characters[index]} ${character}`)
}
