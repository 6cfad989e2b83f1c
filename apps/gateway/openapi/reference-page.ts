import type { Route } from '../src/route.ts'
import { operationKey } from './document.ts'

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
h2{margin-top:2.5rem;font-size:1.1rem;border-top:1px solid #d0d7de;padding-top:1rem}code,pre{font:13px/1.45 ui-monospace,monospace}
pre{background:#f6f8fa;padding:.8rem;overflow:auto;border-radius:6px}nav a{display:block;text-decoration:none}
summary{cursor:pointer}.method{display:inline-block;min-width:4.5rem;font-weight:600}
@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}pre{background:#161b22}a{color:#79b8ff}h2{border-color:#30363d}}`

/** The API document as one page without scripts: readable anywhere, nothing fetched from elsewhere. */
export function referencePage(
  routes: readonly Route[],
  paths: Record<string, Record<string, unknown>>,
): string {
  const links = routes.map((route) => {
    const path = escape(operationKey(route).split(' ')[1] ?? '')
    const summary = escape(route.facts.operation.summary)
    return `<a href="#${anchor(operationKey(route))}"><code><span class="method">${route.method}</span>${path}</code> ${summary}</a>`
  })
  const sections = routes.map((route) => sectionOf(operationKey(route), paths))
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Bulkhead API</title><style>${STYLE}</style></head>
<body><h1>Bulkhead API</h1><p>Send your key as <code>Authorization: Bearer bh_…</code>. Errors are <code>{"error": {"code", "message", "requestId", …}}</code>. For tools: <a href="/openapi.json">openapi.json</a>.</p>
<nav>${links.join('\n')}</nav>
${sections.join('\n')}</body></html>`
}

function sectionOf(key: string, paths: Record<string, Record<string, unknown>>): string {
  const [method = '', path = ''] = key.split(' ')
  const operation = paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
  const { summary, description, parameters, requestBody, responses } = isRecord(operation) ? operation : {}
  const details = { parameters, requestBody, responses }
  return `<h2 id="${anchor(key)}"><code>${escape(key)}</code></h2><p><strong>${escape(String(summary))}</strong></p>
<p>${prose(String(description))}</p>
<details><summary>Parameters, body and responses</summary><pre>${escape(JSON.stringify(details, null, 2))}</pre></details>`
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function anchor(key: string): string {
  return key.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
}

/** The little Markdown that descriptions use: paragraphs and `code`. */
function prose(text: string): string {
  return escape(text)
    .replaceAll('\n\n', '</p><p>')
    .replaceAll(/`([^`]+)`/g, '<code>$1</code>')
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
