import type { Sent } from '@bulkhead/harness/client'

import { Conversation } from '../../stage/conversation.ts'
import type { Drill } from '../../stage/drill.ts'

const PROTOCOL = 'protocol=ui-message-stream'

const cutInside: Drill = {
  id: 'D-53',
  failure: 'A model dies in the middle of an answer that useChat reads',
  rows: ['ai/outage'],
  injected: 'the stream of the provider is cut after a few tokens',
  expected:
    'exactly one terminal part, error, then [DONE]; who reads it again gets the same; a whole answer ends with finish',
  run: async (stage) => {
    const talk = await Conversation.open(stage.atlas)
    const path = `${talk.path}/messages`
    const whole = await stage.atlas.post(`${path}?${PROTOCOL}`, { content: 'Ahoy' })
    stage.ok('whole answer', whole)
    stage.same('ends of a whole answer', endsOf(whole), ['finish', '[DONE]'])

    const model = stage.freshModel()
    await stage.fault({ target: 'ai', mode: 'cut', model })
    const cut = await stage.atlas.post(`${path}?${PROTOCOL}`, { model, content: 'Ahoy' })
    stage.ok('cut answer', cut)
    stage.same('ends of a cut answer', endsOf(cut), ['error', '[DONE]'])
    const [, id = ''] = /"messageId":"(msg_\w+)"/.exec(cut.text) ?? []
    const again = await stage.atlas.get(`${path}/${id}/stream?${PROTOCOL}`)
    stage.ok('answer that is read again', again)
    stage.same('ends of an answer that is read again', endsOf(again), ['error', '[DONE]'])
    await stage.atlas.delete(talk.path)
    return 'one error and [DONE], now and later'
  },
  mutant: 'ui-answer-without-end',
}

function endsOf({ text }: Sent): readonly string[] {
  return [...text.matchAll(/^data: (?:\{"type":"(finish|error)"|(\[DONE\]))/gm)].map(
    ([, end = '', done = '']) => end + done,
  )
}

export const UI_MESSAGE_DRILLS: readonly Drill[] = [cutInside]
