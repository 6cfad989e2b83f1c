import type { Symptoms } from './suffer.ts'

/**
 * What `malformed` and `cut` do to a read of R2: half an object, and a body that breaks. Other calls do not
 * notice.
 */
export function damagedGet(method: string, failure: Error): NonNullable<Symptoms<unknown>['others']> {
  const damage = (harm: (bytes: Uint8Array<ArrayBuffer>) => Response) => async (run: () => unknown) => {
    const object = await run()
    if (method !== 'get' || !hasBody(object)) return object
    const bytes = new Uint8Array(await new Response(object.body).arrayBuffer())
    return withBody(object, harm(bytes))
  }
  return {
    malformed: damage((bytes) => new Response(bytes.slice(0, bytes.length / 2))),
    cut: damage((bytes) => new Response(breakingStream(bytes, failure))),
  }
}

function hasBody(object: unknown): object is { readonly body: ReadableStream } {
  return typeof object === 'object' && object !== null && 'body' in object
}

const READERS = new Set(['arrayBuffer', 'bytes', 'text', 'json', 'blob'])

/** The object with another body, whichever way it is read. */
function withBody(object: object, response: Response): object {
  return new Proxy(object, {
    get(target, key) {
      if (key === 'body') return response.body
      const source = typeof key === 'string' && READERS.has(key) ? response : target
      const value: unknown = Reflect.get(source, key, source)
      return typeof value === 'function' ? value.bind(source) : value
    },
  })
}

function breakingStream(bytes: Uint8Array, failure: Error): ReadableStream<Uint8Array> {
  let sent = false
  return new ReadableStream({
    pull(controller) {
      if (sent) return controller.error(failure)
      sent = true
      controller.enqueue(bytes.slice(0, Math.ceil(bytes.length / 2)))
    },
  })
}
