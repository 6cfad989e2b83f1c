import { WorkerEntrypoint } from 'cloudflare:workers'

const ai = { model: 'broken', attempts: 1, providerMs: 0 }

/** A chat whose streams stop in the middle of an event: broken off when the request says so, otherwise just ended. */
export default class BreakingChat extends WorkerEntrypoint {
  complete(_ctx, _tenant, { messages }) {
    return stream(
      ['data: {"choices":[{"delta":{"content":"Half"}}]}\n\n', 'data: {"choi'],
      messages[0].content,
    )
  }

  answer(_ctx, _tenant, { question }) {
    return stream(['id: 1\nevent: delta\ndata: {"text":"Half"}\n\n', 'id: 2\neve'], question)
  }

  ping() {
    return 'ok'
  }
}

function stream(chunks, how) {
  const encoder = new TextEncoder()
  const left = [...chunks]
  const body = new ReadableStream({
    type: 'bytes',
    pull(controller) {
      const chunk = left.shift()
      if (chunk !== undefined) controller.enqueue(encoder.encode(chunk))
      else if (how === 'break') controller.error(new Error('gone'))
      else controller.close()
    },
  })
  return { ok: true, value: { kind: 'stream', stream: body, ai, replayed: false } }
}
