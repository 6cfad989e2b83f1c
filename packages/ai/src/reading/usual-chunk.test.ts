import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { parseJson } from '../json/json.ts'
import type { Delta } from '../model-answer.ts'
import { AnswerReader } from './answer-reader.ts'

const arrival = (text: string) => ({ event: '', isAlone: false, isTail: false, text })
const head = '{"id":"1","object":"chat.completion.chunk","created":1,"model":"m"'
const delta = (text: string, more = '') => `{"index":0,"delta":{${more}"content":${JSON.stringify(text)}}`

/** Each makes one chunk around a text. */
const FORMS: Readonly<Record<string, (text: string, at: number) => string>> = {
  plain: (text) => `${head},"choices":[${delta(text)},"finish_reason":null}]}`,
  'with fields of its own': (text) =>
    `${head},"system_fingerprint":"fp","choices":[${delta(text)},"logprobs":null,"finish_reason":null}],"usage":null}`,
  padded: (text, at) =>
    `${head},"choices":[${delta(text)},"finish_reason":null}],"obfuscation":"${'aZ9'.repeat(at % 4)}"}`,
  'with a role at first': (text, at) =>
    `${head},"choices":[${delta(text, at === 0 ? '"role":"assistant",' : '')},"finish_reason":null}]}`,
  'with another id each time': (text, at) => `{"id":"${at}","choices":[${delta(text)}}]}`,
  'with the text in another field too': (text) =>
    `{"note":${JSON.stringify(text)},"choices":[${delta(text)}}]}`,
  'with a count each time': (text, at) =>
    `{"choices":[${delta(text)}}],"usage":{"prompt_tokens":1,"completion_tokens":${at + 1}}}`,
  'with thoughts in between': (text, at) =>
    at % 3 === 1
      ? `${head},"choices":[{"index":0,"delta":{"reasoning_content":${JSON.stringify(text)}}}]}`
      : `${head},"choices":[${delta(text)}}]}`,
  'with fields of the body now and then': (text, at) =>
    at % 3 === 1 ? `${head},"citations":[1],"choices":[]}` : `${head},"choices":[${delta(text)}}]}`,
}

const texts = fc.array(
  fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', ' ', '\n', '"', '\\', '"}]', ',"obfuscation":"x"}', 'm', 'assistant', '1'),
  ),
  { maxLength: 12 },
)

function readAll(chunks: readonly string[], isParsed: boolean) {
  const reader = new AnswerReader(1_000_000)
  let unparsed = 0
  const deltas: (Delta | undefined)[] = chunks.map((chunk) => {
    const usual = isParsed ? undefined : reader.readUsual(arrival(chunk))
    if (usual !== undefined) unparsed += 1
    return usual ?? reader.read(parseJson(chunk), arrival(chunk))
  })
  const { said, counted, isCountFinal, finishReason } = reader
  return { unparsed, read: { deltas, said, counted, isCountFinal, finishReason, held: reader.takeHeld() } }
}

test.each(Object.entries(FORMS))('a chunk says the same whether it is parsed or not: %s', (_, form) => {
  fc.assert(
    fc.property(texts, (all) => {
      const chunks = all.map(form)
      expect(readAll(chunks, false).read).toEqual(readAll(chunks, true).read)
    }),
  )
})

test.each([
  ['plain', 19],
  ['with fields of its own', 19],
  ['padded', 19],
  ['with a role at first', 18],
  ['with another id each time', 0],
  ['with the text in another field too', 0],
])('of twenty chunks, so many need no parser: %s', (name, expected) => {
  const words = Array.from({ length: 20 }, (_, at) => ` word ${at}\n`)

  expect(readAll(words.map(FORMS[name]!), false).unparsed).toBe(expected)
})
