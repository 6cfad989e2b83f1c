import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { describe, expect, test } from 'vitest'

import { METRIC_NAMES } from '../../apps/observe/src/metrics/metric-catalogue.ts'
import { asRules, panelQueries } from './dashboard.ts'

const read = (path: string) => readFileSync(join(ROOT, 'ops', path), 'utf8')
const alerts = read('prometheus/alerts.yml')
const alertNames = [...alerts.matchAll(/- alert: (\w+)/g)].map(([, name]) => name ?? '')

/** What dashboards and alerts may ask for besides what observe counts. */
const OTHERS = new Set([
  'up',
  'rag_quality_score',
  'price_usd_per_million_tokens',
  'tenant_model:cost_usd:rate5m',
])

/** Names in front of a selector or a range: every metric of an expression, and no function or label. */
function namesIn(text: string): string[] {
  const bare = text
    .replaceAll(/"(\\.|[^"\\])*"/g, '""')
    .replaceAll(/\b(by|on|group_left|without) ?\([^)]*\)/g, '')
  return [...bare.matchAll(/\b([a-z][a-z0-9_:]+)(?=[{[]|\s*[)<>*/,+-]|$)/g)].map(([, name]) => name ?? '')
}

function isKnown(name: string): boolean {
  return OTHERS.has(name) || METRIC_NAMES.includes(name.replace(/_(bucket|sum|count)$/, ''))
}

const expressions = panelQueries().map(({ panel, expr }) => [panel, expr] as const)

describe('names', () => {
  test.each(expressions)('the panel "%s" asks for what there is', (_, expr) => {
    const names = namesIn(expr).filter((name) => !/^(histogram_quantile|rate|sum|increase)$/.test(name))

    expect(names.length).toBeGreaterThan(0)
    expect(names.filter((name) => !isKnown(name))).toEqual([])
  })

  test.each(alertNames)('%s asks for what there is', (name) => {
    const rule = alerts.slice(alerts.indexOf(`alert: ${name}\n`)).split('annotations:')[0] ?? ''
    const expr = rule
      .slice(rule.indexOf('expr:') + 5)
      .replace(/\n\s+(for|labels):[\s\S]*/, '')
      .replace('|', '')

    const asked = namesIn(expr.trim())

    expect(asked.length).toBeGreaterThan(0)
    expect(asked.filter((one) => !isKnown(one))).toEqual([])
  })
})

test.each(alertNames)('%s has a case that fires and one that does not, and says what to do', (name) => {
  const cases = read('prometheus/alerts.test.yml')
  const rule = alerts.slice(alerts.indexOf(`alert: ${name}\n`)).split('- alert: ')[0]

  expect(cases).toContain(`name: ${name} fires`)
  expect(cases).toContain(`name: ${name} stays quiet`)
  expect(rule).toMatch(/summary: .+\n\s+action: .+/)
})

test('a variable of the dashboard that nobody fills is found', () => {
  expect(() => asRules([{ panel: 'x', expr: 'up{job="$job"}' }])).toThrow('$job')
  expect(asRules([{ panel: 'x', expr: 'up{tenantId=~"$tenant"}' }])).toContain('=~\\".*\\"')
})

const prices = read('prometheus/cost.yml')
const models = new Set(
  globSync('tenants/*/tenant.config.json', { cwd: ROOT }).flatMap(
    (file) => readFileSync(join(ROOT, file), 'utf8').match(/@cf\/[\w./-]+/g) ?? [],
  ),
)

test.each([...models])('%s has a price for prompts and for completions', (model) => {
  expect(prices).toContain(`labels: { model_name: '${model}', kind: prompt }`)
  expect(prices).toContain(`labels: { model_name: '${model}', kind: completion }`)
})
