import { createServer, type Server } from 'node:http'

import { listen } from '../stage/listen.ts'

/** What the server sends next, and how. */
export interface Reply {
  readonly status: number
  readonly contentType: string
  /** Each is written by itself, cut wherever it may be. */
  readonly pieces: readonly Uint8Array[]
  /** The connection breaks instead of ending. */
  readonly breaks: boolean
}

/** A model server that sends whatever the fuzzer wants; `drills/tenants/models.json` names its address as a variable. */
export class FuzzedProvider {
  reply: Reply = { status: 500, contentType: 'text/plain', pieces: [], breaks: false }
  readonly #server: Server

  constructor() {
    this.#server = createServer((request, response) => {
      request.resume().on('end', () => {
        const { status, contentType, pieces, breaks } = this.reply
        response.writeHead(status, { 'content-type': contentType })
        for (const piece of pieces) response.write(piece)
        if (breaks) setTimeout(() => response.destroy(), 5)
        else response.end()
      })
    })
  }

  /** The variable for the system. */
  async start(): Promise<{ readonly FUZZED_PROVIDER_URL: string }> {
    return { FUZZED_PROVIDER_URL: `${await listen(this.#server)}/v1` }
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}
