import { expect, test, vi } from 'vitest'

import { recognizeText } from './recognize-text.ts'

const PNG = new Uint8Array([0x89, 0x50])
type Run = Parameters<typeof recognizeText>[0]

function runWith(toMarkdown: (document: { name: string }, options: object) => Promise<object>): Run {
  return { env: { AI: { toMarkdown }, AI_GATEWAY_ID: 'bulkhead' } } as unknown as Run
}

test('what is seen is Markdown; the file keeps its name, and the call goes through the gateway', async () => {
  const toMarkdown = vi.fn<(document: { name: string }, options: object) => Promise<object>>(async () => ({
    format: 'markdown',
    data: '# Berth 4',
  }))

  const seen = await recognizeText(runWith(toMarkdown), 'image', {
    bytes: PNG,
    charset: undefined,
    fileName: undefined,
  })

  expect(seen).toBe('# Berth 4')
  expect(toMarkdown.mock.calls[0]?.[0]).toMatchObject({ name: 'document.png' })
  expect(toMarkdown.mock.calls[0]?.[1]).toMatchObject({ gateway: { id: 'bulkhead' } })
})

test.each([[{ format: 'error', error: 'not supported' }], [{ format: 'markdown', data: ' \n' }]])(
  'of %j nothing is seen',
  async (answer) => {
    const run = runWith(async () => answer)

    expect(
      await recognizeText(run, 'pdf', { bytes: PNG, charset: undefined, fileName: 'a.pdf' }),
    ).toBeUndefined()
  },
)
