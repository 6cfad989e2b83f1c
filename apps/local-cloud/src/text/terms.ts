import { stemmer } from 'stemmer'

/** Words that say how something is asked, or nothing at all. */
const COMMON_WORDS = new Set(
  (
    'a about after all also am an and any are as at be because been before being between both but by can could did do does doing ' +
    'down during each far few for from further get give go had has have having he her here hers him his how i if in into is it its ' +
    'just kind long many may me more most much must my name no nor not of off often on once only or other our out over own please ' +
    's same she should so some such tell than that the their them then there these they this those through to too type under until ' +
    'up us very was we were what when where which while who whom whose why will with would you your'
  ).split(' '),
)

/** Scripts written without spaces need the dictionary of the segmenter; for all others a pattern is much faster. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u
const WORD = /[\p{L}\p{N}\p{M}]+/gu
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

/** Of Latin, Greek and Cyrillic, Hebrew and Arabic. In Thai or Hindi a mark is a letter: without it the word is another. */
const ACCENT = /[\u0300-\u036F\u0591-\u05C7\u0610-\u061A\u064B-\u065F\u0670]/g

/** The words of a text, in lower case and without accents. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replaceAll(ACCENT, '').normalize('NFC').toLowerCase()
  if (!UNSPACED.test(plain)) return plain.match(WORD) ?? []
  return Array.from(segmenter.segment(plain)).flatMap(({ segment, isWordLike }) =>
    isWordLike ? [segment] : [],
  )
}

export function isCommonWord(word: string): boolean {
  return COMMON_WORDS.has(word)
}

/** What a text is about: stems of its words, without the common ones. */
export function termsOf(text: string): string[] {
  return wordsOf(text).flatMap((word) => (isCommonWord(word) ? [] : [stemmer(word)]))
}

/** Stems that begin alike count as one from this length on ("nativ", "native"). */
const MIN_ALIKE = 5
const MAX_ENDING = 2

export function isSameTerm(one: string, other: string): boolean {
  return one === other || beginsAlike(one, other) || beginsAlike(other, one)
}

function beginsAlike(one: string, other: string): boolean {
  const beginning = Math.max(MIN_ALIKE, other.length - MAX_ENDING)
  return other.length >= MIN_ALIKE && one.length >= MIN_ALIKE && one.startsWith(other.slice(0, beginning))
}
