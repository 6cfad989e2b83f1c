import type { Citation } from '@bulkhead/contracts/http/sessions'

import { listOf, numberOf, parseJson, recordOf, textOf, type Json } from './json-fields.ts'
import type { Outcome, Passage, Tokens } from './outcome.ts'
import type { ServerEvent } from './server-events.ts'

/** A whole answer of any of the routes, by what is in it. */
export function outcomeOf(body: string): Outcome {
  const json = parseJson(body)
  const result = recordOf(json['result'])
  const structured = recordOf(result['structuredContent'])
  const source = Object.keys(structured).length > 0 ? structured : json
  const isFailed = result['isError'] === true || json['error'] !== undefined
  const said = listOf(result['content']).map(({ text }) => textOf(text))
  return {
    text: textIn(source),
    citations: citationsIn(source['citations']),
    passages: [...passagesIn(source['results']), ...listOf(result['tools']).map(toolAsPassage)],
    warnings: warningsIn(source['warnings']),
    tokens: tokensIn(source['usage']),
    model: textOf(source['model']) || undefined,
    failure: isFailed ? said.join('\n') || textOf(recordOf(json['error'])['message']) : undefined,
    raw: Object.keys(json).length > 0 ? JSON.stringify(json, null, 2) : body,
  }
}

/** What one event of a stream adds. */
export function withEvent(before: Outcome, { event, data }: ServerEvent): Outcome {
  if (data === '[DONE]') return before
  const json = parseJson(data)
  const raw = JSON.stringify(json, null, 2)
  if (event === 'delta') return { ...before, text: before.text + textOf(json['text']), raw }
  if (event === 'retrieval') {
    return {
      ...before,
      passages: listOf(json['sources']).map(sourceAsPassage),
      warnings: warningsIn(json['warnings']),
      raw,
    }
  }
  if (event === 'citation')
    return { ...before, citations: [...before.citations, ...citationsIn([json])], raw }
  if (event === 'message.end') return { ...before, ...settled(before, json), raw }
  if (event === 'error' || event === 'response.failed') return { ...before, failure: failureIn(json), raw }
  if (event === 'response.output_text.delta')
    return { ...before, text: before.text + textOf(json['delta']), raw }
  if (event === 'response.completed' || event === 'response.incomplete') {
    return { ...before, ...settled(before, recordOf(json['response'])), raw }
  }
  if (json['jsonrpc'] !== undefined) return outcomeOf(data)
  return event === 'message' ? withChunk(before, json, raw) : before
}

/** A chunk of a chat completion. */
function withChunk(before: Outcome, json: Json, raw: string): Outcome {
  if (json['error'] !== undefined) return { ...before, failure: failureIn(json), raw }
  const [choice = {}] = listOf(json['choices'])
  const added = textOf(recordOf(choice['delta'])['content'])
  return {
    ...before,
    text: before.text + added,
    model: textOf(json['model']) || before.model,
    tokens: tokensIn(json['usage']) ?? before.tokens,
    raw,
  }
}

/** The end of a stream repeats the whole; it knows best. */
function settled(before: Outcome, json: Json): Partial<Outcome> {
  const citations = citationsIn(json['citations'])
  return {
    text: textIn(json) || before.text,
    citations: citations.length > 0 ? citations : before.citations,
    tokens: tokensIn(json['usage']) ?? before.tokens,
    model: textOf(json['model']) || before.model,
  }
}

function textIn(json: Json): string {
  const [choice = {}] = listOf(json['choices'])
  const completion = textOf(recordOf(choice['message'])['content'])
  const output = listOf(json['output']).flatMap(({ content }) =>
    listOf(content).map(({ text }) => textOf(text)),
  )
  return completion || textOf(json['answer']) || textOf(json['content']) || output.join('')
}

function citationsIn(value: unknown): Citation[] {
  return listOf(value).map((one) => ({
    n: numberOf(one['n']) ?? 0,
    documentId: textOf(one['documentId']),
    title: textOf(one['title']),
    chunkId: textOf(one['chunkId']),
    quote: textOf(one['quote']),
    span: { start: 0, end: 0 },
    ...(typeof one['heading'] === 'string' ? { heading: one['heading'] } : {}),
    ...(typeof one['page'] === 'number' ? { page: one['page'] } : {}),
  }))
}

function passagesIn(value: unknown): Passage[] {
  return listOf(value).map((one) => {
    const text = textOf(one['text']) || textOf(recordOf(one['document'])['text'])
    const index = numberOf(one['index'])
    return {
      title: textOf(one['title']) || (index === undefined ? '' : `Document ${index + 1}`),
      text,
      score: numberOf(one['score']) ?? numberOf(one['relevance_score']),
    }
  })
}

function sourceAsPassage(source: Json): Passage {
  return { title: textOf(source['title']), text: textOf(source['heading']), score: numberOf(source['score']) }
}

function toolAsPassage(tool: Json): Passage {
  return { title: textOf(tool['name']), text: textOf(tool['description']), score: undefined }
}

function warningsIn(value: unknown): string[] {
  return listOf(value).map(({ code, message }) => textOf(message) || textOf(code))
}

function failureIn(json: Json): string {
  const error = recordOf(json['error'] ?? recordOf(json['response'])['error'])
  return [textOf(error['code']), textOf(error['message'])].filter((part) => part !== '').join(': ')
}

function tokensIn(value: unknown): Tokens | undefined {
  const usage = recordOf(value)
  const first = (...names: readonly string[]) =>
    names.map((name) => numberOf(usage[name])).find((one) => one !== undefined)
  const prompt = first('promptTokens', 'prompt_tokens', 'input_tokens')
  if (prompt === undefined) return undefined
  const details = recordOf(usage['prompt_tokens_details'] ?? usage['input_tokens_details'])
  return {
    prompt,
    completion: first('completionTokens', 'completion_tokens', 'output_tokens') ?? 0,
    cached: numberOf(details['cached_tokens']) ?? 0,
  }
}
