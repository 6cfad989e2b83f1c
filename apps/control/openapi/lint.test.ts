import { createConfig, lintFromString } from '@redocly/openapi-core'
import { expect, test } from 'vitest'

import { ROUTES } from '../src/routes.ts'
import { openApiDocument } from './document.ts'
import { OPERATIONS } from './operations.ts'

test('the recommended rules find nothing', async () => {
  const problems = await lintFromString({
    source: JSON.stringify(openApiDocument(ROUTES, OPERATIONS)),
    absoluteRef: 'admin-openapi.json',
    config: await createConfig({ extends: ['recommended'] }),
  })

  expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([])
})
