import { spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'

import { ADMIN_TOKEN, localKey } from '@bulkhead/harness/client'

import { EXAMPLE_CALLS } from '../../apps/gateway/openapi/examples/calls.ts'
import type { ExampleCall } from '../../apps/gateway/openapi/examples/example-call.ts'
import { EXAMPLE_NAMES } from '../../apps/gateway/openapi/examples/example-names.ts'
import { keyOfCall, type Answer } from '../../apps/gateway/openapi/examples/recorded.ts'
import { curlOf, typescriptOf } from '../../apps/gateway/openapi/examples/snippets.ts'

/** Which ids a run made in place of those that the examples name. */
type Ids = Map<string, string>

const MADE: readonly (readonly [placeholder: string, operation: string, pattern: RegExp])[] = [
  [EXAMPLE_NAMES.sessionId, 'POST /v1/sessions', /sess_[0-9a-f]{32}/],
  [EXAMPLE_NAMES.messageId, 'POST /v1/sessions/:id/messages', /msg_[0-9a-f]{32}/],
  [EXAMPLE_NAMES.responseId, 'POST /v1/responses', /resp_[0-9a-f]{64}/],
  [EXAMPLE_NAMES.keyId, 'POST /v1/keys', /(?<=bh_acme_)[a-z0-9]{12}/],
]

export interface ExampleRun {
  /** What came, under the key of each call. */
  readonly answers: Record<string, Answer>
  /** The TypeScript of every example, as one program. */
  readonly program: string
}

/** Sends every example as its curl command. */
export async function runExamples(url: URL): Promise<ExampleRun> {
  const ids: Ids = new Map()
  const answers: Record<string, Answer> = {}
  for (const call of EXAMPLE_CALLS) {
    const answer = await answered(call, url, ids)
    for (const [placeholder, operation, pattern] of MADE) {
      const [made] = pattern.exec(JSON.stringify(answer)) ?? []
      if (call.operation === operation && made !== undefined && !ids.has(placeholder))
        ids.set(placeholder, made)
    }
    answers[keyOfCall(call)] = answer
  }
  return { answers: withPlaceholders(answers, ids), program: withIds(programOfAll(), ids) }
}

/** The ids of the run as the examples name them. */
function withPlaceholders<T>(answers: T, ids: Ids): T {
  let text = JSON.stringify(answers)
  for (const [placeholder, made] of ids) text = text.replaceAll(made, placeholder)
  return JSON.parse(text)
}

function withIds(text: string, ids: Ids): string {
  return [...ids].reduce((whole, [placeholder, made]) => whole.replaceAll(placeholder, made), text)
}

function programOfAll(): string {
  const importing = /^import .*\n/gm
  const programs = EXAMPLE_CALLS.map((call) => `{\n${typescriptOf(call).replaceAll(importing, '')}}\n`)
  return ["import OpenAI from 'openai'\n", ...programs].join('')
}

async function answered(call: ExampleCall, url: URL, ids: Ids): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    const answer = await curl(call, url, ids)
    const isThere = call.waitsFor === undefined || JSON.stringify(answer.body).includes(`"${call.waitsFor}"`)
    if (isThere || attempt === 100) return answer
    await pause(100)
  }
}

/** Between what curl prints: nothing that an answer holds. */
const MARK = '⁂'

/** Runs the command that the reference shows, with the ids of this run. */
async function curl(call: ExampleCall, url: URL, ids: Ids): Promise<Answer> {
  const command = withIds(curlOf(call), ids).replace(
    'curl -s',
    `curl -s -w '${MARK}%{http_code}${MARK}%{content_type}'`,
  )
  const env = { ...process.env, BULKHEAD: url.href.replace(/\/$/, ''), KEY: localKey('acme'), ADMIN_TOKEN }
  const shell = spawn('bash', ['-c', command], { env })
  let output = ''
  shell.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
  await new Promise((resolve) => shell.once('close', resolve))
  const [text = '', status = '', type = ''] = output.split(MARK)
  const isJson = type.includes('json')
  return {
    status: Number(status),
    type: type.replace(/;.*/, ''),
    ...(isJson ? { body: JSON.parse(text) } : { text }),
  }
}
