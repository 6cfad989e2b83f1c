import type { UsageLine, UsageQuery } from '@bulkhead/contracts/http/admin/usage'
import { csvLine, type Cell } from '@bulkhead/csv/csv-line'

/** How lines become text, piece by piece. */
export interface UsageFormat {
  readonly contentType: string
  readonly head: (span: Span) => string
  readonly line: (line: UsageLine, span: Span, isFirst: boolean) => string
  readonly tail: string
}

interface Span {
  readonly from: string
  readonly to: string
  readonly groupBy: readonly string[]
  readonly tenants?: object | undefined
}

const COUNTS = [
  'requests',
  'promptTokens',
  'cachedPromptTokens',
  'cacheWriteTokens',
  'completionTokens',
  'reasoningTokens',
  'totalTokens',
  'cost',
  'estimatedTokens',
] as const
const NAMES = ['date', 'tenantId', 'model', 'keyId'] as const

const csv: UsageFormat = {
  contentType: 'text/csv; charset=utf-8',
  head: () => csvLine([...NAMES, ...COUNTS]),
  line: (line) => csvLine([...NAMES, ...COUNTS].map((name) => line[name])),
  tail: '',
}

/** The columns of FOCUS 1.2 that a metered service can fill; times are whole UTC days. */
const FOCUS_COLUMNS: Readonly<Record<string, (line: UsageLine, span: Span) => Cell>> = {
  BilledCost: ({ cost }) => cost,
  BillingCurrency: () => 'USD',
  BillingPeriodStart: (_, { from }) => `${from.slice(0, 7)}-01T00:00:00Z`,
  BillingPeriodEnd: (_, { to }) => nextMonth(to),
  ChargeCategory: () => 'Usage',
  ChargeDescription: ({ model }) => (model === undefined ? 'Tokens' : `Tokens of ${model}`),
  ChargePeriodStart: ({ date }, { from }) => `${date ?? from}T00:00:00Z`,
  ChargePeriodEnd: ({ date }, { to }) => nextDay(date ?? to),
  ConsumedQuantity: ({ totalTokens }) => totalTokens,
  ConsumedUnit: () => 'Tokens',
  ContractedCost: ({ cost }) => cost,
  EffectiveCost: ({ cost }) => cost,
  ListCost: ({ cost }) => cost,
  ProviderName: () => 'Bulkhead',
  PublisherName: () => 'Bulkhead',
  InvoiceIssuerName: () => 'Bulkhead',
  ResourceId: ({ keyId }) => keyId,
  ServiceCategory: () => 'AI and Machine Learning',
  ServiceName: () => 'Bulkhead',
  SkuId: ({ model }) => model,
  SubAccountId: ({ tenantId }) => tenantId,
  Tags: (line) => tagsOf(line),
}

const focus: UsageFormat = {
  contentType: 'text/csv; charset=utf-8',
  head: () => csvLine(Object.keys(FOCUS_COLUMNS)),
  line: (line, span) => csvLine(Object.values(FOCUS_COLUMNS).map((column) => column(line, span))),
  tail: '',
}

const ndjson: UsageFormat = {
  contentType: 'application/x-ndjson; charset=utf-8',
  head: () => '',
  line: (line) => `${JSON.stringify(line)}\n`,
  tail: '',
}

const json: UsageFormat = {
  contentType: 'application/json',
  head: ({ from, to, groupBy, tenants }) =>
    `${JSON.stringify({ from, to, groupBy, tenants }).slice(0, -1)},"data":[`,
  line: (line, _, isFirst) => `${isFirst ? '' : ','}${JSON.stringify(line)}`,
  tail: ']}',
}

export const USAGE_FORMATS: Readonly<Record<UsageQuery['format'], UsageFormat>> = { json, ndjson, csv, focus }

function tagsOf({
  requests,
  promptTokens,
  cachedPromptTokens,
  cacheWriteTokens,
  ...rest
}: UsageLine): string {
  const { completionTokens, reasoningTokens, estimatedTokens } = rest
  return JSON.stringify({
    requests,
    promptTokens,
    cachedPromptTokens,
    cacheWriteTokens,
    completionTokens,
    reasoningTokens,
    estimatedTokens,
  })
}

function nextDay(date: string): string {
  return new Date(Date.parse(date) + 86_400_000).toISOString().replace('.000', '')
}

function nextMonth(date: string): string {
  const [year = '', month = ''] = date.split('-')
  return new Date(Date.UTC(Number(year), Number(month), 1)).toISOString().replace('.000', '')
}
