// Everything that something deployed earlier, or written earlier, can meet: read from the code as it is.
import { join } from 'node:path'

import { IngestMessage } from '@bulkhead/contracts/ingest-message'
import { ROOT } from '@bulkhead/harness/apps'
import { apiRoutes, keyOf, type RouteRow } from '@bulkhead/harness/route-table'
import { API, SymbolFlags, type Checker, type Project, type Type } from 'typescript/unstable/sync'
import * as z from 'zod/mini'

import { DIRECTORY_MIGRATIONS } from '../../apps/chat/src/directory/migrations.ts'
import { COMPLETION_MIGRATIONS } from '../../apps/chat/src/kept/migrations.ts'
import { SESSION_MIGRATIONS } from '../../apps/chat/src/session-tables/migrations.ts'
import { MIGRATIONS as REGISTRY_MIGRATIONS } from '../../apps/control/src/registry/migrations.ts'
import { MIGRATIONS as OBSERVE_MIGRATIONS } from '../../apps/observe/src/metrics/migrations.ts'
import { MIGRATIONS as REQUEST_MIGRATIONS } from '../../apps/observe/src/requests/migrations.ts'
import { MIGRATIONS as RAG_MIGRATIONS } from '../../apps/rag/src/tables/migrations.ts'
import { MIGRATIONS as RATE_LIMIT_MIGRATIONS } from '../../apps/rate-limit/src/migrations.ts'
import { methodsOf, shapeOf } from './shape-of-type.ts'
import type { MethodShape, Shape, Surface } from './shape.ts'

/** Where a type is: a workspace, a file of it, a name. */
type Place = readonly [workspace: string, file: string, name: string]

/** A Worker's entrypoint under the name of the Worker; an object under its class, since a gradual deployment can split it from its Worker. */
const SERVICES: Readonly<Record<string, Place>> = {
  'rate-limit': ['packages/contracts', 'src/rate-limit.ts', 'RateLimitService'],
  chat: ['packages/contracts', 'src/chat.ts', 'ChatService'],
  rag: ['packages/contracts', 'src/rag.ts', 'RagService'],
  extract: ['packages/contracts', 'src/extract.ts', 'ExtractService'],
  observe: ['packages/contracts', 'src/observe.ts', 'ObserveService'],
  control: ['packages/contracts', 'src/record/record-keeper.ts', 'RecordKeeper'],
  RateLimiter: ['apps/rate-limit', 'src/rate-limiter.ts', 'RateLimiter'],
  ChatSession: ['apps/chat', 'src/object-protocol.ts', 'SessionObject'],
  Completion: ['apps/chat', 'src/object-protocol.ts', 'CompletionObject'],
  SessionDirectory: ['apps/chat', 'src/object-protocol.ts', 'DirectoryObject'],
  Corpus: ['apps/rag', 'src/corpus-protocol.ts', 'CorpusObject'],
  MetricStore: ['apps/observe', 'src/store-of.ts', 'Store'],
}

/** Values that are stored as JSON or under a key, and the closed sets of words in columns. */
const STORED: Readonly<Record<string, Place>> = {
  'RateLimiter record.config': ['packages/contracts', 'src/record/tenant-record.ts', 'TenantSettings'],
  'RateLimiter record.prices': ['packages/contracts', 'src/record/tenant-record.ts', 'Prices'],
  'RateLimiter api_key.record': ['packages/contracts', 'src/record/tenant-record.ts', 'KeyRecord'],
  'RateLimiter budget_event.event': ['packages/contracts', 'src/record/budget-event.ts', 'BudgetEvent'],
  'RateLimiter closed': ['apps/rate-limit', 'src/page/books.ts', 'ClosedRow'],
  'RateLimiter page': ['apps/rate-limit', 'src/page/page.ts', 'Stored'],
  'ChatSession owner': ['apps/chat', 'src/session-tables/session-store.ts', 'Owner'],
  'ChatSession message': ['apps/chat', 'src/session-tables/transcript-store.ts', 'MessageRow'],
  'ChatSession message.details': ['apps/chat', 'src/session-tables/transcript-store.ts', 'MessageDetails'],
  'ChatSession turn.context': ['packages/contracts', 'src/context.ts', 'RequestContext'],
  'Completion reply': ['apps/chat', 'src/kept/completion-store.ts', 'KeptReply'],
  'SessionDirectory session.metadata': ['packages/contracts', 'src/http/filter.ts', 'Metadata'],
  'Corpus version': ['apps/rag', 'src/tables/version-row.ts', 'VersionRow'],
  'MetricStore series': ['apps/observe', 'src/metrics/series-set.ts', 'Sample'],
}

