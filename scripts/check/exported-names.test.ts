import { expect, test } from 'vitest'

import { exportedNames } from './exported-names.ts'

test('finds classes, lists, renames and the default', () => {
  const source = `
// export class Commented {}
export class Chat extends WorkerEntrypoint {}
export { ChatSession } from './chat-session.ts'
export { Completion as Finished, type Kind } from './completion.ts'
export default { fetch }
`

  expect(exportedNames(source).sort()).toEqual(['Chat', 'ChatSession', 'Finished', 'default'])
})

test('finds nothing in a module that only imports', () => {
  expect(exportedNames("import { a } from './a.ts'\n/* export default a */\na()")).toEqual([])
})
