import type { ExampleCall } from './example-call.ts'
import { printJson, printLiteral } from './print-value.ts'

const TOKENS = {
  operator: '$ADMIN_TOKEN',
  nobody: undefined,
  'wrong key': 'bh_acme_typo',
  key: '$KEY',
} as const

/** Method, path with query, and headers of a call. */
function requestOf(call: ExampleCall) {
  const { operation, params = {}, query = {} } = call
  const [method = '', template = ''] = operation.split(' ')
  const path = template.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? name)
  const search = new URLSearchParams(query).toString()
  return { method, path: search === '' ? path : `${path}?${search}`, headers: headersOf(call) }
}

function headersOf({ operation, as, body, file, headers }: ExampleCall): Record<string, string> {
  const token = as === undefined ? '$KEY' : TOKENS[as]
  const type = file?.type ?? (body === undefined ? undefined : 'application/json')
  return {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(type === undefined ? {} : { 'content-type': type }),
    ...(operation === 'POST /mcp' ? { accept: 'application/json, text/event-stream' } : {}),
    ...headers,
  }
}

/** For a shell that has `BULKHEAD` and `KEY`. */
export function curlOf(call: ExampleCall): string {
  const { method, path, headers } = requestOf(call)
  const hasBody = call.body !== undefined || call.file !== undefined || call.form !== undefined
  const verb = method === (hasBody ? 'POST' : 'GET') ? '' : ` -X ${method}`
  const lines = [
    `curl -s${call.isStream === true ? 'N' : ''}${verb} "$BULKHEAD${path}"`,
    ...Object.entries(headers).map(([name, value]) => `-H ${headerQuoted(`${name}: ${value}`)}`),
    ...(call.form ?? []).map(({ name, value, fileName }) =>
      fileName === undefined
        ? `-F ${quoted(`${name}=${value}`)}`
        : `-F ${quoted(`${name}=${value};filename=${fileName}`)}`,
    ),
    ...(call.file === undefined ? [] : [`--data-binary ${quoted(call.file.text)}`]),
    ...(call.body === undefined ? [] : [`-d ${quoted(printJson(call.body))}`]),
  ]
  return lines.join(' \\\n  ')
}

function headerQuoted(text: string): string {
  return text.includes('$') ? `"${text}"` : quoted(text)
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/** A program for Node; with OpenAI's client where that has a method for it. */
export function typescriptOf(call: ExampleCall): string {
  return call.openai === undefined ? fetchOf(call) : openaiOf(call, call.openai)
}

function openaiOf({ body, isStream }: ExampleCall, method: string): string {
  const head = `import OpenAI from 'openai'

const client = new OpenAI({ baseURL: \`\${process.env.BULKHEAD}/v1\`, apiKey: process.env.KEY })
`
  const call = `await client.${method}(${body === undefined ? '' : printLiteral(body)})`
  if (isStream !== true) return `${head}console.log(${call})\n`
  return `${head}const stream = ${call}\nfor await (const chunk of stream) console.log(chunk.choices[0]?.delta.content)\n`
}

function fetchOf(call: ExampleCall): string {
  const { method, path, headers } = requestOf(call)
  const { 'content-type': type, ...others } = headers
  const sent = call.form === undefined && type !== undefined ? { ...others, 'content-type': type } : others
  const options = [
    ...(method === 'GET' ? [] : [`method: '${method}'`]),
    ...(Object.keys(sent).length === 0 ? [] : [`headers: ${withVariables(printLiteral(sent, 1))}`]),
    ...bodyOf(call),
  ]
  const init = options.length === 0 ? '' : `, {\n  ${options.join(',\n  ')},\n}`
  const show =
    call.isStream === true
      ? 'for await (const text of response.body!.pipeThrough(new TextDecoderStream())) console.log(text)'
      : 'console.log(response.status, await response.text())'
  return `${formOf(call)}const response = await fetch(\`\${process.env.BULKHEAD}${path}\`${init})\n${show}\n`
}

function bodyOf({ body, file, form }: ExampleCall): string[] {
  if (body !== undefined) return [`body: JSON.stringify(${printLiteral(body, 1)})`]
  if (file !== undefined) return [`body: ${printLiteral(file.text)}`]
  return form === undefined ? [] : ['body: form']
}

function formOf({ form }: ExampleCall): string {
  if (form === undefined) return ''
  const parts = form.map(({ name, value, fileName }) =>
    fileName === undefined
      ? `form.append('${name}', ${printLiteral(value)})`
      : `form.append('${name}', new File([${printLiteral(value)}], '${fileName}'))`,
  )
  return ['const form = new FormData()', ...parts, ''].join('\n')
}

function withVariables(text: string): string {
  return text.replaceAll(/'Bearer \$(\w+)'/g, '`Bearer ${process.env.$1}`')
}
