// `pnpm eval`: whether search and answers are as good as they have been.
import { runScript } from '@bulkhead/harness/command-line'
import { OFFLINE } from '@bulkhead/harness/run-command'

import { answers } from './answers.ts'
import { evaluate } from './evaluate.ts'
import { retrieval } from './retrieval.ts'
import { weights } from './weights.ts'

const USAGE = `usage: pnpm eval [folder] [--floors file] [--metrics file]
    measures search and answers on judged collections (folder, EVAL_DATA or our own) and fails below the floors
  pnpm eval retrieval [folder] [--modes hybrid,words,vector]
    ingestion rate, search latency and ranking quality
  pnpm eval weights [folder]
    which share of the fused score words should have: the rows of apps/rag/src/search/fusion.ts are chosen by it
  pnpm eval answers [folder] [--documents 100]
    how many questions are answered from the right document, with true quotes, and refused when they cannot be`

Object.assign(process.env, OFFLINE)
await runScript(USAGE, async (args) => {
  const [name, ...rest] = args
  if (name === 'retrieval') await retrieval(rest)
  else if (name === 'weights') await weights(rest)
  else if (name === 'answers') await answers(rest)
  else process.exitCode = await evaluate(args)
})
