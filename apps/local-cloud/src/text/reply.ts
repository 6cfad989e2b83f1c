import type { ChatMessage } from '../ai-inputs.ts'
import { pickSentences } from './pick-sentences.ts'
import { readSources } from './read-sources.ts'
import { rewriteIn, standAlone } from './stand-alone.ts'

const REFUSAL = 'I could not find this in the documents provided.'

/**
 * What the stand-in says: an answer read out of the sources if there are any, a query if one is asked for, else
 * what it is.
 */
export function replyTo(messages: readonly ChatMessage[]): string {
  for (const [at, { role, text }] of [...messages.entries()].toReversed()) {
    const grounded = role === 'assistant' ? undefined : readSources(text)
    if (grounded === undefined) continue
    const before = messages.slice(0, at).flatMap((message) => (message.role === 'user' ? [message.text] : []))
    const question = standAlone([...before, grounded.question])
    return extractiveAnswer(pickSentences(question, grounded.sources))
  }
  return rewriteIn(messages.at(-1)?.text ?? '') ?? plainReply(messages)
}

function extractiveAnswer(quotes: ReturnType<typeof pickSentences>): string {
  return quotes.length === 0 ? REFUSAL : quotes.map(({ n, text }) => `${text} [${n}]`).join(' ')
}

/** Repeats nothing of what it was asked: only how long it was. */
function plainReply(messages: readonly ChatMessage[]): string {
  const asked = messages.findLast(({ role }) => role === 'user')?.text ?? ''
  const words = asked.match(/\S+/g)?.length ?? 0
  return (
    `This is Bulkhead's local stand-in for a language model: nothing here thinks. Your message had ${words} ${words === 1 ? 'word' : 'words'}, ` +
    'and a real model would answer it now. Everything around this reply is real: limits, budgets, sessions and streaming. ' +
    'Ask with retrieval to have sentences of your documents quoted.'
  )
}
