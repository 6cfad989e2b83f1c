import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import {
  startCloudflare,
  type Cloudflare,
  type CloudflareOptions,
} from '@bulkhead/harness/cloudflare/start-cloudflare'
import { runCommand, type CommandResult } from '@bulkhead/harness/run-command'

const CLI = join(ROOT, 'packages/cli/src/main.ts')

const SECRETS = {
  ADMIN_TOKEN: 'admin-token-of-the-simulation',
  KEY_CHECK_SECRET: 'key-check-secret-of-the-simulation',
  CONTROL_SECRET: 'control-secret-of-the-simulation',
}

/** A simulated account, and the command that deploys to it. */
export interface Deployment extends AsyncDisposable {
  readonly cloudflare: Cloudflare
  /** `bulkhead deploy …` in a process of its own. */
  deploy(args: readonly string[], options?: DeployOptions): Promise<CommandResult>
}

export interface DeployOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly secrets?: Readonly<Record<string, string>>
  readonly config?: object
}

export const ADMIN_TOKEN = SECRETS.ADMIN_TOKEN

export async function startDeployment(options: CloudflareOptions = {}): Promise<Deployment> {
  const cloudflare = await startCloudflare(options)
  cloudflare.hosts.set('localhost', 'bulkhead-gateway-staging')
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-deploy-'))
  const configFile = join(folder, 'deploy.config.json')
  const deploy: Deployment['deploy'] = (args, { env = {}, secrets = SECRETS, config = {} } = {}) => {
    writeFileSync(join(folder, 'secrets.json'), JSON.stringify(secrets), { mode: 0o600 })
    writeFileSync(configFile, JSON.stringify(configOf(cloudflare, join(folder, 'secrets.json'), config)))
    return runCommand(process.execPath, [CLI, 'deploy', ...args, '--config', configFile], {
      quiet: true,
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        ...cloudflare.env,
        ...env,
      },
    })
  }
  return {
    cloudflare,
    deploy,
    async [Symbol.asyncDispose]() {
      await cloudflare.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function configOf({ url }: Cloudflare, secretsFile: string, config: object): object {
  const canary = { steps: [10, 50, 100], stepSeconds: 0, probes: 40 }
  return {
    environments: {
      production: { url: url.href, secretsFile, canary, ...config },
      staging: { suffix: '-staging', url: `http://localhost:${url.port}`, secretsFile, canary, ...config },
    },
  }
}
