// nginx, Lua and Redis from Debian's packages: the honest stand-in for every gateway that keeps keys, limits, budgets and what was used
// in Redis.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { readLocalKeys } from '@bulkhead/harness/local-variables'
import { findFreePort } from '@bulkhead/harness/port'

import { pidsOfGroup } from '../figures/runtime-cpu.ts'
import { answersAt, type Peer } from './peer.ts'

const READY_MS = 5_000
const MODULES = '/usr/lib/nginx/modules'

/** When a write of Redis is on the disk: within a second, or before it is answered. */
export type Durability = 'everysec' | 'always'

/** Undefined, with a message, where it cannot be started. */
export async function startRedisChain(
  providerBaseUrl: string,
  durability: Durability,
): Promise<Peer | undefined> {
  const name = `nginx, Lua, Redis (${durability})`
  const missing = ['nginx', 'redis-server'].filter(
    (command) => spawnSync(command, ['-v']).error !== undefined,
  )
  if (missing.length > 0) {
    console.log(`${name} is left out: ${missing.join(' and ')} not installed`)
    return undefined
  }
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-chain-'))
  const [port, redisPort] = [await findFreePort(), await findFreePort()]
  writeFileSync(join(folder, 'nginx.conf'), configOf({ folder, port, redisPort, providerBaseUrl }))
  const where = `--port ${redisPort} --bind 127.0.0.1 --dir ${folder}`
  const kept = ['--save', '', ...`--appendonly yes --appendfsync ${durability}`.split(' ')]
  const servers = [
    spawnGroup('redis-server', [...where.split(' '), ...kept]),
    spawnGroup('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')]),
  ]
  const stop = () => {
    for (const server of servers) server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  const url = new URL(`http://127.0.0.1:${port}`)
  if ((await answersAt(url, READY_MS)) && (await isSeeded(url)))
    return { name, url, headers: {}, pids: () => servers.flatMap(({ group }) => pidsOfGroup(group)), stop }
  stop()
  console.log(`${name} is left out: it does not start here (nginx needs its Lua module)`)
  return undefined
}

/** A server that is ended with whatever it has started. */
function spawnGroup(command: string, args: readonly string[]) {
  const child = spawn(command, args, { detached: true, stdio: 'ignore' })
  const group = child.pid ?? 0
  const stop = () => {
    if (group !== 0 && child.exitCode === null) process.kill(-group, 'SIGKILL')
  }
  return { group, stop }
}

async function isSeeded(url: URL): Promise<boolean> {
  const key = readLocalKeys()['umbrella'] ?? ''
  const response = await fetch(new URL('/seed', url), { headers: { authorization: `Bearer ${key}` } })
  return response.ok
}

interface Places {
  readonly folder: string
  readonly port: number
  readonly redisPort: number
  readonly providerBaseUrl: string
}

function configOf({ folder, port, redisPort, providerBaseUrl }: Places): string {
  const { host, pathname } = new URL(providerBaseUrl)
  return `
load_module ${MODULES}/ndk_http_module.so;
load_module ${MODULES}/ngx_http_lua_module.so;
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 2;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log warn;
events { worker_connections 1024; }
http {
  access_log ${folder}/access.log;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  keepalive_requests 1000000;
  lua_package_path '${import.meta.dirname}/?.lua;/usr/share/lua/5.1/?.lua;;';
  init_by_lua_block { require('chain').setup(${redisPort}) }
  upstream provider { server ${host}; keepalive 64; keepalive_requests 1000000; }
  server {
    listen 127.0.0.1:${port};
    location = /v1/chat/completions { content_by_lua_block { require('chain').complete() } }
    location = /seed { content_by_lua_block { require('chain').seed((ngx.var.http_authorization or ''):sub(8)) } }
    location = /provider {
      internal;
      proxy_http_version 1.1;
      proxy_set_header connection '';
      proxy_pass http://provider${pathname}/chat/completions;
    }
  }
}
`
}
