import { Conversation, endsOf, saidIn } from '../../stage/conversation.ts'
import type { Drill } from '../../stage/drill.ts'
import { HELLO } from '../../stage/hello.ts'
import { chargedExactly, spent } from '../../stage/spent.ts'

const COMPLETIONS = '/v1/chat/completions'

const garbage: Drill = {
  id: 'D-21a',
  failure: 'A model answers garbage',
  rows: ['ai/outage'],
  injected: 'the stream holds half JSON and HTML',
  expected: 'counted as a failed attempt: retried once, then the fallback answers',
  run: async (stage) => {
    const talk = await Conversation.open(stage.atlas)
    const model = stage.freshModel()
    await stage.fault({ target: 'ai', mode: 'malformed', model })

    const answered = await talk.send('Ahoy', { model, stream: true })
    stage.ok('message', answered)
    stage.same('ends of the stream', endsOf(answered), ['message.end'])
    stage.same('x-bulkhead-model', answered.headers.get('x-bulkhead-model'), '@cf/drills/atlas-fallback')
    stage.same('attempts at models', await stage.attempts(answered), 3)
    const requestId = answered.headers.get('x-request-id')
    const line = { message: 'ai attempt', tenantId: 'atlas', requestId, outcome: 'malformed' }
    await stage.logged('the garbage', line)
    return '200 from the fallback after 3 attempts'
  },
  mutant: 'garbage-tries-next-model',
}

const endless: Drill = {
  id: 'D-21b',
  failure: 'A model does not stop',
  rows: ['ai/outage'],
  injected: 'the stream continues beyond the requested tokens',
  expected: 'cut off with one error; charged as counted, and the excess is logged',
  run: async (stage) => {
    const before = await spent(stage.atlas)
    const model = stage.freshModel()
    await stage.fault({ target: 'ai', mode: 'endless', model })

    const cut = await stage.atlas.post(COMPLETIONS, { model, stream: true, max_tokens: 50, ...HELLO })
    stage.ok('completion', cut)
    stage.same('ends of the stream', openAiEnds(cut.text), ['error ai_unavailable'])
    const at = { tenantId: 'atlas', requestId: cut.headers.get('x-request-id') }
    const line = await stage.logged('the cut', { message: 'ai attempt', ...at, outcome: 'malformed' })
    const counted = Number(line['promptTokens']) + Number(line['completionTokens'])
    stage.holds(`${counted} tokens were let through of 50`, counted < 1_000)
    await chargedExactly(stage, stage.atlas, { before, tokens: counted })
    await stage.logged('the excess', { message: 'more tokens used than reserved', ...at })
    return `one error chunk, ${counted} tokens counted and charged`
  },
  mutant: 'answer-length-capped',
}

const cutInside: Drill = {
  id: 'D-23a',
  failure: 'A model dies in the middle of an answer',
  rows: ['ai/outage'],
  injected: 'the stream ends after 3 words',
  expected: 'the words, then exactly one error; the answer is stored as incomplete and charged as counted',
  quick: true,
  run: async (stage) => {
    const talk = await Conversation.open(stage.atlas)
    const before = await spent(stage.atlas)
    const model = stage.freshModel()
    await stage.fault({ target: 'ai', mode: 'cut', model })

    const cut = await talk.send('Ahoy', { model, stream: true })
    stage.ok('message', cut)
    stage.same('ends of the stream', endsOf(cut), ['error ai_unavailable'])
    const [, answer] = await talk.messages()
    stage.same('the stored answer', [answer?.status, answer?.content], ['incomplete', saidIn(cut)])
    stage.same('words', saidIn(cut).trim().split(/\s+/).length, 3)
    const requestId = cut.headers.get('x-request-id')
    const line = await stage.logged('the cut', {
      message: 'ai attempt',
      tenantId: 'atlas',
      requestId,
      outcome: 'cut',
    })
    const counted = Number(line['promptTokens']) + Number(line['completionTokens'])
    stage.same('usage of the answer', answer?.usage?.totalTokens, counted)
    await chargedExactly(stage, stage.atlas, { before, tokens: counted })
    const chunks = await stage.atlas.post(COMPLETIONS, { model, stream: true, ...HELLO })
    stage.same('ends of the OpenAI stream', openAiEnds(chunks.text), ['error ai_unavailable'])
    return `3 words and one error; incomplete, ${counted} tokens charged`
  },
  mutant: 'broken-stream-is-not-end',
}

const fallsSilent: Drill = {
  id: 'D-23b',
  failure: 'A model falls silent in the middle of an answer',
  rows: ['ai/outage'],
  injected: 'the stream stops after 3 words and stays open',
  expected: 'one error ai_timeout (idle) after the idle timeout; incomplete, charged as counted',
  run: async (stage) => {
    const talk = await Conversation.open(stage.atlas)
    const before = await spent(stage.atlas)
    const model = stage.freshModel()
    await stage.fault({ target: 'ai', mode: 'stall', model })

    const startMs = Date.now()
    const cut = await talk.send('Ahoy', { model, stream: true })
    const tookMs = Date.now() - startMs
    stage.same('ends of the stream', endsOf(cut), ['error ai_timeout'])
    stage.holds(`it took ${tookMs} ms`, tookMs >= 1_000 && tookMs < 3_500)
    const [, answer] = await talk.messages()
    stage.same('the stored answer', [answer?.status, answer?.content], ['incomplete', saidIn(cut)])
    const at = { tenantId: 'atlas', requestId: cut.headers.get('x-request-id') }
    await stage.logged('the silence', { message: 'ai attempt', ...at, outcome: 'timeout:idle' })
    await chargedExactly(stage, stage.atlas, { before, tokens: answer?.usage?.totalTokens ?? 0 })
    return `one error ai_timeout after ${(tookMs / 1_000).toFixed(1)} s; incomplete and charged`
  },
  mutant: 'idle-timeout',
}

/** The terminal events of an OpenAI stream, of which there must be exactly one. */
function openAiEnds(text: string): readonly string[] {
  return text
    .split('\n\n')
    .filter((event) => event.startsWith('data: '))
    .flatMap((event) => {
      if (event === 'data: [DONE]') return ['done']
      const { error } = JSON.parse(event.slice('data: '.length))
      return error === undefined ? [] : [`error ${error.code}`]
    })
}

export const STREAM_DRILLS: readonly Drill[] = [garbage, endless, cutInside, fallsSilent]
