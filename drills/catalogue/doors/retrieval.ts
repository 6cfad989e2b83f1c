import { Conversation } from '../../stage/conversation.ts'
import { documentIs, putText } from '../../stage/document-of.ts'
import { EURYALE } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'

const RERANKER = '@cf/baai/bge-reranker-base'

const rerankerDown: Drill = {
  id: 'D-50',
  failure: 'The reranking model is unavailable',
  rows: ['ai/outage'],
  injected: 'every call of the reranking model fails',
  expected: 'a search that asks for it keeps its own order and warns rerank_unavailable',
  run: async (stage) => {
    for (const [id, text] of [
      ['keel', 'A keel of oak.'],
      ['keels', 'The keel of the ship lies in the dock, and the dock is dry.'],
    ] as const)
      stage.ok('document', await putText(stage.atlas, id, text), 202)
    for (const id of ['keel', 'keels']) await documentIs(stage.atlas, id, 'indexed')
    const query = { query: 'the keel in the dock', mode: 'words' }
    const plain = await stage.atlas.post('/v1/search', query)
    await stage.fault({ target: 'ai', mode: 'error', model: RERANKER })

    const degraded = await stage.atlas.post('/v1/search', { ...query, rerank: true })
    stage.ok('search', degraded)
    stage.same('results', degraded.body?.results, plain.body?.results)
    stage.same('warnings', codesOf(degraded.body?.warnings), ['rerank_unavailable'])
    await stage.logged('the degradation', { message: 'results are not reranked', degraded: 'rerank' })
    for (const id of ['keel', 'keels']) await stage.atlas.delete(`/v1/documents/${id}`)
    return 'the order of the search, with a warning'
  },
  mutant: 'search-without-reranker',
}

const rewritingDown: Drill = {
  id: 'D-51',
  failure: 'A follow-up question cannot be rewritten',
  rows: ['ai/outage'],
  injected: 'the model fails both attempts at the rewriting, and then answers',
  expected: 'the question is searched as it stands, the answer warns rewrite_unavailable',
  run: async (stage) => {
    const euryale = stage.client(EURYALE)
    const talk = await Conversation.open(euryale)
    const ask = (content: string) => euryale.post(`${talk.path}/messages`, { content, retrieval: true })
    stage.ok('first message', await ask('Who keeps the reef lamp?'))
    await stage.fault({ target: 'ai', mode: 'error', model: '@cf/drills/euryale', count: 2 })

    const answered = await ask('And why?')
    stage.ok('follow-up', answered)
    const codes = codesOf(answered.body?.warnings)
    stage.holds(`warnings are ${codes.join()}`, codes.includes('rewrite_unavailable'))
    stage.same('the query', answered.body?.query, undefined)
    await stage.logged('the degradation', {
      message: 'question is searched as it stands',
      degraded: 'rewrite',
    })
    return 'answered, with a warning'
  },
  mutant: 'turn-without-rewriting',
}

const toolsWithoutRag: Drill = {
  id: 'D-52',
  failure: 'Retrieval is unavailable for a client of MCP',
  rows: ['ai/outage'],
  injected: 'every call of rag fails',
  expected: 'the tool search fails as a tool does, with our code inside; answer goes on and warns',
  run: async (stage) => {
    await stage.fault({ target: 'worker:rag', mode: 'error', tenantId: 'atlas' })
    const call = async (name: string, given: object) => {
      const message = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: given } }
      const sent = await stage.atlas.post('/mcp', message)
      stage.ok(name, sent)
      return JSON.parse(sent.text.slice(sent.text.indexOf('{'))).result
    }

    const found = await call('search', { query: 'keel' })
    stage.same('search', [found?.isError, found?._meta?.error?.code], [true, 'service_unavailable'])
    const answered = await call('answer', { question: 'What is a keel?' })
    stage.same('warnings of answer', codesOf(answered?.structuredContent?.warnings), [
      'retrieval_unavailable',
    ])
    return 'search fails with our code, answer goes on'
  },
  mutant: 'failed-tool-says-so',
}

function codesOf(warnings: readonly { code: string }[] = []): readonly string[] {
  return warnings.map(({ code }) => code)
}

export const RETRIEVAL_DRILLS: readonly Drill[] = [rerankerDown, rewritingDown, toolsWithoutRag]
