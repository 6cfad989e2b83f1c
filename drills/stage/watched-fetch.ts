import type { Fetch } from '@bulkhead/harness/bulkhead'

import { foreignCanaries } from './drill-tenants.ts'

/** Searches every response for canaries of tenants other than the caller. */
export function watchedFetch(fetch: Fetch, onLeak: (problem: string) => void): Fetch {
  return async (path, init) => {
    const response = await fetch(path, init)
    const foreign = foreignCanaries(new Headers(init?.headers).get('authorization'))
    const tell = (text: string) => {
      for (const canary of foreign) {
        if (text.includes(canary))
          onLeak(`${init?.method ?? 'GET'} ${path} returned ${canary} of another tenant`)
      }
    }
    for (const [name, value] of response.headers) tell(`${name}: ${value}`)
    if (response.body === null) return response
    return new Response(response.body.pipeThrough(readAlong(tell)), response)
  }
}

const OVERLAP = 64

/** A canary may straddle two chunks. */
function readAlong(tell: (text: string) => void): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder()
  let before = ''
  return new TransformStream({
    transform(chunk, controller) {
      const text = before + decoder.decode(chunk, { stream: true })
      tell(text)
      before = text.slice(-OVERLAP)
      controller.enqueue(chunk)
    },
  })
}
