// What providers say when they refuse, in their own words and forms: whose fault it is, and which field is at fault.
import { expect, test } from 'vitest'

import { classifyReply } from './classify-error.ts'

const FIELDS = new Set([
  'messages',
  'max_tokens',
  'model',
  'temperature',
  'top_k',
  'tools',
  'response_format',
  'logit_bias',
  'stop',
  'presence_penalty',
  'reasoning_effort',
])

type Case = readonly [of: string, status: number, body: unknown, told: string]

/** Words that say it alone, in OpenAI's form. */
function saying(told: string, messages: readonly (readonly [of: string, message: string])[]): Case[] {
  return messages.map(([of, message]): Case => [of, 400, { error: { message } }, told])
}

const CONTEXT: readonly Case[] = [
  [
    'OpenAI',
    400,
    {
      error: {
        code: 'context_length_exceeded',
        message: "This model's maximum context length is 128000 tokens.",
        param: 'messages',
      },
    },
    'context',
  ],
  ['Azure', 400, { error: { code: 'string_above_max_length', message: 'too long' } }, 'context'],
  [
    'vLLM',
    400,
    {
      object: 'error',
      message: "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens",
      type: 'BadRequestError',
      param: null,
      code: 400,
    },
    'context',
  ],
  [
    'vLLM, newer',
    400,
    {
      error: {
        message:
          'The prompt (total length 9000) is too long to fit into the model. Make sure that `max_model_len` is no smaller',
        code: 400,
      },
    },
    'context',
  ],
  [
    'SGLang',
    400,
    {
      object: 'error',
      message: "The input (9000 tokens) is longer than the model's context length (8192 tokens).",
      code: 400,
    },
    'context',
  ],
  [
    'Mistral',
    400,
    {
      object: 'error',
      message:
        'Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length',
      code: '3051',
    },
    'context',
  ],
  [
    'Gemini',
    400,
    [
      {
        error: {
          code: 400,
          message: 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
          status: 'INVALID_ARGUMENT',
        },
      },
    ],
    'context',
  ],
  [
    'Anthropic',
    400,
    {
      type: 'error',
      error: { type: 'invalid_request_error', message: 'prompt is too long: 210000 tokens > 200000 maximum' },
    },
    'context',
  ],
  [
    'Anthropic, output',
    400,
    { error: { message: 'input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000' } },
    'context',
  ],
  ['Bedrock', 400, { message: 'Input is too long for requested model.' }, 'context'],
  [
    'TGI',
    422,
    {
      error:
        'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000 `inputs` tokens',
      error_type: 'validation',
    },
    'context',
  ],
  ['Ollama', 400, { error: 'input length exceeds maximum context length' }, 'context'],
  [
    'llama.cpp',
    400,
    {
      error: {
        code: 400,
        type: 'exceed_context_size_error',
        message: 'the request exceeds the available context size',
      },
    },
    'context',
  ],
  [
    'LM Studio',
    400,
    {
      error:
        'Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens',
    },
    'context',
  ],
  [
    'xAI',
    400,
    {
      code: 'Client specified an invalid argument',
      error: "This model's maximum prompt length is 131072 but the request contains 140000 tokens.",
    },
    'context',
  ],
  [
    'Groq',
    400,
    {
      error: {
        message: 'Please reduce the length of the messages or completion.',
        code: 'context_length_exceeded',
        param: 'messages',
      },
    },
    'context',
  ],
  [
    'Together',
    403,
    {
      error: {
        message: 'Input token count + max_tokens exceeded context length',
        type: 'invalid_request_error',
      },
    },
    'context',
  ],
  [
    'Qwen',
    400,
    { error: { code: 'invalid_parameter_error', message: 'Range of input length should be [1, 129024]' } },
    'context',
  ],
  [
    'Moonshot',
    400,
    { error: { message: 'Invalid request: Your request exceeded model token limit: 8192' } },
    'context',
  ],
  [
    'OpenRouter',
    400,
    {
      error: {
        code: 400,
        message: 'Provider returned error',
        metadata: { raw: '{"error":{"message":"This endpoint\'s maximum context length is 8192 tokens."}}' },
      },
    },
    'context',
  ],
  ['Bedrock, Titan', 400, { message: 'expected maxLength: 2048, actual: 5000, please reformat' }, 'context'],
  [
    'Bedrock, Nova',
    400,
    { message: 'Input Tokens Exceeded: Number of input tokens exceeds maximum length.' },
    'context',
  ],
  [
    'Vertex',
    400,
    [{ error: { code: 400, message: 'input token count is 1100000 but model only supports up to 1048576' } }],
    'context',
  ],
  ['Gemini, bytes', 400, [{ error: { message: 'Request payload size exceeds the limit: 9' } }], 'context'],
  ['Mistral, newer', 400, { message: 'Input has 40000 tokens, which exceeds the limit 32768' }, 'context'],
  [
    'SGLang, newer',
    400,
    { object: 'error', message: 'Input length (9000 tokens) exceeds the maximum allowed length (8191)' },
    'context',
  ],
  ['TensorRT', 400, { message: 'Prompt length (9000) exceeds maximum input length (8192)' }, 'context'],
  ['Together, newer', 400, { error: { message: 'The input is too long for this model.' } }, 'context'],
  ['Zhipu', 400, { error: { code: '1261', message: 'Prompt 超长' } }, 'context'],
  ...saying('context', [
    ['Copilot', 'prompt token count of 150000 exceeds the limit of 128000'],
    ['Perplexity', 'The total length of all messages is too long.'],
    ['ds4', 'Prompt tokens (9000) exceeds context size (8192)'],
    [
      'SambaNova',
      'generating 100 tokens requires 9100, but the maximum supported sequence length is just 8192!',
    ],
    ['NVIDIA', 'This model supports a maximum input length of 8192 tokens; got 9000'],
    ['Databricks', 'The max number of tokens is 8192, but prompt has 9000 tokens'],
    ['watsonx', 'the number of input tokens 9000 cannot exceed the total tokens limit 8192 for this model'],
    ['AI21', 'Prompt has too many tokens: 300000, max is 262144'],
    ['Replicate', 'Your input exceeds the maximum number of tokens'],
    ['DeepInfra', 'This request requires 9000 tokens but the model supports at most 8192'],
    ['Friendli', 'prompt length should be at most 8192'],
    ['LMDeploy', 'Input exceeds session_len 8192'],
    ['Snowflake', 'max tokens of 8192 exceeded'],
    ['Volcengine', 'Total tokens of image and text exceed max message tokens.'],
    ['Baidu', 'the max input characters is 8000'],
    ['MiMo', '请求超出模型上下文限制'],
    ['a gateway, in Chinese', '输入长度超过模型最大上下文限制'],
  ]),
  ['an empty error', 400, { error: {}, message: 'prompt is too long: 9 tokens > 8 maximum' }, 'context'],
  ['a proxy', 413, '<html>413 Request Entity Too Large</html>', 'context'],
]

