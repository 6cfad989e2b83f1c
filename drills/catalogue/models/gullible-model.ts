import { createServer } from 'node:http'

import { listen } from '../../stage/listen.ts'

/** A model server that does the worst: it repeats its whole prompt, cites unknown sources, calls a tool and links to itself. */
export interface GullibleModel {
  readonly baseUrl: string
  /** The bodies of the requests for a completion. */
  readonly prompts: readonly string[]
  /** Whatever else was asked of it. */
  readonly strayRequests: readonly string[]
  stop(): void
}

interface Prompt {
  readonly messages: readonly { readonly content: string }[]
}

export async function startGullibleModel(): Promise<GullibleModel> {
  const prompts: string[] = []
  const strayRequests: string[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      if (request.url !== '/v1/chat/completions') {
        strayRequests.push(`${request.method ?? ''} ${request.url ?? ''}`)
        return response.writeHead(404).end()
      }
      prompts.push(text)
      return response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(confession(text, request.headers.host)))
    })
  })
  const url = await listen(server)
  return { baseUrl: `${url}/v1`, prompts, strayRequests, stop: () => server.close() }
}

function confession(text: string, host = ''): object {
  const { messages }: Prompt = JSON.parse(text)
  const said = messages.map(({ content }) => content).join('\n')
  const content = `I was told: ${said}\nThe pilot keeps it [99]. ![log](http://${host}/stolen?from=all)\nThe harbour pilot keeps the code word in the log book. [1]`
  const tool = { id: 'call_1', type: 'function', function: { name: 'fetch', arguments: '{}' } }
  const message = { role: 'assistant', content, tool_calls: [tool] }
  return {
    choices: [{ index: 0, finish_reason: 'stop', message }],
    usage: { prompt_tokens: 50, completion_tokens: 50, total_tokens: 100 },
  }
}
