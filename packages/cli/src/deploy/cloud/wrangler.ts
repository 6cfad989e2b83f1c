// The one module that runs wrangler. What it did is read from the file that it writes for programs, never from
// what it prints for people.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { runCommand, WRANGLER } from '@bulkhead/harness/run-command'
import * as z from 'zod/mini'

import { Failure } from '../../failure.ts'
import type { Target } from '../config/target.ts'
import type { LiveShare } from './deployed.ts'
import { inOwnFolder } from './own-folder.ts'
import { PERMISSIONS } from './permissions.ts'

const Written = z.looseObject({
  type: z.string(),
  version_id: z.optional(z.nullable(z.string())),
  message: z.optional(z.string()),
})
type Written = z.infer<typeof Written>

interface Upload {
  readonly configFile: string
  readonly tag: string
  readonly message: string
  readonly secrets: Readonly<Record<string, string>>
}

/** Wrangler, for one account. Every method ends when the platform has taken what was sent. @throws Failure */
export class Wrangler {
  readonly #target: Pick<Target, 'accountId' | 'token'>

  constructor(target: Pick<Target, 'accountId' | 'token'>) {
    this.#target = target
  }

  /** New code, live at once, with its triggers, consumers and migrations. */
  async deploy({ configFile, tag, message, secrets }: Upload): Promise<string> {
    const args = ['deploy', '--config', configFile, '--tag', tag, '--message', message]
    return versionOf(await this.#run(args, secrets), 'deploy')
  }

  /** New code that no traffic reaches. @returns the version's id */
  async upload({ configFile, tag, message, secrets }: Upload): Promise<string> {
    const args = ['versions', 'upload', '--config', configFile, '--tag', tag, '--message', message]
    return versionOf(await this.#run(args, secrets), 'version-upload')
  }

  /** Splits the traffic; objects take the code as the Worker's config says, or at once. */
  async split(
    configFile: string,
    shares: readonly LiveShare[],
    { message, immediately = false }: { readonly message: string; readonly immediately?: boolean },
  ): Promise<void> {
    const versions = shares.map(({ versionId, percentage }) => `${versionId}@${percentage}`)
    const mode = immediately ? ['--durable-objects-code-update-mode', 'immediate'] : []
    const args = [
      'versions',
      'deploy',
      ...versions,
      '--config',
      configFile,
      '--message',
      message,
      '--yes',
      ...mode,
    ]
    await this.#run(args)
  }

  /** Back to a version as it was, with the secrets that it was uploaded with; objects take it at once. */
  async restore(configFile: string, versionId: string, message: string): Promise<void> {
    const mode = ['--durable-objects-code-update-mode', 'immediate']
    await this.#run(['rollback', versionId, '--config', configFile, '--message', message, '--yes', ...mode])
  }

  /** Hostnames, crons and consumers, as the config says. */
  async triggers(configFile: string): Promise<void> {
    await this.#run(['triggers', 'deploy', '--config', configFile])
  }

  #run(args: readonly string[], secrets: Readonly<Record<string, string>> = {}): Promise<Written[]> {
    return inOwnFolder(async (folder, signal) => {
      const output = join(folder, 'output.ndjson')
      const withSecrets =
        Object.keys(secrets).length === 0 ? [] : ['--secrets-file', writeSecrets(folder, secrets)]
      const { code, output: said } = await runCommand(process.execPath, [WRANGLER, ...args, ...withSecrets], {
        quiet: true,
        signal,
        env: {
          ...withoutChoices(process.env),
          ...this.#environment(),
          HOME: folder,
          WRANGLER_OUTPUT_FILE_PATH: output,
        },
      })
      const written = existsSync(output) ? parseOutput(readFileSync(output, 'utf8')) : []
      if (code !== 0) throw failureOf(args, written, said)
      return written
    })
  }

  #environment(): Record<string, string> {
    const { token, accountId } = this.#target
    return {
      CLOUDFLARE_API_TOKEN: token,
      CLOUDFLARE_ACCOUNT_ID: accountId,
      CI: '1',
      NO_COLOR: '1',
      // A fifth of what a run costs is compiling wrangler, a dozen times in a deployment.
      NODE_COMPILE_CACHE: join(ROOT, '.wrangler/compiled'),
    }
  }
}

/** A rendered config has one environment, and the token decides the account: variables that choose another are left out. */
function withoutChoices(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { CLOUDFLARE_ENV: _, CLOUDFLARE_API_KEY: __, CLOUDFLARE_EMAIL: ___, ...rest } = env
  return rest
}

function writeSecrets(folder: string, secrets: Readonly<Record<string, string>>): string {
  const file = join(folder, 'secrets.json')
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 })
  return file
}

function parseOutput(text: string): Written[] {
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line) => Written.parse(JSON.parse(line)))
}

function versionOf(written: readonly Written[], type: string): string {
  const id = written.find((one) => one.type === type)?.version_id
  if (!id)
    throw new Failure(`wrangler ended well but named no version (${type}): check that it is the pinned one`)
  return id
}

const MAX_SAID = 2_000

function failureOf(args: readonly string[], written: readonly Written[], said: string): Failure {
  const reason = written.find(({ type }) => type === 'command-failed')?.message ?? said.slice(-MAX_SAID)
  const words = args.slice(0, 2).filter((arg) => !arg.startsWith('-'))
  const command = `wrangler ${words.join(' ')}`
  return new Failure(`${command}: ${reason.trim()}\n  ${adviceFor(`${reason} ${said}`)}`)
}

const ADVICE: readonly (readonly [sign: RegExp, advice: string])[] = [
  [
    /10000|[Aa]uthentication error/,
    `check that the token is still valid and has ${PERMISSIONS.map(({ name }) => `${name}: Edit`).join(', ')}`,
  ],
  [/10143/, 'a Worker that it calls is not deployed yet: release callees before their callers'],
  [
    /required secret/i,
    'put the secret into the secrets file of this environment, or into a variable of its name',
  ],
  [
    /10220|secrets have changed/,
    'a secret was changed after that version, which keeps the old value: for its code with the secrets of today check that release out and run `bulkhead deploy`; to bring the old secrets back as well, add --with-old-secrets',
  ],
  [
    /already has a consumer/,
    'another Worker consumes that queue: remove its consumer, or choose another prefix',
  ],
  [/already in use/, 'choose another hostname in deploy.config.json, or free it in the dashboard'],
]

function adviceFor(text: string): string {
  const found = ADVICE.find(([sign]) => sign.test(text))
  return found?.[1] ?? 'Run the same command again: it goes on from where it stopped'
}