const CONTENT: readonly Case[] = [
  ...saying('content', [
    ['OpenAI, newer', 'Invalid prompt: we’ve limited access to this content for safety reasons.'],
    ['Volcengine', 'InputTextSensitiveContentDetected: the input text may contain sensitive information.'],
    ['Baidu', 'the content of message is illegal'],
    ['Hunyuan', '您的问题涉及敏感内容'],
    ['Vertex, Anthropic', 'The prompt could not be submitted. This prompt contains sensitive words'],
  ]),
  [
    'OpenAI',
    400,
    {
      error: {
        code: 'content_policy_violation',
        message: 'Your request was rejected as a result of our safety system.',
      },
    },
    'content',
  ],
  [
    'OpenAI, reasoning',
    400,
    {
      error: {
        code: 'invalid_prompt',
        message: 'Invalid prompt: your prompt was flagged as potentially violating our usage policy.',
      },
    },
    'content',
  ],
  [
    'Azure',
    400,
    {
      error: {
        code: 'content_filter',
        innererror: { code: 'ResponsibleAIPolicyViolation' },
        message: 'filtered',
      },
    },
    'content',
  ],
  ['Anthropic', 400, { error: { message: 'Output blocked by content filtering policy' } }, 'content'],
  ['Gemini', 400, [{ error: { code: 400, message: 'Request blocked: PROHIBITED_CONTENT' } }], 'content'],
  [
    'Qwen',
    400,
    { error: { code: 'data_inspection_failed', message: 'Input data may contain inappropriate content.' } },
    'content',
  ],
  ['DeepSeek', 400, { error: { message: 'Content Exists Risk' } }, 'content'],
  [
    'Vertex',
    400,
    [{ error: { message: "sensitive words that violate Google's Responsible AI practices." } }],
    'content',
  ],
  ['Mistral', 403, { message: 'Inference Policy Violated' }, 'content'],
  ['Perplexity', 400, { error: { message: 'Request was rejected due to policy violation' } }, 'content'],
  [
    'xAI',
    403,
    { code: 'denied', error: 'Content violates usage guidelines. Failed check: SAFETY_CHECK_TYPE_CSAM' },
    'content',
  ],
  [
    'OpenRouter',
    403,
    {
      error: {
        code: 403,
        message: 'Your chosen model requires moderation and your input was flagged for "violence"',
      },
    },
    'content',
  ],
  [
    'Moonshot',
    400,
    {
      error: {
        type: 'content_filter',
        message: 'The request was rejected because it was considered high risk',
      },
    },
    'content',
  ],
]

