import { existsSync } from 'node:fs'

import { problemsIn } from '@bulkhead/tenant-schema/problem'
import { JURISDICTIONS } from '@bulkhead/tenant-schema/tenant-config'
import { en } from 'zod/locales'
import * as z from 'zod/mini'

import { Failure, Misuse } from '../../failure.ts'
import { readJson } from '../../parse.ts'

z.config(en())

const PART = 'must be of a-z, 0-9 and single dashes between them'
const part = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, PART))
/** The longest name that it ends, a bucket's, has 63 characters at most. */
const MAX_PART = 20
const suffix = z.string().check(z.regex(/^(-?[a-z0-9]+(-[a-z0-9]+)*)?$/, PART), z.maxLength(MAX_PART))
const hostname = z.string().check(z.regex(/^[a-z0-9.-]+$/, 'must be a lower-case hostname without port'))

const Canary = z.strictObject({
  /** Shares of the traffic, in percent, that the new gateway gets one after the other. */
  steps: z._default(z.array(z.int().check(z.gte(1), z.lte(100))).check(z.minLength(1)), [10, 50, 100]),
  /** How long a step lasts at least, so that customers' own traffic is judged too. */
  stepSeconds: z._default(z.int().check(z.gte(0), z.lte(86_400)), 60),
  /** Requests that the command itself sends to each version in a step. */
  probes: z._default(z.int().check(z.gte(10), z.lte(1_000)), 40),
  /** Above this share of 5xx the new version goes back; never judged harder than the old one does. */
  maxErrorShare: z._default(z.number().check(z.gte(0), z.lte(1)), 0.01),
  /** Above so many times the old version's median latency the new one goes back. */
  maxLatencyRatio: z._default(z.number().check(z.gt(1)), 2),
})
export type Canary = z.infer<typeof Canary>

const CANARY: Canary = {
  steps: [10, 50, 100],
  stepSeconds: 60,
  probes: 40,
  maxErrorShare: 0.01,
  maxLatencyRatio: 2,
}

const Environment = z.strictObject({
  /** The account's id; left out: CLOUDFLARE_ACCOUNT_ID. */
  account: z.exactOptional(
    z.string().check(z.regex(/^[0-9a-f]{32}$/, 'must be an account id of 32 hex digits')),
  ),
  /** Behind every name, such as `-staging`: two environments can share an account. */
  suffix: z._default(suffix, ''),
  /** Custom domains of the gateway; without one it answers on workers.dev. */
  hostnames: z._default(z.array(hostname), []),
  /** Custom domains of the admin API and the console; without one the gateway's hostnames serve the admin API. */
  adminHostnames: z._default(z.array(hostname), []),
  /** Where Durable Objects and R2 buckets stay. */
  jurisdiction: z.exactOptional(z.enum(JURISDICTIONS)),
  /** A JSON file of secrets by name, which git must not know; a variable of the same name goes first. */
  secretsFile: z.exactOptional(z.string().check(z.minLength(1))),
  /** The folder whose tenants are applied in the end; left out: none. */
  tenants: z.exactOptional(z.string().check(z.minLength(1))),
  /** An AI Gateway between Bulkhead and its models. */
  aiGateway: z._default(z.boolean(), true),
  /** Lets clients of `/mcp` sign in by OAuth, at the first hostname; it needs a KV namespace of its own. */
  mcpOAuth: z._default(z.boolean(), false),
  /** Vars of single Workers, such as `{"observe": {"OTLP_ENDPOINT": "https://…"}}`. */
  vars: z._default(z.record(z.string(), z.record(z.string(), z.string())), {}),
  canary: z._default(Canary, CANARY),
  /** The model that the smoke test asks. */
  smokeModel: z._default(z.string().check(z.minLength(1)), '@cf/meta/llama-3.1-8b-instruct-fp8'),
  /** Where the gateway is reached, if not at its first hostname. */
  url: z.exactOptional(z.url()),
})
export type Environment = z.infer<typeof Environment>

/** An AI Gateway keeps prompts and answers, and knows no jurisdiction: with one, models are asked without it. */
export function usesAiGateway({ aiGateway, jurisdiction }: Environment): boolean {
  return aiGateway && jurisdiction === undefined
}

/** `deploy.config.json`: what differs between the places where Bulkhead is deployed. */
const DeployConfig = z.strictObject({
  $schema: z.optional(z.string()),
  /** Before every name. */
  prefix: z._default(part.check(z.maxLength(MAX_PART)), 'bulkhead'),
  environments: z.record(part, Environment),
})

/** For editors: `bulkhead deploy schema > deploy.config.schema.json`. */
export function deployConfigSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(DeployConfig, { io: 'input' }), null, 2)}\n`
}

/** @throws Failure with every field that is wrong, Misuse for an environment that the file lacks */
export function readEnvironment(file: string, name: string): { prefix: string; environment: Environment } {
  if (!existsSync(file)) throw new Failure(`${file}: no such file; docs/operate/deploying.md shows one`)
  const parsed = DeployConfig.safeParse(readJson(file))
  if (!parsed.success) {
    const lines = problemsIn(parsed.error).map(({ path, message }) => `  ${path}: ${message}`)
    throw new Failure([`${file} is wrong:`, ...lines].join('\n'))
  }
  const { prefix, environments } = parsed.data
  const environment = Object.hasOwn(environments, name) ? environments[name] : undefined
  if (environment === undefined) {
    throw new Misuse(`${file} has no environment ${name}; it has ${Object.keys(environments).join(', ')}`)
  }
  const twin = Object.entries(environments).find(
    ([other, { suffix, account }]) =>
      other !== name && suffix === environment.suffix && account === environment.account,
  )
  if (twin !== undefined) {
    throw new Failure(
      `${file}: ${name} and ${twin[0]} would be the same Workers: give one of them a \`suffix\`, or each its \`account\``,
    )
  }
  return { prefix, environment }
}
