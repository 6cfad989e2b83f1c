import { WorkerEntrypoint } from 'cloudflare:workers'

const ai = { model: 'broken', attempts: 1, providerMs: 0 }

/** A chat that dies after the first event of a stream, or in the middle of the second when the request says so. */
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
  const left = how === 'half' ? [...chunks] : chunks.slice(0, 1)
  const body = new ReadableStream({
    type: 'bytes',
    pull(controller) {
      const chunk = left.shift()
      if (chunk !== undefined) controller.enqueue(encoder.encode(chunk))
      else controller.error(new Error('gone'))
    },
  })
  return { ok: true, value: { kind: 'stream', stream: body, ai, replayed: false } }
}
