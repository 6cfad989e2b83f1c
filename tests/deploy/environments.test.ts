import { afterAll, beforeAll, expect, test } from 'vitest'

import { startDeployment, type Deployment } from './deployment.ts'

let deployment: Deployment
beforeAll(async () => {
  deployment = await startDeployment()
  await deployment.deploy(['plan'])
}, 300_000)
afterAll(() => deployment[Symbol.asyncDispose]())

const digestOf = (output: string) => /digest ([0-9a-f]{64})/.exec(output)?.[1]
const worker = (name: string) => deployment.cloudflare.account.workers.get(name)!
const bindingsOf = (name: string) => worker(name).versions.at(-1)!.bindings
const EU = { config: { jurisdiction: 'eu' } }

test('staging stands beside production in one account: other names, the same bytes', async () => {
  const production = await deployment.deploy(['up'])
  const staging = await deployment.deploy(['up', '--env', 'staging'], EU)

  expect([production.code, staging.code]).toEqual([0, 0])
  expect(digestOf(staging.output)).toBe(digestOf(production.output))
  const main = (name: string) => Buffer.from(worker(name).versions.at(-1)!.modules[0]!.bytes)
  for (const app of ['observe', 'rate-limit', 'extract', 'rag', 'chat', 'control', 'gateway']) {
    expect(main(`bulkhead-${app}-staging`).equals(main(`bulkhead-${app}`))).toBe(true)
  }
  const callees = bindingsOf('bulkhead-gateway-staging').filter(({ type }) => type === 'service')
  expect(callees.map(({ service }) => String(service)).every((name) => name.endsWith('-staging'))).toBe(true)
  const limits = (name: string) => bindingsOf(name).flatMap(({ namespace_id: id }) => id ?? [])
  expect(limits('bulkhead-gateway-staging')).not.toEqual(limits('bulkhead-gateway'))
}, 600_000)

test('a jurisdiction goes to every bucket and to every Worker with objects, and no AI Gateway keeps prompts', () => {
  const { buckets, gateways } = deployment.cloudflare.account
  expect(buckets.get('bulkhead-documents-staging')).toEqual({ jurisdiction: 'eu' })
  expect(buckets.get('bulkhead-documents')).toEqual({ jurisdiction: undefined })
  expect([...gateways]).toEqual(['bulkhead'])
  const withObjects = workersWith('durable_object_namespace').map((name) => [
    name,
    varOf(name, 'JURISDICTION'),
  ])
  expect(withObjects).toHaveLength(10)
  expect(withObjects).toEqual(withObjects.map(([name]) => [name, isStaging(String(name)) ? 'eu' : '']))
  const bound = workersWith('r2_bucket').map((name) => [name, bucketJurisdictions(name)])
  expect(bound).toEqual(bound.map(([name]) => [name, isStaging(String(name)) ? ['eu'] : [undefined]]))
})

const isStaging = (name: string) => name.endsWith('-staging')
const workersWith = (type: string) =>
  [...deployment.cloudflare.account.workers.keys()].filter((name) =>
    bindingsOf(name).some((one) => one.type === type),
  )
const varOf = (name: string, wanted: string) => bindingsOf(name).find((one) => one.name === wanted)?.['text']
const bucketJurisdictions = (name: string) =>
  bindingsOf(name)
    .filter(({ type }) => type === 'r2_bucket')
    .map((bucket) => bucket['jurisdiction'])

test('objects do not move: another jurisdiction is refused before anything is changed', async () => {
  const from = deployment.cloudflare.asked.length

  const { code, output } = await deployment.deploy(['up', '--env', 'staging'], {
    config: { jurisdiction: 'us' },
  })

  expect(code).toBe(1)
  expect(output).toContain('jurisdiction: is "eu" and cannot become "us"')
  expect(deployment.cloudflare.asked.slice(from).filter((one) => !one.startsWith('GET '))).toEqual([])
}, 60_000)

test('destroying one leaves the other', async () => {
  const { code } = await deployment.deploy(
    ['destroy', '--yes', 'bulkhead-staging', '--with-data', '--env', 'staging'],
    EU,
  )

  expect(code).toBe(0)
  const names = [...deployment.cloudflare.account.workers.keys()]
  expect(names).toHaveLength(7)
  expect(names.some((name) => name.endsWith('-staging'))).toBe(false)
  expect([...deployment.cloudflare.account.buckets.keys()].toSorted()).toEqual([
    'bulkhead-archive',
    'bulkhead-audit',
    'bulkhead-documents',
  ])
}, 60_000)