const INVALID: readonly Case[] = [
  ...saying('invalid temperature', [
    ['Fireworks', "Input should be less than or equal to 2, field: 'temperature', value: 5.0"],
    ['Pydantic', '1 validation error for ChatCompletionRequest\ntemperature\n  Input should be less than 2'],
    ['xAI, newer', 'Argument not supported on this model: temperature'],
  ]),
  ...saying('invalid messages[0].content', [
    ['Bedrock, newer', 'The value at messages.0.content is invalid'],
  ]),
  ...saying('invalid messages', [
    [
      'DeepSeek, tools',
      "Messages with role 'tool' must be a response to a preceding message with 'tool_calls'",
    ],
    ['Qwen, images', 'Download the media resource timed out during the data inspection process.'],
  ]),
  ...saying('invalid tools[0].function_declarations[0]', [
    ['Gemini, schema', 'Unknown name "strict" at \'tools[0].function_declarations[0]\': Cannot find field.'],
  ]),
  ...saying('invalid max_tokens', [
    ['OpenAI, output', 'max_tokens is too large: 5000. This model supports at most 4096 completion tokens.'],
  ]),
  [
    'OpenAI',
    400,
    { error: { message: 'bad', param: 'tools[0].function.parameters', code: 'invalid_function_parameters' } },
    'invalid tools[0].function.parameters',
  ],
  [
    'OpenAI, older',
    400,
    { error: { message: 'bad', param: 'messages.[1].content' } },
    'invalid messages[1].content',
  ],
  [
    'OpenAI, unknown',
    400,
    { error: { message: 'Unrecognized request argument supplied: top_k', param: null } },
    'invalid top_k',
  ],
  [
    'FastAPI',
    422,
    {
      detail: [
        { type: 'extra_forbidden', loc: ['body', 'top_k'], msg: 'Extra inputs are not permitted', input: 5 },
      ],
    },
    'invalid top_k',
  ],
  [
    'FastAPI, nested',
    422,
    { detail: [{ loc: ['body', 'messages', 0, 'role'], msg: 'Input should be' }] },
    'invalid messages[0].role',
  ],
  [
    'Mistral',
    422,
    { object: 'error', message: { detail: [{ loc: ['body', 'temperature'], msg: 'too hot' }] } },
    'invalid temperature',
  ],
  [
    'vLLM',
    400,
    {
      object: 'error',
      message: "[{'type': 'extra_forbidden', 'loc': ('body', 'top_k'), 'msg': 'Extra'}]",
      code: 400,
    },
    'invalid top_k',
  ],
  [
    'SGLang',
    400,
    { object: 'error', message: 'temperature must be non-negative, got -1.', code: 400 },
    'invalid temperature',
  ],
  [
    'Anthropic',
    400,
    { error: { message: 'tools.0.custom.input_schema: Field required' } },
    'invalid tools[0].custom.input_schema',
  ],
  [
    'Gemini',
    400,
    [
      {
        error: {
          code: 400,
          message: 'Invalid JSON payload received. Unknown name "top_k": Cannot find field.',
        },
      },
    ],
    'invalid top_k',
  ],
  [
    'Groq',
    400,
    { error: { message: "property 'logit_bias' is unsupported", type: 'invalid_request_error' } },
    'invalid logit_bias',
  ],
  [
    'Bedrock',
    400,
    { message: 'Malformed input request: #/temperature: 5 is not less or equal to 1, please reformat' },
    'invalid temperature',
  ],
  [
    'TGI',
    422,
    { error: 'Input validation error: `temperature` must be strictly positive', error_type: 'validation' },
    'invalid temperature',
  ],
  [
    'Ollama',
    400,
    {
      error: {
        message:
          'json: cannot unmarshal string into Go struct field ChatCompletionRequest.temperature of type float64',
      },
    },
    'invalid temperature',
  ],
  [
    'Ollama, tools',
    400,
    { error: { message: 'registry.ollama.ai/library/x does not support tools' } },
    'invalid tools',
  ],
  ['LM Studio', 400, { error: "Invalid type for 'stop'. Expected array" }, 'invalid stop'],
  [
    'Gemini, tools',
    400,
    [{ error: { message: '* GenerateContentRequest.tools[0].function_declarations[0].name: is empty' } }],
    'invalid tools[0].function_declarations[0].name',
  ],
  [
    'Gemini, in its own words',
    400,
    [{ error: { message: "Invalid value at 'generation_config.temperature' (TYPE_FLOAT)" } }],
    'invalid temperature',
  ],
  [
    'Gemini, turns',
    400,
    [{ error: { message: 'Please ensure that function call turn comes immediately after a user turn' } }],
    'invalid messages',
  ],
  [
    'Mistral, calls',
    400,
    { message: 'Not the same number of function calls and responses', code: '3230' },
    'invalid messages',
  ],
  [
    'DeepSeek, thoughts',
    400,
    { error: { message: 'The reasoning_content in the thinking mode must be passed back to the API' } },
    'invalid messages',
  ],
  [
    'vLLM, images',
    400,
    { message: 'At most 1 image(s) may be provided in one request.' },
    'invalid messages',
  ],
  [
    'vLLM, grammar',
    400,
    { error: { message: 'Grammar error: Unimplemented keys: ["uniqueItems"]' } },
    'invalid response_format',
  ],
  [
    'Ollama, thinking',
    400,
    { error: { message: '"llama3.2" does not support thinking' } },
    'invalid reasoning_effort',
  ],
  [
    'xAI, in camels',
    400,
    { error: 'Model grok-4 does not support parameter presencePenalty.' },
    'invalid presence_penalty',
  ],
  [
    'xAI, text',
    422,
    'Failed to deserialize the JSON body into the target type: messages[1].role: unknown variant `x`',
    'invalid messages[1].role',
  ],
  ['Qwen, type', 400, { error: { message: "'temperature' must be Float" } }, 'invalid temperature'],
  [
    'Bedrock, Converse',
    400,
    { message: 'The model returned the following errors: messages.0.content: Field required' },
    'invalid messages[0].content',
  ],
  [
    'DeepSeek',
    400,
    { error: { message: 'Invalid temperature value, the valid range of temperature is [0, 2.0]' } },
    'invalid temperature',
  ],
  ['Qwen', 400, { error: { message: 'Range of max_tokens should be [1, 8192]' } }, 'invalid max_tokens'],
  [
    'xAI',
    400,
    { code: 'invalid', error: 'Argument not supported on this model: logit_bias' },
    'invalid logit_bias',
  ],
  [
    'Together',
    400,
    {
      error: {
        message: 'temperature must be between 0 and 2',
        type: 'invalid_request_error',
        param: 'temperature',
      },
    },
    'invalid temperature',
  ],
  [
    'Perplexity',
    400,
    { error: { message: 'Last message must have role `user`.', type: 'invalid_message', code: 400 } },
    'invalid messages',
  ],
  [
    'OpenRouter',
    404,
    { error: { code: 404, message: 'No endpoints found that support tool use.' } },
    'rejected',
  ],
  [
    'llama.cpp',
    400,
    { error: { message: 'Conversation roles must alternate user/assistant' } },
    'invalid messages',
  ],
]

