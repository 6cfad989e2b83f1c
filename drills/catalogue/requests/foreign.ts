import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { eventually, type Client, type Sent } from '@bulkhead/harness/client'
import { runCommand } from '@bulkhead/harness/run-command'
import { start } from '@bulkhead/harness/start-bundles'

import { EURYALE, DRILL_TENANTS } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'
import type { Stage } from '../../stage/stage.ts'

/** Ids of one of each thing that belongs to a tenant. */
interface Ids {
  readonly session: string
  readonly message: string
  readonly document: string
}

const ABSENT: Ids = {
  session: `sess_${'0'.repeat(32)}`,
  message: `msg_${'0'.repeat(32)}`,
  document: 'nobody-has-this',
}

const foreignIds: Drill = {
  id: 'D-09',
  failure: 'Ids of another tenant on every route that takes one',
  rows: ['tenant/not-found'],
  injected: 'atlas reads, writes and deletes by the ids of euryale',
  expected: '404 not_found with the same bytes, apart from request ids, as for an id that never existed',
  run: async (stage) => {
    const owner = stage.client(EURYALE)
    const foreign = await belongings(owner)
    const before = await stateOf(owner, foreign)
    const routes = await routesWithIds(stage)
    stage.holds(`only ${routes.length} routes take an id`, routes.length >= 8)
    for (const { method, template } of routes) await compare(stage, { method, template, foreign })
    stage.same('what euryale has afterwards', await stateOf(owner, foreign), before)
    await stage.logged('one of the refusals', {
      message: 'request',
      tenantId: 'atlas',
      errorCode: 'not_found',
    })
    return `${routes.length} routes, 404 each, the same as for an absent id`
  },
  mutant: 'session-directory-per-tenant',
}

async function belongings(client: Client): Promise<Ids> {
  const session: string = (await client.post('/v1/sessions', {})).body.id
  const message: string = (await client.post(`/v1/sessions/${session}/messages`, { content: 'Ahoy' })).body.id
  await client.post('/v1/documents', { id: 'only-of-euryale', text: 'The keel was laid in spring.' })
  const isIndexed = async () => (await client.get('/v1/documents/only-of-euryale')).body.status === 'indexed'
  await eventually(async () => (await isIndexed()) || undefined, 15_000)
  return { session, message, document: 'only-of-euryale' }
}

async function stateOf(client: Client, { session, document }: Ids): Promise<unknown> {
  const paths = [`/v1/sessions/${session}`, `/v1/sessions/${session}/messages`, `/v1/documents/${document}`]
  return await Promise.all(paths.map(async (path) => (await client.get(path)).body))
}

interface TakesId {
  readonly method: string
  readonly template: string
}

/** Every one that the API document has: a route that is added is in here. */
async function routesWithIds({ atlas }: Stage): Promise<TakesId[]> {
  const { paths } = (await atlas.get('/openapi.json')).body
  return Object.keys(paths)
    .filter((path) => /^\/v1\/(sessions|documents)\/.*\{/.test(path))
    .flatMap((template) =>
      Object.keys(paths[template])
        .filter((method) => ['get', 'post', 'put', 'delete'].includes(method))
        .map((method) => ({ method: method.toUpperCase(), template })),
    )
}

async function compare(
  stage: Stage,
  { method, template, foreign }: TakesId & { readonly foreign: Ids },
): Promise<void> {
  const body = template.endsWith('/messages') && method === 'POST' ? { content: 'Ahoy' } : undefined
  const ask = (ids: Ids) => stage.atlas.send(method, pathOf(template, ids), body)
  const [seen, wanted] = [await ask(foreign), await ask(ABSENT)]
  await stage.refused(`${method} ${template}`, seen, 404, 'not_found')
  stage.same(`${method} ${template}: the answer`, comparable(seen), comparable(wanted))
}

function pathOf(template: string, { session, message, document }: Ids): string {
  return template
    .replace(/\{messageId\}/, message)
    .replace(/\{\w+\}/, template.startsWith('/v1/sessions') ? session : document)
}

/** Without what is new with each request. */
function comparable({ status, headers, text, body }: Sent): unknown {
  const { requestId, traceId } = body?.error ?? {}
  return {
    status,
    text: text.replaceAll(String(requestId), '').replaceAll(String(traceId), ''),
    headers: [...headers.keys()],
  }
}

/** Inside the checkout, where git does not look. */
const BROKEN_TENANTS = '.wrangler/drill-tenants'

const invalidConfig: Drill = {
  id: 'D-05c',
  failure: 'A tenant.config.json is invalid',
  rows: ['tenant/invalid-config'],
  injected: 'a tenant with an unknown status and an unknown field',
  expected: 'the check names file and field, nothing is applied or started; what runs keeps running',
  run: async (stage) => {
    writeBrokenTenant()
    const tenantsDir = `${DRILL_TENANTS}:${BROKEN_TENANTS}`
    try {
      const args = ['packages/tenant-schema/src/cli.ts', 'check']
      const env = { ...process.env, TENANTS_DIR: tenantsDir }
      const { code, output } = await runCommand(process.execPath, args, { env, quiet: true })
      stage.same('exit code of the check', code, 1)
      for (const path of ['status', 'tarif'])
        stage.holds(
          `${path} is not named: ${output}`,
          output.includes(`zephyr/tenant.config.json: ${path}: `),
        )
      stage.same(
        'what a start says',
        await startWith(tenantsDir),
        `${BROKEN_TENANTS}/zephyr/tenant.config.json`,
      )
      stage.ok('documents, meanwhile', await stage.atlas.get('/v1/documents'))
      return 'exit code 1, file and field named, by a start too'
    } finally {
      rmSync(join(ROOT, BROKEN_TENANTS), { recursive: true, force: true })
    }
  },
  mutant: 'tenants-checked-before-build',
}

function writeBrokenTenant(): void {
  const folder = join(ROOT, BROKEN_TENANTS, 'zephyr')
  mkdirSync(folder, { recursive: true })
  const config: object = JSON.parse(
    readFileSync(join(ROOT, 'drills/tenants/atlas/tenant.config.json'), 'utf8'),
  )
  const broken = { ...config, id: 'zephyr', hostnames: [], status: 'actve', tarif: 'gold' }
  writeFileSync(join(folder, 'tenant.config.json'), JSON.stringify(broken))
}

/** The first words of why it does not start. */
async function startWith(tenantsDir: string): Promise<string> {
  try {
    const running = await start({ tenantsDir })
    await running.stop()
    return 'it started'
  } catch (thrown) {
    return String(thrown instanceof Error ? thrown.message : thrown).split(':')[0] ?? ''
  }
}

export const FOREIGN_DRILLS: readonly Drill[] = [foreignIds, invalidConfig]
