import type { Client, Sent } from '@bulkhead/harness/client'

import { CALYPSO } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'
import { spent } from '../../stage/spent.ts'
import type { Stage } from '../../stage/stage.ts'

const RESPONSES = '/v1/responses'
const TOOLS = [{ type: 'function', name: 'get_weather', parameters: { type: 'object', properties: {} } }]
/** All of it is sent again with each further turn: two are more than the budget. */
const LOG_BOOK = 'The wind was fresh and the sea was high. '.repeat(103)
const FRAME = { tools: TOOLS, max_output_tokens: 50 }
const BUDGET = 2_000
const TURNS_MAX = 8

const cutInside: Drill = {
  id: 'D-49a',
  failure: 'A model dies in the middle of a response',
  rows: ['ai/outage'],
  injected: 'the stream of the provider is cut after a few tokens',
  expected: 'exactly one terminal event, response.failed; the response is kept as failed, with what was said',
  run: async (stage) => {
    const model = stage.freshModel()
    await stage.fault({ target: 'ai', mode: 'cut', model })

    const cut = await stage.atlas.post(RESPONSES, { model, input: 'Ahoy', stream: true })
    stage.ok('response', cut)
    stage.same('ends of the stream', endsOf(cut), ['response.failed'])
    const kept = await stage.atlas.get(`${RESPONSES}/${idIn(cut)}`)
    stage.same('status of the kept response', kept.body?.status, 'failed')
    stage.holds('what was said is not kept', JSON.stringify(kept.body?.output).includes('"text":"This'))
    await stage.atlas.delete(`${RESPONSES}/${idIn(cut)}`)
    return 'response.failed, and the beginning is kept'
  },
  mutant: 'failed-response-is-told',
}

const resumed: Drill = {
  id: 'D-49b',
  failure: 'A client loses the stream of a response',
  rows: ['ai/outage'],
  injected: 'the client leaves after some events and asks for the rest',
  expected: 'starting_after gives each event behind it once, in order, to the same end',
  run: async (stage) => {
    const whole = await stage.atlas.post(RESPONSES, { input: 'Ahoy', stream: true })
    stage.ok('response', whole)
    const all = numbersIn(whole)
    const seen = 5
    const rest = await stage.atlas.get(`${RESPONSES}/${idIn(whole)}?stream=true&starting_after=${all[seen]}`)
    stage.ok('resumed stream', rest)
    stage.same('numbers of the resumed events', numbersIn(rest), all.slice(seen + 1))
    stage.same('ends of the resumed stream', endsOf(rest), ['response.completed'])
    await stage.atlas.delete(`${RESPONSES}/${idIn(whole)}`)
    return `${all.length - seen - 1} of ${all.length} events, each once`
  },
  mutant: 'resumed-behind-the-last-event',
}

const budgetInTheLoop: Drill = {
  id: 'D-49c',
  failure: 'The budget is spent in the middle of an agent loop',
  rows: ['ai/quota-or-key'],
  injected: 'an agent goes on from response to response, each with all that was said before',
  expected:
    '402 before the step that would not be covered; what was made before stays, and nothing is overdrawn',
  run: (stage) => stage.onOwnSystem({}, spendInALoop),
  mutant: 'history-of-a-turn-reserved',
}

async function spendInALoop(own: Stage): Promise<string> {
  const calypso = own.client(CALYPSO)
  let last = await calypso.post(RESPONSES, { input: `Use get_weather. ${LOG_BOOK}`, ...FRAME })
  own.ok('first response', last)
  let made = last
  for (let turn = 1; last.status === 200 && turn < TURNS_MAX; turn++) {
    made = last
    last = await stepAfter(calypso, made)
  }
  own.same('the end of the loop', [last.status, last.body?.error?.code], [402, 'budget_exceeded'])
  const used = await spent(calypso)
  own.holds(`${used} tokens of ${BUDGET} were used`, used <= BUDGET)
  own.ok('the response before', await calypso.get(`${RESPONSES}/${made.body?.id}`))
  return `402 with ${used} of ${BUDGET} tokens used; the response before is still there`
}

/** What an agent does next: it runs the tool that was called, or asks again. */
function stepAfter(client: Client, { body }: Sent): Promise<Sent> {
  const call = body.output.find(({ type }: { type: string }) => type === 'function_call')
  const output = { type: 'function_call_output', call_id: call?.call_id, output: 'Snow.' }
  const input = call === undefined ? 'Use get_weather again.' : [output]
  return client.post(RESPONSES, { previous_response_id: body.id, input, ...FRAME })
}

const withoutDocuments: Drill = {
  id: 'D-49d',
  failure: 'Retrieval is unavailable for a response with file_search',
  rows: ['ai/outage'],
  injected: 'every call of rag fails',
  expected: 'the model answers without documents: no result and no annotation, and the log says why',
  run: async (stage) => {
    await stage.fault({ target: 'worker:rag', mode: 'error', tenantId: 'atlas' })

    const search = { type: 'file_search' }
    const include = ['file_search_call.results']
    const answered = await stage.atlas.post(RESPONSES, {
      input: 'Who keeps the lamp?',
      tools: [search],
      include,
    })
    stage.ok('response', answered)
    const [found, message] = answered.body?.output ?? []
    stage.same('results of the search', found?.results, [])
    stage.same('annotations', message?.content?.[0]?.annotations, [])
    await stage.logged('the degradation', {
      message: 'answer goes on without retrieval',
      degraded: 'retrieval',
    })
    return 'answered without documents'
  },
  mutant: 'answers-without-retrieval',
}

function idIn({ text }: Sent): string {
  return /"id":"(resp_\w+)"/.exec(text)?.[1] ?? ''
}

function numbersIn({ text }: Sent): readonly number[] {
  return [...text.matchAll(/"sequence_number":(\d+)/g)].map(([, number]) => Number(number))
}

/** The terminal events of a stream of a response, of which there must be exactly one. */
function endsOf({ text }: Sent): readonly string[] {
  return [...text.matchAll(/^event: (response\.(?:completed|incomplete|failed))$/gm)].map(
    ([, event = '']) => event,
  )
}

export const RESPONSES_DRILLS: readonly Drill[] = [cutInside, resumed, budgetInTheLoop, withoutDocuments]
