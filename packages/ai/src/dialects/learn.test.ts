// What servers say when they want to be spoken to in another way, in their own words.
import type { ChatMessage } from '@bulkhead/contracts/http/chat-completions'
import { expect, test } from 'vitest'

import { describeBody } from '../refusals/describe-error.ts'
import { dialectOfHost, type Dialect } from './dialect.ts'
import { lessonOf } from './learn.ts'

const [COMMON, OPENAI] = [dialectOfHost('models.example'), dialectOfHost('api.openai.com')]
const user: ChatMessage = { role: 'user', content: 'Hi' }
const system: ChatMessage = { role: 'system', content: 'Be brief.' }
const developer: ChatMessage = { role: 'developer', content: 'Be brief.' }
const parts: ChatMessage = { role: 'user', content: [{ type: 'text', text: 'Hi' }] }

type Case = readonly [
  says: string | object,
  messages: readonly ChatMessage[],
  lesson: Partial<Dialect> | undefined,
  given?: Dialect,
]

const TO_STREAM: ReadonlySet<string> = new Set(['streamOptions', 'stream'])
const MAX_TOKENS = { outputLimit: 'max_tokens' } as const
const MAX_COMPLETION_TOKENS = { outputLimit: 'max_completion_tokens' } as const
const ROLE = { developerRole: 'system' } as const
const [ONE, NONE] = [{ systemMessages: 'one' } as const, { systemMessages: 'none' } as const]
const OMIT = { streamOptions: 'omit' } as const

const CASES: readonly Case[] = [
  [
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    [user],
    MAX_COMPLETION_TOKENS,
  ],
  [
    { detail: [{ loc: ['body', 'max_completion_tokens'], msg: 'Extra inputs are not permitted' }] },
    [user],
    MAX_TOKENS,
    OPENAI,
  ],
  ['json: unknown field "max_completion_tokens"', [user], MAX_TOKENS, OPENAI],
  ['max_tokens must be less than or equal to 4096', [user], undefined],
  [{ error: { message: 'max_tokens is too large: 5', param: 'max_tokens' } }, [user], undefined],
  [
    "Invalid value: 'developer'. Supported values are: 'system', 'assistant', 'user'",
    [developer],
    ROLE,
    OPENAI,
  ],
  ['Unexpected message role.', [developer, user], ROLE, OPENAI],
  ["'messages.0' : discriminator property 'role' has invalid value", [developer], ROLE, OPENAI],
  ['messages[0].role: unknown variant `developer`, expected one of `system`', [developer], ROLE, OPENAI],
  ['Unexpected message role.', [user], undefined, OPENAI],
  ['System message must be at the beginning.', [system, system, user], ONE],
  ['System message must be at the beginning.', [user, system], ONE],
  ['There can be at most one system message.', [system, system, user], ONE],
  ["messages[1].role 'system' is only allowed as the first message", [system, system, user], ONE],
  ['Conversation roles must alternate user/assistant', [system, system, user], ONE],
  ['Conversation roles must alternate user/assistant', [system, user], NONE],
  ['System role not supported', [system, user], NONE],
  ['Developer instruction is not enabled for models/gemma-3-27b-it', [system, user], NONE],
  ["'messages[0].role' does not support 'system' with this model.", [system, user], NONE],
  ["This model doesn't support system messages.", [system, user], NONE],
  ['Expected role user or assistant, got system', [system, user], NONE],
  ['System role not supported', [user], undefined],
  ['Input should be a valid string: messages[0].content', [parts], { content: 'text' }],
  [
    { detail: [{ loc: ['body', 'messages', 0, 'content'], msg: 'str type expected: a string' }] },
    [parts],
    { content: 'text' },
  ],
  ['messages[0].content: invalid type: sequence, expected a string', [parts], { content: 'text' }],
  ['Input should be a valid string: messages[0].content', [user], undefined],
  ['Unrecognized request argument supplied: stream_options', [user], OMIT],
  [{ detail: [{ loc: ['body', 'stream_options'], msg: 'extra fields not permitted' }] }, [user], OMIT],
  ['Unknown name "include_usage": Cannot find field.', [user], OMIT],
  [{ error: { message: 'Unsupported value', param: 'stream' } }, [user], { stream: 'never' }],
  ['Your organization must be verified to stream this model.', [user], { stream: 'never' }],
  ["Unsupported parameter: 'parallel_tool_calls' is not supported with this model.", [user], undefined],
]

const NAMED = CASES.map(([says, messages, lesson, dialect = COMMON]) => ({ says, messages, lesson, dialect }))

test.each(NAMED)('$says', ({ says, messages, lesson, dialect }) => {
  const described = describeBody(typeof says === 'string' ? says : JSON.stringify(says))
  const request = { messages, maxTokens: 5, parameters: {} }
  const plain = Object.keys(lesson ?? {}).some((name) => TO_STREAM.has(name)) ? undefined : lesson

  expect(lessonOf({ dialect, request, stream: true, described })).toEqual(lesson)
  expect(lessonOf({ dialect, request, stream: false, described })).toEqual(plain)
  // What is known already is not learnt again.
  expect(lessonOf({ dialect: { ...dialect, ...lesson }, request, stream: true, described })).not.toEqual(
    lesson ?? {},
  )
})
