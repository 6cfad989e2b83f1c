import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { estimateTokens } from './estimate-tokens.ts'
import { LANGUAGES, proseIn } from './testing/prose.ts'
import { mostTokens, VOCABULARIES } from './testing/vocabularies.ts'

/** What may be reserved in vain for prose. */
const MOST_OVER = 2
/** A window of prose: about a paragraph. */
const WINDOW_CHARS = 400

const characters = (first: number, last: number) =>
  fc.integer({ min: first, max: last }).map((code) => String.fromCodePoint(code))
const spelled = (alphabet: string, maxLength = 80) =>
  fc.string({ unit: fc.constantFrom(...alphabet.split('')), minLength: 1, maxLength })
/** In the normal form that JSON has from keyboards; some vocabularies spell the few letters out that this form does not keep. */
const many = (unit: fc.Arbitrary<string>) =>
  fc.string({ unit, minLength: 1, maxLength: 40 }).map((text) => text.normalize('NFC'))

/** Texts that are no prose, each kind as bug reports have it. */
const KINDS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  digits: spelled('0123456789'),
  'telephone numbers': spelled('0123456789 +()-'),
  hex: spelled('0123456789abcdef'),
  'HEX in capitals': spelled('0123456789ABCDEF'),
  base64: fc
    .uint8Array({ minLength: 24, maxLength: 120 })
    .map((bytes) => Buffer.from(bytes).toString('base64')),
  'base64 in URLs': fc
    .uint8Array({ minLength: 24, maxLength: 120 })
    .map((bytes) => Buffer.from(bytes).toString('base64url')),
  UUIDs: fc.array(fc.uuid(), { minLength: 1, maxLength: 5 }).map((ids) => ids.join('\n')),
  punctuation: spelled('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~ '),
  blanks: spelled(' \n\t\r'),
  controls: many(characters(0, 31)),
  emoji: many(characters(0x1f300, 0x1f64f)),
  'emoji that are joined': many(fc.constantFrom('👩🏽‍💻', '👨‍👩‍👧‍👦', '🏳️‍🌈', '🇩🇪', '❤️')),
  Ethiopic: many(characters(0x1200, 0x135a)),
  Tibetan: many(characters(0xf40, 0xfbc)),
  Cherokee: many(characters(0x13a0, 0x13f5)),
  Khmer: many(characters(0x1780, 0x17dc)),
  Georgian: many(characters(0x10d0, 0x10fa)),
  Han: many(characters(0x4e00, 0x9fff)),
  Hangul: many(characters(0xac00, 0xd7a3)),
  kana: many(characters(0x3041, 0x30fe)),
  Cyrillic: many(characters(0x400, 0x4ff)),
  Russian: spelled('абвгдеёжзийклмнопрстуфхцчшщъыьэюя'),
  Mongolian: spelled('абвгдеёжзийклмноөпрстуүфхцчшщъыьэюя'),
  Greek: spelled('αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώ'),
  Hebrew: many(characters(0x5d0, 0x5ea)),
  Arabic: many(characters(0x621, 0x64a)),
  Devanagari: many(characters(0x900, 0x97f)),
  Bengali: many(characters(0x985, 0x9cc)),
  Tamil: many(characters(0xb85, 0xbcd)),
  Thai: many(characters(0xe01, 0xe5b)),
  Armenian: many(characters(0x561, 0x586)),
  'letters of Latin': spelled('abcdefghijklmnopqrstuvwxyz', 200),
  'LETTERS OF LATIN': spelled('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 200),
  'letters of Europe': many(characters(0xc0, 0x17f)),
  'words of any letters': fc
    .array(
      fc.oneof(
        ...[
          'abcdefghijklmnopqrstuvwxyz',
          'абвгдежзийклмнопрстуфхцчшщъыьэюя',
          'אבגדהוזחטיכלמנסעפצקרשת',
          'กขคงจชดตนบปมยรลวส',
        ].map((letters) => spelled(letters, 12)),
      ),
      { minLength: 1, maxLength: 30 },
    )
    .map((words) => words.join(' ')),
  cuneiform: many(characters(0x12000, 0x12399)),
  braille: many(characters(0x2800, 0x28ff)),
  mathematics: many(characters(0x2200, 0x22ff)),
  boxes: many(characters(0x2500, 0x25ff)),
  'marks upon marks': many(characters(0x300, 0x36f)),
  'private use': many(characters(0xe000, 0xf8ff)),
  'halves of characters': many(characters(0xd800, 0xdfff)),
}

test.each(Object.entries(KINDS))('%s: never more than estimated', (_, kind) => {
  fc.assert(
    fc.property(kind, (text) => {
      expect(estimateTokens(text)).toBeGreaterThanOrEqual(mostTokens(text))
    }),
    { numRuns: 150 },
  )
})

test.each(Object.keys(LANGUAGES))('%s: never more than estimated, and at most twice over', (language) => {
  const text = proseIn(language)
  const start = fc.integer({ min: 0, max: text.length - WINDOW_CHARS })
  fc.assert(
    fc.property(start, (from) => {
      const window = text.slice(from, from + WINDOW_CHARS)
      expect(estimateTokens(window)).toBeGreaterThanOrEqual(mostTokens(window))
    }),
    { numRuns: 100 },
  )
  expect(estimateTokens(text) / mostTokens(text)).toBeLessThanOrEqual(MOST_OVER)
})

test('text of all kinds in one: never more than estimated', () => {
  const prose = fc
    .tuple(fc.constantFrom(...Object.keys(LANGUAGES).map(proseIn)), fc.nat(2_000))
    .map(([text, from]) => text.slice(from, from + 200))
  const mixed = fc.array(fc.oneof(prose, ...Object.values(KINDS)), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(mixed, (pieces) => {
      const text = pieces.join(' ')
      expect(estimateTokens(text)).toBeGreaterThanOrEqual(mostTokens(text))
    }),
    { numRuns: 200 },
  )
})

test.each(['estimate-tokens.ts', 'tokens/token-meter.ts', 'tokens/script-tokens.ts', '../package.json'])(
  'code (%s): never more than estimated',
  (file) => {
    const code = readFileSync(join(import.meta.dirname, file), 'utf8')

    expect(estimateTokens(code)).toBeGreaterThanOrEqual(mostTokens(code))
  },
)

test('rare scripts, digits and emoji cost a token a byte and not more', () => {
  for (const text of ['0123456789', 'ሰላም', 'བོད', '👩‍💻', '⠓⠑⠇⠇⠕']) {
    expect(estimateTokens(text)).toBe(Buffer.byteLength(text))
  }
})

test('nothing costs nothing, and the price of a text grows with it', () => {
  expect(estimateTokens('')).toBe(0)
  expect(estimateTokens('a'.repeat(2_000_000))).toBeGreaterThan(500_000)
  expect(Object.keys(VOCABULARIES)).toHaveLength(3)
})
