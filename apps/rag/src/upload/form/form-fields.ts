import { FileQuery } from '@bulkhead/contracts/http/documents'
import { Metadata } from '@bulkhead/contracts/http/filter'
import { BulkheadError, type FieldProblem } from '@bulkhead/errors/bulkhead-error'

/** The parts of a form that are no files, in their order. */
export type FormFields = Readonly<Record<'id' | 'title' | 'metadata', string[]>>

/** What a form says of one of its files. */
export interface SaidOfFile {
  readonly id?: string | undefined
  readonly title?: string | undefined
  readonly metadata?: Metadata | undefined
}

/**
 * What is said of each file: the first `id` is that of the first file, and so on. One `metadata` is that of
 * all files. @throws BulkheadError `invalid_request`
 */
export function saidOfFiles(fields: FormFields, files: number): SaidOfFile[] {
  const { id, title, metadata } = fields
  for (const name of ['id', 'title', 'metadata'] as const) {
    const { length } = fields[name]
    if (length === 0 || length === files || (name === 'metadata' && length === 1)) continue
    throw invalid(name, `must be sent once for each of the ${files} files, in their order`)
  }
  const ids = id.filter((one) => one !== '')
  if (new Set(ids).size < ids.length) throw invalid('id', 'must be another one for each file')
  return Array.from({ length: files }, (_, at) => {
    const said = {
      id: id[at],
      title: title[at],
      metadata: metadata.length === 1 ? metadata[0] : metadata[at],
    }
    return parse(said, at)
  })
}

function parse(said: Readonly<Record<string, string | undefined>>, at: number): SaidOfFile {
  // An empty field of a form says nothing.
  const filled = Object.fromEntries(
    Object.entries(said).filter(([, text]) => text !== undefined && text !== ''),
  )
  const parsed = FileQuery.safeParse(filled)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw invalid(String(issue?.path[0] ?? 'body'), issue?.message ?? 'is not valid')
  }
  const { id, title, metadata } = parsed.data
  return { id, title, metadata: metadata === undefined ? undefined : metadataOf(metadata, at) }
}

function metadataOf(text: string, at: number): Metadata {
  try {
    return Metadata.parse(JSON.parse(text))
  } catch {
    throw invalid('metadata', `of file ${at + 1} must be a flat JSON object of text, numbers and booleans`)
  }
}

export function invalid(path: string, message: string): BulkheadError {
  const details: FieldProblem[] = [{ path, message }]
  return new BulkheadError('invalid_request', {
    details,
    param: path,
    message: `The request is not valid: ${path}: ${message}.`,
  })
}