const MIGRATIONS: Readonly<Record<string, readonly string[]>> = {
  RateLimiter: RATE_LIMIT_MIGRATIONS,
  ChatSession: SESSION_MIGRATIONS,
  Completion: COMPLETION_MIGRATIONS,
  SessionDirectory: DIRECTORY_MIGRATIONS,
  Corpus: RAG_MIGRATIONS,
  MetricStore: OBSERVE_MIGRATIONS,
  RequestStore: REQUEST_MIGRATIONS,
  Registry: REGISTRY_MIGRATIONS,
}

/** @param edits Sources that are read in place of the files that they name, for trying what a change would break. */
export function currentSurface(edits: ReadonlyMap<string, string> = new Map()): Surface {
  const compiler = new API({ cwd: ROOT, fs: { readFile: (file) => edits.get(file) } })
  try {
    const places = [...Object.values(SERVICES), ...Object.values(STORED)]
    const configs = [...new Set(places.map(([workspace]) => configOf(workspace)))]
    const snapshot = compiler.updateSnapshot({ openProjects: configs })
    const projects = new Map(snapshot.getProjects().map((project) => [project.configFileName, project]))
    const methods = Object.entries(SERVICES).flatMap(([service, place]) => {
      const { checker, type } = find(projects, place)
      return Object.entries(methodsOf(checker, type)).map(([name, shape]): [string, MethodShape] => [
        `${service}.${name}`,
        shape,
      ])
    })
    const stored = Object.entries(STORED).map(([name, place]): [string, Shape] => {
      const { checker, type } = find(projects, place)
      return [name, shapeOf(checker, type)]
    })
    return {
      methods: Object.fromEntries(methods),
      stored: { ...Object.fromEntries(stored), 'queue bulkhead-ingest': schemaShape(IngestMessage, 'input') },
      requests: shapesOfRoutes(({ accepts }) => accepts.body, 'input'),
      replies: shapesOfRoutes(({ operation }) => operation.response, 'output'),
      migrations: MIGRATIONS,
    }
  } finally {
    compiler.close()
  }
}

function find(projects: ReadonlyMap<string, Project>, place: Place): { checker: Checker; type: Type } {
  const [workspace, path, name] = place
  const project = projects.get(configOf(workspace))
  const file = project?.program.getSourceFile(join(ROOT, workspace, path))
  if (project === undefined || file === undefined) throw new Error(`${workspace}/${path} is not there`)
  const symbol = project.checker.resolveName(name, SymbolFlags.Type, file)
  if (symbol === undefined) throw new Error(`${workspace}/${path} has no type ${name}`)
  return { checker: project.checker, type: project.checker.getDeclaredTypeOfSymbol(symbol) }
}

const ROUTES = await apiRoutes()

function shapesOfRoutes(
  schemaOf: (facts: RouteRow['facts']) => z.core.$ZodType | undefined,
  io: 'input' | 'output',
): Record<string, Shape> {
  return Object.fromEntries(
    ROUTES.flatMap((route) => {
      const schema = schemaOf(route.facts)
      return schema === undefined ? [] : [[keyOf(route), schemaShape(schema, io)] as const]
    }),
  )
}

/** As JSON Schema. */
export function schemaShape(schema: z.core.$ZodType, io: 'input' | 'output'): Shape {
  const { $schema: _, ...shape } = z.toJSONSchema(schema, { io })
  return AnyShape.parse(shape)
}

function configOf(workspace: string): string {
  return join(ROOT, workspace, 'tsconfig.json')
}

/** JSON Schema that zod makes is wider in its types than the part of it that we use. */
const AnyShape = z.custom<Shape>((value) => typeof value === 'object' && value !== null)