const OPERATORS: readonly Case[] = [
  ...saying('rejected', [
    ['load, told as the caller’s', 'Your input tokens per minute exceeded the tokens limit'],
  ]),
  ['all', 401, { error: { message: 'Incorrect API key provided' } }, 'rejected'],
  [
    'Gemini',
    400,
    [
      {
        error: {
          code: 400,
          message: 'API key not valid. Please pass a valid API key.',
          status: 'INVALID_ARGUMENT',
        },
      },
    ],
    'rejected',
  ],
  ['OpenRouter', 400, { error: { code: 400, message: 'x/y is not a valid model ID' } }, 'rejected'],
  [
    'OpenAI',
    404,
    { error: { code: 'model_not_found', message: 'The model does not exist', param: 'model' } },
    'rejected',
  ],
  ['DeepSeek', 402, { error: { message: 'Insufficient Balance' } }, 'rejected'],
  [
    'Groq, a call that was not made well',
    400,
    { error: { code: 'tool_use_failed', message: 'Failed to call a function.', failed_generation: '<f' } },
    'malformed',
  ],
  ['somebody', 400, { error: 'Bad Request' }, 'rejected'],
  ['somebody, empty', 400, { error: '' }, 'rejected'],
  ['somebody, in HTML', 403, '<html>Forbidden</html>', 'rejected'],
  [
    'Groq',
    413,
    {
      error: {
        message: 'Request too large for model on tokens per minute (TPM): Limit 6000',
        code: 'rate_limit_exceeded',
      },
    },
    'quota',
  ],
  [
    'OpenAI',
    429,
    { error: { code: 'insufficient_quota', message: 'You exceeded your current quota' } },
    'quota',
  ],
]

const CASES = Object.entries({ CONTEXT, CONTENT, INVALID, OPERATORS }).flatMap(([table, cases]) =>
  cases.map(([of, status, body, told]) => ({ of, status, body, told, table })),
)

test.each(CASES)('$table: $of, $status is $told', ({ status, body, told }) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)

  const { kind, param } = classifyReply({ status, body: text, fields: FIELDS })

  expect([kind, param].filter((part) => part !== undefined).join(' ')).toBe(told)
})

test('a field that was not sent is not named, and no word of a provider is', () => {
  const body = JSON.stringify({ error: { message: 'bad', param: 'secret of the prompt' } })

  expect(classifyReply({ status: 400, body, fields: FIELDS })).toMatchObject({
    kind: 'rejected',
    param: undefined,
  })
  expect(classifyReply({ status: 400, body: '{"error":{"param":"seed"}}', fields: FIELDS }).kind).toBe(
    'rejected',
  )
})
