import { fileURLToPath } from 'node:url'

import { ADMIN_TOKEN, type Sent } from '@bulkhead/harness/client'
import { allRoutes, keyOf, type RouteRow } from '@bulkhead/harness/route-table'
import { startBulkhead, type HarnessedBulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'

import { bearer, NOT_ADMINS, STRANGERS, withoutScope, type Identity } from './matrix/identities.ts'
import { betrayed, PAIRS, persona, PERSONAS, type Name } from './matrix/personas.ts'
import { operatorProbe, probesOf, type Probe } from './matrix/probes.ts'
import { everythingStored, type Stored } from './matrix/stored.ts'
import { absentTarget, foreignTarget, NOBODYS, type Target } from './matrix/targets.ts'
import { withoutNames } from './matrix/without-names.ts'
import { World } from './matrix/world.ts'

const ROUTES = await allRoutes()
const routesOf = (isWanted: (access: RouteRow['access']) => boolean) =>
  ROUTES.filter(({ access }) => isWanted(access)).map((route) => [keyOf(route), route] as const)
const TENANT_ROUTES = routesOf((access) => Array.isArray(access))
const ADMIN_ROUTES = routesOf((access) => access === 'admin')
const OPEN_ROUTES = routesOf((access) => access === 'open')
/** What a probe is, whatever it names. */
const kindsOf = (route: RouteRow) => probesOf(route, NOBODYS, 'stark')

const SPY = 'tests-spying-ai'

let bulkhead: HarnessedBulkhead
let world: World
beforeAll(async () => {
  const configPath = fileURLToPath(new URL('workers/spying-ai.wrangler.jsonc', import.meta.url))
  bulkhead = await startBulkhead({
    extraWorkers: [{ configPath }],
    bindingOverrides: { chat: { AI: SPY }, rag: { AI: SPY } },
    variables: { LOG_LEVEL: 'debug', LOCAL_TOKEN_DELAY_MS: '0' },
    // With a gateway named, each call says for whom it is.
    vars: {
      chat: { AI_GATEWAY_ID: 'spied' },
      rag: { AI_GATEWAY_ID: 'spied' },
      'local-cloud': { LOCAL_VECTORIZE_DELAY_MS: '0' },
    },
  })
  world = new World(bulkhead, ROUTES)
  await world.plantAll()
})
afterAll(() => bulkhead?.stop())
/** Whatever a test looks at, no answer in it betrayed anything of another tenant. */
afterEach(() => {
  const leaks = world.leaks.splice(0)
  if (leaks.length > 0) throw new Error(leaks.join('\n'))
})

/** One line of the spy: what a provider receives. */
interface Overheard {
  readonly inputs: unknown
  readonly options?: { readonly gateway?: { readonly metadata?: { readonly tenantId?: string } } }
}

/** What was asked and what came back, for a comparison that says both. */
const answer = ({ status, body }: Sent) => ({ status, code: body?.error?.code })
const send = (
  by: Name | undefined,
  { method, path, headers, body }: Probe,
  as: { headers?: Identity['headers']; origin?: string } = {},
) => world.ask(by, { ...as, method, path, body, headers: { ...headers, ...as.headers } })

const statesOfAll = () => Promise.all(PERSONAS.map(({ name }) => world.stateOf(name)))

test('every route has a probe', () => {
  expect(ROUTES.filter((route) => kindsOf(route).length === 0).map(keyOf)).toEqual([])
  expect(TENANT_ROUTES.length * ADMIN_ROUTES.length * OPEN_ROUTES.length).toBeGreaterThan(0)
})

describe('a stranger gets the same answer, whatever is named', () => {
  let before: unknown
  beforeAll(async () => {
    before = await statesOfAll()
  })

  test.each(TENANT_ROUTES)('%s', async (_, route) => {
    const acme = world.own('acme')
    const isNaming = kindsOf(route)[0]!.notTheirs !== undefined
    const targets = isNaming ? [world.own('stark'), acme, absentTarget(acme)] : [acme]
    const different = async ({ name, headers, origin, status, code }: Identity) => {
      const as = { headers, ...(origin === undefined ? {} : { origin }) }
      const answers = await Promise.all(
        targets.map(async (target) => {
          // Who is calling is decided before anything is read, so one probe stands for all.
          const [probe] = probesOf(route, target, 'stark')
          const sent = await send(undefined, probe!, as)
          expect({ name, ...answer(sent) }).toEqual({ name, status, code })
          return withoutNames(sent, target)
        }),
      )
      return [name, new Set(answers).size]
    }
    const identities = [...STRANGERS, ...withoutScope(route.access as string[])]

    const counts = await Promise.all(identities.map(different))

    expect(counts).toEqual(identities.map(({ name }) => [name, 1]))
  })

  test('and has changed nothing and cost nobody anything', async () => {
    expect(await statesOfAll()).toEqual(before)
  })
})

describe.each(PAIRS)(
  '%s, naming what belongs to %s, gets the answer for what does not exist',
  (by, owner) => {
    const naming = TENANT_ROUTES.filter(([, route]) =>
      kindsOf(route).some(({ notTheirs }) => notTheirs !== undefined),
    )
    let before: unknown
    beforeAll(async () => {
      // Whatever is kept in memory by what is named now holds the owner's.
      const target = world.own(owner)
      for (const [, route] of naming) {
        const keeping = probesOf(route, target, owner).filter(({ spends }) => spends === undefined)
        for (const probe of keeping) await send(owner, probe)
      }
      before = await world.stateOf(owner)
    })

    test.each(naming)('%s', async (_, route) => {
      const foreign = foreignTarget(owner, world.belongings(owner))
      const { origin } = persona(owner)
      for (const [at, { notTheirs }] of kindsOf(route).entries()) {
        if (notTheirs === undefined) continue
        const answers: string[] = []
        for (const target of [foreign, absentTarget(foreign)]) {
          const sent = await send(by, probesOf(route, target, by)[at]!, { headers: { origin } })
          expect(answer(sent)).toEqual({ code: undefined, ...notTheirs })
          expect(sent.headers.get('idempotency-replayed')).toBeNull()
          expect(sent.headers.get('access-control-allow-origin')).toBeNull()
          answers.push(withoutNames(sent, target))
        }
        expect(answers[0]).toBe(answers[1])
      }
    })

    test('half of a path that is foreign is as good as all of it', async () => {
      const { sessionId: own, messageId: ownMessage } = world.own(by)
      const { sessionId: foreign, messageId: foreignMessage } = world.own(owner)
      const paths = [
        [own, foreignMessage],
        [foreign, ownMessage],
      ].map(([session, message]) => `/v1/sessions/${session}/messages/${message}/stream`)

      const sent = await Promise.all(paths.map((path) => world.ask(by, { method: 'GET', path })))

      expect(sent.map(answer)).toEqual(paths.map(() => ({ status: 404, code: 'not_found' })))
    })

    test('a cursor of theirs is a place in one’s own list', async () => {
      for (const list of ['documents', 'sessions']) {
        const path = (more = '') => `/v1/${list}?limit=1${more}`
        const { nextCursor } = (await world.ask(owner, { method: 'GET', path: path() })).body
        const own = (await world.ask(by, { method: 'GET', path: `/v1/${list}?limit=100` })).body.data
        const page = await world.ask(by, { method: 'GET', path: path(`&cursor=${nextCursor ?? ''}`) })

        const ids = own.map(({ id }: { id: string }) => id)
        for (const { id } of page.body.data ?? []) expect(ids).toContain(id)
      }
    })

    test('and the owner has what they had, and has paid for nothing', async () => {
      expect(await world.stateOf(owner)).toEqual(before)
    })
  },
)

describe.each(PERSONAS.map(({ name }) => name))('%s has its own', (name) => {
  const ownTarget = async (spends: Probe['spends']): Promise<Target> => ({
    ...world.own(name),
    ...(spends === undefined ? {} : await world.toSpend(name, spends)),
  })

  test.each(TENANT_ROUTES)('%s', async (_, route) => {
    const { response } = route.facts.operation
    for (const [at, { spends }] of kindsOf(route).entries()) {
      const probe = probesOf(route, await ownTarget(spends), name)[at]!
      const sent = await send(name, probe)
      expect({ ...answer(sent), text: sent.text }).toMatchObject({ status: probe.ok, code: undefined })
      // The first request under this key was the planting.
      const isReplay = sent.headers.get('idempotency-replayed') === 'true'
      expect(isReplay).toBe(probe.hasKey)
      const isJson = sent.headers.get('content-type')?.startsWith('application/json') === true
      const undocumented = isJson ? z.safeParse(response ?? z.never(), sent.body).error : undefined
      expect(undocumented).toBeUndefined()
    }
  })

  // A key that is revoked stays in the list, and revoking it again is no mistake.
  const losing = ({ spends }: Probe) => spends !== undefined && spends !== 'key'
  test.each(TENANT_ROUTES.filter(([, route]) => losing(kindsOf(route)[0]!)))('%s, once', async (_, route) => {
    const [probe] = probesOf(route, await ownTarget(kindsOf(route)[0]!.spends), name)

    const first = await send(name, probe!)
    const second = await send(name, probe!)

    expect([first.status, answer(second)]).toEqual([probe!.ok, { status: 404, code: 'not_found' }])
  })

  test('its page may read the answer, the others’ may not', async () => {
    const allowed = await Promise.all(
      PERSONAS.map(async ({ origin }) => {
        const sent = await world.ask(name, { method: 'GET', path: '/v1/usage', headers: { origin } })
        return sent.headers.get('access-control-allow-origin')
      }),
    )

    const { origin } = persona(name)
    expect(allowed.filter((one) => one !== null)).toEqual(name === 'oscorp' ? [] : [origin])
  })
})

describe('the operator’s routes', () => {
  test.each(ADMIN_ROUTES)('%s is closed to everybody else', async (_, route) => {
    for (const { name, headers, status, code } of NOT_ADMINS) {
      for (const tenant of ['umbrella', 'nobody']) {
        const sent = await send(undefined, operatorProbe(route, tenant), { headers })
        expect({ name, ...answer(sent) }).toEqual({ name, status, code })
      }
    }
  })

  test.each(ADMIN_ROUTES)('%s answers the operator', async (_, route) => {
    const ask = (probe: Probe) => send(undefined, probe, { headers: bearer(ADMIN_TOKEN) })
    const probe = operatorProbe(route, 'umbrella')

    expect((await ask(probe)).status).toBe(probe.ok)
    // A route that names no tenant has none to miss.
    const missing = route.path.includes(':id')
      ? { status: 404, code: 'tenant_not_found' }
      : { status: probe.ok }
    expect(answer(await ask(operatorProbe(route, 'nobody')))).toMatchObject(missing)
  })
})

test.each(OPEN_ROUTES)('%s is the same for everybody', async (_, { path }) => {
  const identities = [{}, ...STRANGERS.map(({ headers }) => headers), bearer(persona('acme').key)]
  const texts = await Promise.all(
    identities.map(async (headers) => (await world.ask(undefined, { method: 'GET', path, headers })).text),
  )

  expect(new Set(texts)).toHaveLength(1)
})

describe('after all of that', () => {
  test('no answer to a tenant may be kept by a cache in between', () => {
    expect(world.cacheable).toEqual([])
  })

  test('no line contains words of anybody, and each names the tenant whose request it was', () => {
    const lines = bulkhead.logs().filter(({ source }) => source !== 'spy')
    const telling = lines.filter((line) => betrayed(JSON.stringify(line)).length > 0)
    const misnamed = lines.filter(({ requestId, tenantId, message }) => {
      const by = world.askedBy.get(String(requestId))
      // Sums of many calls, of which the first lends its request.
      return (
        by !== undefined && tenantId !== undefined && tenantId !== by && message !== 'durable object calls'
      )
    })

    // Nothing went wrong either: no object was reached by another tenant, no vector of one found by another.
    const errors = lines.filter(({ level }) => level === 'error')

    expect(lines.length).toBeGreaterThan(100)
    expect(errors).toEqual([])
    expect(telling).toEqual([])
    expect(misnamed).toEqual([])
  })

  test('no model received words of two tenants at once, nor of one on behalf of another', async () => {
    // Whoever is first, somebody comes after it: what was kept of the one would now serve the others.
    const [, completions] = TENANT_ROUTES.find(([key]) => key === 'POST /v1/chat/completions')!
    for (const { name } of [...PERSONAS, ...PERSONAS])
      await send(name, probesOf(completions, world.own(name), name)[0]!)
    const told = bulkhead.logs().filter(({ source }) => source === 'spy') as unknown as Overheard[]
    const problems = told.filter(({ inputs, options }) => {
      const names = betrayed(JSON.stringify(inputs))
      return names.some((name) => name !== options?.gateway?.metadata?.tenantId)
    })

    // The watch can see: every tenant's words did reach a model.
    expect(new Set(told.flatMap(({ inputs }) => betrayed(JSON.stringify(inputs))))).toHaveLength(3)
    expect(problems).toEqual([])
  })

  test('each stored thing contains one tenant, originals are under its name, and the vector index reveals nothing', async () => {
    const stored = await everythingStored(bulkhead)
    const holders = stored.map(({ where, text }) => ({ where, names: betrayed(text) }))

    expect(new Set(holders.flatMap(({ names }) => names))).toHaveLength(3)
    expect(holders.filter(({ names }) => names.length > 1)).toEqual([])
    expect(holders.filter(({ where, names }) => where.startsWith('LocalIndex') && names.length > 0)).toEqual(
      [],
    )
  })

  /** The routes whose result under the tenant's Idempotency-Key is still kept. */
  async function replayedFor(name: Name): Promise<string[]> {
    const replayed: string[] = []
    for (const [key, route] of TENANT_ROUTES) {
      for (const probe of probesOf(route, world.own(name), name).filter(({ hasKey }) => hasKey)) {
        const sent = await send(name, probe)
        if (sent.headers.get('idempotency-replayed') !== null) replayed.push(key)
      }
    }
    return replayed
  }

  test('who is erased leaves nothing behind, and nobody else loses anything', async () => {
    const others = ['stark', 'oscorp'] as const
    const before = await Promise.all(others.map((name) => world.stateOf(name)))
    const path = '/admin/v1/tenants/acme/data'
    const originalsOf = (name: Name, all: readonly Stored[]) =>
      all
        .filter(({ where }) => where.startsWith('DOCUMENTS '))
        .filter(({ text }) => betrayed(text).includes(name))
    const kept = await everythingStored(bulkhead)

    const first = await world.ask(undefined, { method: 'DELETE', path, headers: bearer(ADMIN_TOKEN) })
    const second = await world.ask(undefined, { method: 'DELETE', path, headers: bearer(ADMIN_TOKEN) })
    const stored = await everythingStored(bulkhead)
    // The home keeps its copy of the record: keys and config are the operator's.
    const withoutConfig = ({ where, text }: Stored) =>
      where.startsWith('RateLimiter ') ? text.replaceAll('Acme Ship Chandlers', '') : text
    const left = stored.filter((one) => betrayed(withoutConfig(one)).includes('acme'))

    expect(first.body).toMatchObject({ documents: expect.any(Number), sessions: expect.any(Number) })
    expect(first.body.documents * first.body.sessions).toBeGreaterThan(0)
    expect(Object.values(second.body)).toEqual(Object.values(second.body).map(() => 0))
    expect(left).toEqual([])
    expect(await Promise.all(others.map((name) => world.stateOf(name)))).toEqual(before)
    expect(originalsOf('stark', stored)).toEqual(originalsOf('stark', kept))
    // Kept results are no rows that could be read here; a repeat finds them if they are there.
    expect(await replayedFor('acme')).toEqual([])
  })
})
