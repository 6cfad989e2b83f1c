import { fuzzAdmin } from './admin/fuzz-admin.ts'
import { fuzzAnswers } from './answers/answers.ts'
import { fuzzAuthHeader } from './auth-header.ts'
import { fuzzBodies } from './bodies.ts'
import { fuzzChains } from './chains.ts'
import { fuzzCommands } from './commands.ts'
import { fuzzMcp } from './mcp.ts'
import { fuzzRawHttp } from './raw-http.ts'
import { fuzzStreams } from './streams/streams.ts'
import type { SuiteReport, Target } from './suite.ts'

interface Suite {
  readonly fuzz: (target: Target) => Promise<SuiteReport>
  /** Of all requests. */
  readonly share: number
  /** Runs alone: it changes flags, prices and tenants. */
  readonly isLast?: boolean
}

/** By the name that `--only` takes. */
export const SUITES: Readonly<Record<string, Suite>> = {
  answers: { fuzz: fuzzAnswers, share: 0.1 },
  bodies: { fuzz: fuzzBodies, share: 0.2 },
  mcp: { fuzz: fuzzMcp, share: 0.05 },
  auth: { fuzz: fuzzAuthHeader, share: 0.2 },
  raw: { fuzz: fuzzRawHttp, share: 0.15 },
  streams: { fuzz: fuzzStreams, share: 0.1 },
  commands: { fuzz: fuzzCommands, share: 0.05 },
  chains: { fuzz: fuzzChains, share: 0.05 },
  admin: { fuzz: fuzzAdmin, share: 0.1, isLast: true },
}

/** All suites at the same time but for those that change what the others stand on, or one alone with all the requests. */
export async function fuzz(target: Target, only?: string): Promise<SuiteReport[]> {
  const chosen = Object.entries(SUITES).filter(([name]) => only === undefined || name === only)
  const run = ([, { fuzz: run, share }]: [string, Suite]) =>
    run({ ...target, requests: only === undefined ? target.requests * share : target.requests })
  const isLast = ([, { isLast: last }]: [string, Suite]) => last === true
  const together = await Promise.all(chosen.filter((suite) => !isLast(suite)).map(run))
  return [...together, ...(await Promise.all(chosen.filter(isLast).map(run)))]
}
