import { ARABIC, CYRILLIC } from './alphabets.ts'

/**
 * How likely a token ends between two letters, in tenths: row = first letter, column = second, a–z. Fitted to the words of 37 languages and to random
 * letters, against the largest count that the vocabularies of GPT-4, GPT-4o, Llama 3, Qwen 3, Gemma 3 and DeepSeek V3 need.
 */
const TENTHS = [
  '73235525443231546233445424',
  '35382767308086396327359616',
  '29181381233289075260239743',
  '37472547354566355256346433',
  '45235437456443761234367147',
  '37560259356479097264348859',
  '49884965489553599355597949',
  '37872864387626366644389853',
  '44033425715242165442719463',
  '38993995567886399978399898',
  '45573736465794479655588829',
  '45843246276264385943459826',
  '33871849365737227769397255',
  '36133325456585367531657825',
  '74246427575331649133042547',
  '27950667255154144033296436',
  '98687997699598952997177999',
  '36341726384743257532368706',
  '38482914465686245612366426',
  '38971563345666396145496506',
  '35651637366332658234787376',
  '46881765398375399687688944',
  '39862460176663377635599625',
  '77464988599648789869759605',
  '69796988799897798669799957',
  '48983968588779698766569703',
]

const LATIN = { letters: 'abcdefghijklmnopqrstuvwxyz', tenths: TENTHS }
const PLACE_BITS = 6
const PER_ALPHABET = 1 << PLACE_BITS
/** By char code: the place of a letter among those of all alphabets, {@link PER_ALPHABET} for each; 0 is none. */
const PLACES = new Uint8Array(0x700)
const TOKENS = new Float64Array(3 * PER_ALPHABET * PER_ALPHABET)

for (const [nth, { letters, tenths }] of [LATIN, CYRILLIC, ARABIC].entries()) {
  for (const [at, row] of tenths.entries()) {
    const place = nth * PER_ALPHABET + at + 1
    PLACES[letters.charCodeAt(at)] = place
    PLACES[(letters[at] ?? '').toUpperCase().charCodeAt(0)] = place
    for (let to = 0; to < row.length; to += 1) TOKENS[place * PER_ALPHABET + to + 1] = Number(row[to]) / 10
  }
}

/** The place of a letter that belongs to pairs, to be handed to {@link tokensBetween}; 0 when it belongs to none. */
export function placeOf(code: number): number {
  return PLACES[code] ?? 0
}

/** What {@link tokensBetween} says of letters that are no pair; a number, since this runs for every letter. */
export const NO_PAIR = -1

/** The share of a token that `second` adds after `first`. */
export function tokensBetween(first: number, second: number): number {
  if (first === 0 || second === 0 || alphabetOf(first) !== alphabetOf(second)) return NO_PAIR
  return TOKENS[(first << PLACE_BITS) | (second & (PER_ALPHABET - 1))] ?? NO_PAIR
}

function alphabetOf(place: number): number {
  return place >> PLACE_BITS
}
