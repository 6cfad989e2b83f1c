import { isFunctionWord } from './function-words.ts'
import { monthOf } from './months.ts'
import { multiplierOf, numberOfHan, numberOfWord, plainNumber } from './numerals.ts'
import { measureOf, spelledOut } from './spelling.ts'

/** What a text states, taken apart: each of these can stand in another text, or be missing there. */
export interface Term {
  readonly kind: 'number' | 'month' | 'code' | 'word' | 'gram'
  /** In one spelling. */
  readonly text: string
  /** A name inside of a sentence: nothing but an ending may be different elsewhere. */
  readonly isName?: boolean
}

/** Scripts whose words no space parts: compared by neighbouring characters. */
const UNSPACED = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー'
/** The letters of these are as few as ours: three neighbours tell as much as two ideographs. */
const SPELT = '\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}'
const LETTER = `(?![${UNSPACED}${SPELT}])[\\p{L}\\p{M}]`
/** Chinese numerals; one alone is part of a word as often, unless it counts years, days, hours or money. */
const HAN_NUMBER =
  '(?:[〇零一二两兩三四五六七八九十百千万萬]{2,}|[一二两兩三四五六七八九十](?=[年月日天週周円圆元歳岁])|[二两兩三四五六七八九十](?=[時时点點個个]))'
const TOKEN = new RegExp(
  [
    '(?<iso>\\d{4}-\\d{1,2}-\\d{1,2})(?!\\d)',
    '(?<date>\\d{1,2}[./]\\d{1,2}[./]\\d{2,4})(?!\\d|\\.\\d)',
    '(?<version>\\d{1,4}(?:\\.\\d{1,2}){2,})(?!\\d|\\.\\d)',
    '(?<time>\\d{1,2}:\\d{2})(?!\\d)',
    `(?<code>(?:\\d+[-/._]?)*(?:${LETTER})+[-/._]?\\d+(?:[-/._]?(?:\\d|[A-Za-z])+)*|\\d+[-/._]?[A-Z][A-Z\\d]*(?:[-/._][A-Z\\d]+)*)`,
    "(?<number>\\d{1,3}(?:[,.'’\\u00a0\\u202f ]\\d{3})+(?:[.,]\\d+)?(?![\\d])|\\d+(?:[.,]\\d+)?)",
    `(?<han>${HAN_NUMBER})`,
    `(?<run>(?:(?!${HAN_NUMBER})[${UNSPACED}]\\p{M}*)+)`,
    `(?<spelt>[${SPELT}][${SPELT}\\p{M}]*)`,
    `(?<word>(?:${LETTER})+)`,
  ].join('|'),
  'gu',
)
/** Grammar, in scripts whose words are not parted. */
const GRAMMAR = /^[\p{Script=Hiragana}的了是在可以和与或也被把就都而及其之為为及並并]+$/u
const CASED = /^\p{Lu}/u
const DIGIT = /\p{Nd}/gu
const MARKS =
  /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}])[\p{M}\u0640]+/gu
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/gu

/** One spelling for all that reads as the same. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(MARKS, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[أإآٱ]/gu, 'ا')
    .replaceAll('ى', 'ي')
}

/** Compatibility forms as usual ones, digits of every script as ours. */
function plain(text: string): string {
  return spelledOut(text.replace(INVISIBLE, '').normalize('NFKC').replace(DIGIT, digitOf))
}

function digitOf(sign: string): string {
  const code = sign.codePointAt(0) ?? 0
  if (code < 128) return sign
  // Digits of a script stand in a row of ten that begins with its zero.
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return String(code - zero)
}

/** All words of a text, folded: they tell its language. */
export function wordsOf(text: string): string[] {
  return fold(text).match(/[\p{L}\p{M}]+/gu) ?? []
}

/** The terms of a text in their order, those that say nothing left out. */
export function termsOf(text: string): Term[] {
  const terms: Term[] = []
  let isBesideNumber = false
  const tokens = [...plain(text).matchAll(TOKEN)]
  for (const [at, { groups = {}, index }] of tokens.entries()) {
    const next = tokens[at + 1]?.groups ?? {}
    const beside = isBesideNumber || next['number'] !== undefined
    isBesideNumber = groups['number'] !== undefined
    terms.push(
      ...termsOfToken(groups, { isFirst: index === 0 || at === 0, isBesideNumber: beside, last: terms }),
    )
  }
  return terms
}

interface Place {
  readonly isFirst: boolean
  readonly isBesideNumber: boolean
  readonly last: Term[]
}

function termsOfToken(token: Record<string, string | undefined>, place: Place): Term[] {
  const { iso, date, version, time, code, number, han, run, spelt, word } = token
  if (iso !== undefined) return dateTerms(iso.split('-').map(Number), [1])
  if (date !== undefined) return dateTerms(date.split(/[./]/).map(Number), [0, 1])
  if (time !== undefined) return [numberTerm(time.replace(/:00$/, '').replace(/^0(?=\d)/, ''))]
  if (version !== undefined) return [{ kind: 'code', text: version }]
  if (code !== undefined) return [{ kind: 'code', text: squash(code) }]
  if (number !== undefined) return [numberTerm(plainNumber(number))]
  if (han !== undefined) return [numberTerm(String(numberOfHan(han)))]
  if (run !== undefined) return gramsOf(run, 2)
  if (spelt !== undefined) return gramsOf(spelt, 3)
  return word === undefined ? [] : wordTerms(word, place)
}

function numberTerm(text: string): Term {
  return { kind: 'number', text }
}

/** Which of the parts may be the month. */
function dateTerms(parts: readonly number[], months: readonly number[]): Term[] {
  const found = months.flatMap((at) => {
    const month = parts[at] ?? 0
    return month >= 1 && month <= 12 ? [month] : []
  })
  const [month = 0] = found.slice(-1)
  const rest = parts.toSpliced(parts.lastIndexOf(month), month === 0 ? 0 : 1)
  return [...rest.map((value) => numberTerm(String(value))), ...found.map((one) => monthTerm(one))]
}

function monthTerm(month: number): Term {
  return { kind: 'month', text: String(month) }
}

function wordTerms(written: string, { isFirst, isBesideNumber, last }: Place): Term[] {
  const text = fold(written)
  const month = monthOf(text, isBesideNumber)
  if (month !== undefined) return [monthTerm(month)]
  const number = numberOfWord(text)
  if (number !== undefined) return [numberTerm(String(number))]
  const times = multiplierOf(text)
  const before = last.at(-1)
  if (times !== undefined && before?.kind === 'number') {
    last.pop()
    return [numberTerm(String(Number(before.text) * times))]
  }
  const isName = !isFirst && CASED.test(written)
  if (isFunctionWord(text) || (!isName && text.length < 3)) return []
  return [{ kind: 'word', text: measureOf(text), isName }]
}

function gramsOf(run: string, size: number): Term[] {
  const characters = run.match(/\P{M}\p{M}*/gu) ?? []
  const grams = characters.slice(size - 1).map((_, at) => characters.slice(at, at + size).join(''))
  const all = grams.length === 0 ? [characters.join('')] : grams
  return all.flatMap((text) => (GRAMMAR.test(text) ? [] : [{ kind: 'gram', text } as const]))
}

/** Letters and digits alone, as a code is the same with and without its hyphens. */
export function squash(text: string): string {
  return fold(plain(text)).replaceAll(/[^\p{L}\p{N}]+/gu, '')
}
