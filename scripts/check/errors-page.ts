import { ERROR_CODES } from '@bulkhead/errors/codes'

/** `docs/build/errors.md`, from the catalogue. */
export function errorsPage(): string {
  const rows = Object.entries(ERROR_CODES)
    .sort(([, a], [, b]) => a.status - b.status)
    .map(
      ([code, { status, type, retryable, message }]) =>
        `| ${status} | \`${code}\` | \`${type}\` | ${retryable ? 'yes' : 'no'} | ${message} |`,
    )
  return `# Errors

Every error, on every route, is \`{"error": {"code", "message", "type", "param", "requestId", "traceId", "details"?}}\`: OpenAI's shape plus ours. 429 and 503
carry \`Retry-After\`; where repeating cannot help, \`x-should-retry: false\` tells OpenAI's clients so. This page is made from
\`packages/errors/src/codes.ts\` by \`pnpm write:docs\`.

| status | code | type | worth repeating | message |
|---|---|---|---|---|
${rows.join('\n')}
`
}
