import { read } from '@bulkhead/harness/client'

import { requireOrderly, soon } from '../answer-rules.ts'
import { runProperty, type SuiteReport, type Tally, type Target } from '../suite.ts'
import { readOperations, type AdminOperation } from './admin-document.ts'
import { adminRequests, CURRENT, PASTED, type AdminRequest } from './admin-requests.ts'
import { AUDIT, etagOf, patternOf, requireNoSecret, requireRole, requireUnchanged } from './admin-rules.ts'
import { Estate } from './estate.ts'

interface Round {
  readonly target: Target
  readonly operations: readonly AdminOperation[]
  readonly estate: Estate
  asked: number
}

/**
 * Every operation of the admin API, by every role: nothing is a failure of the server, a wrong role learns
 * nothing, what is refused or only tried has changed nothing, and no secret is shown twice or logged.
 */
export async function fuzzAdmin(target: Target): Promise<SuiteReport> {
  const operations = await readOperations(target.fetch)
  const estate = new Estate(target.fetch)
  await estate.open()
  const round: Round = { target, operations, estate, asked: 0 }
  const report = await runProperty(target, {
    name: 'admin',
    runs: target.requests,
    input: adminRequests(operations),
    check: (request, tally) => askOne(round, request, tally),
  })
  const problems = [...report.problems, ...(await brokenChain(estate)), ...loggedSecrets(target, estate)]
  return { ...report, problems }
}

async function askOne(round: Round, request: AdminRequest, tally: Tally): Promise<void> {
  const { estate, target } = round
  const { operation, text, who } = request
  round.asked += 1
  const path = pathOf(request, estate)
  const resource = versionedAt(path, round.operations)
  const before = await etagOf(resource, estate)
  const headers = headersOf(round, request, before)
  const init = {
    method: operation.method,
    headers,
    signal: soon(),
    ...(text === undefined ? {} : { body: text }),
  }
  const sent = await read(await target.fetch(path + queryOf(request, estate), init))
  tally.note(sent.status)
  const what = `${operation.method} ${path} as ${who}`
  requireOrderly(what, sent)
  requireRole(what, request, path, sent)
  requireNoSecret(what, sent, estate)
  const isTrial = sent.status < 400 && request.query['dryRun'] === 'true'
  if (sent.status >= 400 || isTrial) await requireUnchanged(what, { sent, resource, before }, estate)
  await estate.learn(path, operation.method, sent)
}

function pathOf({ operation, ids }: AdminRequest, estate: Estate): string {
  let at = 0
  return operation.path.replaceAll(/(\w+)\/\{\w+\}/g, (_, list: string) => {
    const id = ids[at++] ?? estate.idIn(list)
    return `${list}/${id === PASTED ? anySecret(estate) : id}`
  })
}

function queryOf({ query }: AdminRequest, estate: Estate): string {
  const pairs = Object.entries(query).map(([name, value]) => [
    name,
    value === PASTED ? anySecret(estate) : value,
  ])
  return pairs.length === 0 ? '' : `?${new URLSearchParams(Object.fromEntries(pairs)).toString()}`
}

function headersOf(
  { estate, asked }: Round,
  { who, headers, text }: AdminRequest,
  etag: string,
): Record<string, string> {
  const own = Object.entries(headers).map(([name, value]) => [
    name,
    value === PASTED ? anySecret(estate) : value.replace(CURRENT, etag),
  ])
  return {
    // Each from an address of its own, else nearly all strangers would be refused by the limit on failures alone.
    'cf-connecting-ip': `10.${asked >> 16}.${(asked >> 8) & 255}.${asked & 255}`,
    ...(who === 'wrong' ? { authorization: 'Bearer bho_wrong' } : estate.credentialsOf(who)),
    ...(text === undefined ? {} : { 'content-type': 'application/json' }),
    ...Object.fromEntries(own),
  }
}

function anySecret({ secrets }: Estate): string {
  return [...secrets].at(-1) ?? ''
}

/** The nearest resource above the path that has an ETag. */
function versionedAt(path: string, operations: readonly AdminOperation[]): string | undefined {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const isIt = operations.some(
      ({ method, path: template, isVersioned }) =>
        method === 'GET' && isVersioned && patternOf(template).test(at),
    )
    if (isIt) return at
  }
  return undefined
}

async function brokenChain({ owner }: Estate): Promise<string[]> {
  const { body } = await owner.get(`${AUDIT}/verify`)
  return body.valid === true ? [] : [`admin: the audit chain is broken at ${body.brokenAt}`]
}

function loggedSecrets({ logs }: Target, { secrets }: Estate): string[] {
  const leaks = logs().filter((line) => {
    const text = JSON.stringify(line)
    return [...secrets].some((secret) => text.includes(secret))
  })
  return leaks.slice(0, 3).map((line) => `admin: a log line holds a secret: ${JSON.stringify(line)}`)
}
