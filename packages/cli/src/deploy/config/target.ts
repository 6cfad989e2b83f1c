import { dirname, resolve } from 'node:path'

import { isToken } from '../../credentials.ts'
import { Failure } from '../../failure.ts'
import { readEnvironment, type Environment } from './deploy-config.ts'
import { Names } from './names.ts'
import { readSecrets, type Secrets } from './secrets.ts'

/** Where one run deploys to. */
export interface Target {
  readonly name: string
  readonly environment: Environment
  readonly names: Names
  readonly accountId: string
  readonly token: string
  /** Those that this run knows; what a Worker has already is not among them. */
  readonly secrets: Secrets
}

const API = 'CLOUDFLARE_API_TOKEN'
const ACCOUNT = 'CLOUDFLARE_ACCOUNT_ID'

/** @throws Failure for what is not set or cannot be read */
export function readTarget(file: string, name: string, env: NodeJS.ProcessEnv): Target {
  const { prefix, environment: written } = readEnvironment(file, name)
  const environment = withPathsFrom(dirname(file), written)
  const token = env[API]
  if (!token) {
    throw new Failure(
      `${API} is not set: make a token with the permissions that docs/operate/deploying.md lists`,
    )
  }
  if (!isToken(token)) throw new Failure(`${API} has characters that no token has: copy it once more`)
  const accountId = environment.account ?? env[ACCOUNT]
  if (!accountId) throw new Failure(`no account: set ${ACCOUNT}, or \`account\` of ${name} in ${file}`)
  if (!/^[0-9a-z]+$/.test(accountId))
    throw new Failure(`${ACCOUNT} must be an account id of 32 hex digits: the dashboard shows it`)
  const names = new Names(prefix, environment.suffix)
  return { name, environment, names, accountId, token, secrets: readSecrets(environment.secretsFile, env) }
}

/** Paths in the config are as seen from where it is: it may be kept outside this checkout. */
function withPathsFrom(folder: string, { secretsFile, tenants, ...rest }: Environment): Environment {
  return {
    ...rest,
    ...(secretsFile === undefined ? {} : { secretsFile: resolve(folder, secretsFile) }),
    ...(tenants === undefined ? {} : { tenants: resolve(folder, tenants) }),
  }
}
