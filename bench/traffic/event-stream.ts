import { request, type Agent } from 'node:http'

import type { Call } from './load.ts'

/** One streamed completion as its client met it. */
export interface StreamRead {
  /** From sending the request to the first chunk, milliseconds. */
  readonly firstMs: number
  readonly totalMs: number
  readonly chunks: number
  /** A success that ended as it should. */
  readonly isWhole: boolean
}

const CHUNK = 'data: {'
const END = 'data: [DONE]\n\n'

/** Reads one streamed completion to its end. Never rejects: a broken connection is a stream that is not whole. */
export function readStream({ url, headers, body }: Call, agent: Agent): Promise<StreamRead> {
  const startedMs = performance.now()
  const sinceStart = () => performance.now() - startedMs
  return new Promise((resolve) => {
    let firstMs = Number.NaN
    let text = ''
    const end = (status: number) => {
      const chunks = text.split(CHUNK).length - 1
      resolve({ firstMs, totalMs: sinceStart(), chunks, isWhole: status === 200 && text.endsWith(END) })
    }
    const sent = request(url, { method: 'POST', agent, headers: { ...headers } }, (response) => {
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text += part
        if (Number.isNaN(firstMs) && text.includes(CHUNK)) firstMs = sinceStart()
      })
      response.once('close', () => end(response.statusCode ?? 0))
    })
    sent.once('error', () => end(0))
    sent.end(body)
  })
}
