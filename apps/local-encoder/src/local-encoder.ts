import { WorkerEntrypoint } from 'cloudflare:workers'

import { embedSentences } from './sentence-embedding.ts'

/** The embedding half of the stand-in for Workers AI. Called by local-cloud; it occupies its isolate while it computes. */
export class LocalEncoder extends WorkerEntrypoint {
  /** Answers the health check of whoever runs this Worker in a process of its own. */
  override fetch(): Response {
    return new Response('ok')
  }

  /** One vector of 512 numbers for each text, not yet of length one. */
  embed(texts: readonly string[]): Promise<number[][]> {
    return embedSentences(texts)
  }
}
