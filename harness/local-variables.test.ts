import { expect, test } from 'vitest'

import { APPS } from './apps.ts'
import { readLocalKeys, readLocalVariables, variablesOf } from './local-variables.ts'

test('gives the local keys to the gateway and to nobody else', () => {
  const variables = readLocalVariables({})

  const readers = APPS.filter((app) => 'LOCAL_KEYS' in variablesOf(app, variables))

  expect(readers).toEqual(['gateway', 'control'])
  expect(JSON.parse(variables.LOCAL_KEYS ?? '')).toEqual(readLocalKeys())
})

test('hands out what the environment sets and nothing else of it', () => {
  const variables = readLocalVariables({ OPENAI_API_KEY: 'secret', OPENAI_MODEL: '', HOME: '/root' })

  expect(variablesOf('chat', variables)).toEqual({ OPENAI_API_KEY: 'secret' })
  expect(variablesOf('rag', variables)).toEqual({})
})
