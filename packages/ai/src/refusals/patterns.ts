/** A provider's own words for something. `of` says whose they are, so that a pattern can be checked where it came from. */
export interface Pattern {
  readonly of: string
  readonly says: RegExp
}

/** The conversation is longer than the model can read. */
export const CONTEXT: readonly Pattern[] = [
  {
    of: 'OpenAI, Azure, vLLM, SGLang, DeepSeek, Mistral, OpenRouter, Perplexity, Fireworks',
    says: /maximum context length|max(imum)?[ _]context[ _](length|window)/i,
  },
  { of: 'OpenAI, Azure, Groq (code)', says: /context_length_exceeded|string_above_max_length/ },
  { of: 'Groq', says: /reduce the length of the messages/i },
  { of: 'OpenAI (Responses)', says: /exceeds the context window|context window of this model/i },
  { of: 'Anthropic, Perplexity', says: /prompt is too long|exceed(s|ed)? (the )?context limit/i },
  {
    of: 'Bedrock',
    says: /input is too long for requested model|too many input tokens|input tokens exceed|expected maxLength: \d+/i,
  },
  {
    of: 'Gemini, Vertex',
    says: /input token count.{0,60}(exceeds the maximum number of tokens|only supports up to)|payload size exceeds/i,
  },
  {
    of: 'Mistral',
    says: /too large for model with \d+ maximum|prompt contains \d+ tokens|has \d+ tokens, which exceeds/i,
  },
  {
    of: 'TGI, Together',
    says: /inputs?`? tokens (\+|plus) `?max_new_tokens`? must be|inputs?`? must have less than \d+ tokens/i,
  },
  {
    of: 'SGLang',
    says: /(input|token count|request).{0,80}(longer than|exceeds) the model'?s (maximum )?context/i,
  },
  { of: 'vLLM', says: /longer than the maximum model length|max_model_len|maximum model length/i },
  { of: 'Ollama', says: /input (length )?exceeds (the )?(maximum )?(available )?context/i },
  { of: 'llama.cpp', says: /exceed_context_size_error|exceeds the available context size/i },
  { of: 'LM Studio', says: /context (the )?overflows|loaded with (a )?context length of/i },
  { of: 'xAI', says: /maximum prompt length is \d+/i },
  { of: 'Together', says: /input token count \+ max_tokens|context length exceeded/i },
  { of: 'Qwen', says: /range of input length should be/i },
  { of: 'Moonshot', says: /exceeded model token limit/i },
  { of: 'Zhipu', says: /prompt exceeds max length|tokens? length (is )?too long|超长/i },
  {
    of: 'SGLang, TensorRT, Together, Qwen',
    says: /(input|prompt)( length)?( \(\d+( tokens)?\))? (is too long|exceeds (the )?max)/i,
  },
  { of: 'MiniMax, Cerebras, others', says: /context[ _](length|window|size)[^.]{0,40}(exceed|limit|too)/i },
  { of: 'Cohere, AI21', says: /too many tokens/i },
  { of: 'Copilot', says: /prompt token count of \d+ exceeds|max_prompt_tokens_exceeded/i },
  {
    of: 'watsonx, Replicate, LMDeploy',
    says: /\b(prompt|input|messages|conversation)\b(?![^.]{0,80}per (?:minute|day|hour))[^.]{0,60}\b(exceeds?|exceeded|cannot exceed)\b[^.]{0,60}\b(tokens?|length|limit|context|session_len)\b/i,
  },
  { of: 'Perplexity', says: /length of all messages is too long/i },
  { of: 'SambaNova, NVIDIA, MLX', says: /maximum (supported )?(sequence|input) length/i },
  { of: 'Databricks, Snowflake', says: /max(imum)? number of tokens is \d+|max tokens of \d+ exceeded/i },
  { of: 'DeepInfra', says: /requires \d+ tokens but/i },
  { of: 'Friendli', says: /prompt length (should|must) be/i },
  { of: 'Volcengine', says: /total tokens[^.]{0,40}exceed/i },
  { of: 'Baidu', says: /max input characters/i },
  { of: 'ds4', says: /exceeds context size|context_exceeded/i },
  {
    of: 'all, in Chinese',
    says: /(上下文|输入长度|提示词?长度).{0,12}(超|限制)|超[过出].{0,12}(上下文|长度)/,
  },
  { of: 'Workers AI', says: /context[ _](length|window|size)/i },
]

/** The provider will not read or write this. */
export const CONTENT: readonly Pattern[] = [
  { of: 'OpenAI, Azure', says: /content[ _-]?(filter|policy|management|moderation)/i },
  { of: 'OpenAI', says: /rejected as a result of our safety system|violating our usage policy/i },
  { of: 'Azure', says: /ResponsibleAIPolicyViolation/i },
  { of: 'Anthropic', says: /blocked by content filtering/i },
  {
    of: 'Gemini, Vertex',
    says: /PROHIBITED_CONTENT|blockReason|block_reason|blocked (due to|by) safety|responsible ai practices/i,
  },
  { of: 'Qwen', says: /data_?inspection_?failed|inappropriate content/i },
  { of: 'DeepSeek', says: /content exists risk/i },
  { of: 'xAI', says: /violates usage guidelines|SAFETY_CHECK_TYPE/i },
  { of: 'OpenRouter', says: /requires moderation|input was flagged/i },
  { of: 'Bedrock, AI Gateway', says: /guardrail/i },
  { of: 'Moonshot', says: /considered high risk/i },
  {
    of: 'Zhipu, MiniMax, Volcengine, Vertex',
    says: /sensitive (content|words?|information)|new_sensitive|SensitiveContent|敏感/i,
  },
  { of: 'Baidu', says: /content_illegal|content of message is illegal/i },
  { of: 'OpenAI', says: /limited access to this content|for safety reasons/i },
  { of: 'Mistral, Perplexity', says: /inference[_ ]policy[_ ]violated|policy violation/i },
  { of: 'Mistral, Together, Groq', says: /(failed|flagged|blocked|rejected).{0,30}(moderation|safety)/i },
]

/** What the model made is not what was asked for: another try may be. */
export const GENERATION: readonly Pattern[] = [
  { of: 'Groq', says: /tool_use_failed|json_validate_failed|failed_generation|output_parse_failed/ },
  { of: 'Workers AI', says: /json mode couldn.t be met/i },
]

/** Refused for how much is asked, where the status does not say so. */
export const LOAD: readonly Pattern[] = [
  { of: 'Groq (413), all', says: /rate[_ ]limit|tokens per minute|requests per minute/i },
  { of: 'OpenAI, DeepSeek', says: /insufficient_quota|exceeded your current quota/i },
  { of: 'Gemini, Vertex', says: /RESOURCE_EXHAUSTED/ },
  { of: 'Bedrock', says: /ThrottlingException|too many requests/i },
]

/** The operator's to mend, though the status is one of the caller's. */
export const OPERATOR: readonly Pattern[] = [
  { of: 'Gemini, xAI, all', says: /api[ _-]?key|API_KEY_INVALID|credential/i },
  {
    of: 'OpenRouter, all',
    says: /not a valid model|model[^.]{0,60}(not found|does not exist|not exist|decommissioned)|unknown model/i,
  },
  { of: 'xAI, Groq, Mistral (code)', says: /model_not_found|invalid_model|model_decommissioned/ },
  { of: 'Bedrock', says: /on-demand throughput isn.t supported|provided model identifier is invalid/i },
  { of: 'Anthropic, DeepSeek', says: /credit balance is too low|insufficient balance/i },
]

/** How a message names the field that is wrong; the first group is its path. */
export const FIELD: readonly Pattern[] = [
  { of: 'OpenAI', says: /un(?:recognized|known) request arguments? supplied: ([\w.[\]]+)/i },
  { of: 'OpenAI, xAI', says: /un(?:supported|known) (?:parameter|value|field): ['"`]?([\w.[\]]+)/i },
  {
    of: 'OpenAI, Mistral, LM Studio',
    says: /(?:invalid|missing|unsupported)[^'"`]{0,60}(?:parameter|value|type|field|schema)?[^'"`]{0,20}['"`]([\w.[\]]+)['"`]/i,
  },
  { of: 'Groq', says: /property ['"`]([\w.[\]]+)['"`] is unsupported/i },
  { of: 'Groq', says: /['"`]([\w.[\]]+)['"`] ?: ?(?:value|minimum|maximum|number|property|one of)/i },
  { of: 'Gemini', says: /unknown name \\?"([\w.[\]]+)\\?"/i },
  { of: 'Gemini', says: /unknown name \\?"\w+\\?" at ['"`]([\w.[\]]+)/i },
  { of: 'Gemini', says: /GenerateContentRequest\.([\w.[\]]+)/i },
  { of: 'Gemini', says: /invalid value at ['"`]([\w.[\]]+)/i },
  { of: 'xAI, DeepSeek', says: /target type: ([\w.[\]]+)/i },
  { of: 'xAI', says: /does not support (?:the )?parameter ['"`]?([\w.]+)/i },
  { of: 'Qwen', says: /['"`]([\w.[\]]+)['"`] (?:must|should) be/i },
  { of: 'Bedrock', says: /#\/([\w/]+):/ },
  { of: 'Bedrock', says: /extraneous key \[([\w.[\]]+)\]/i },
  { of: 'vLLM', says: /'loc': \('body', '(\w+)'/ },
  { of: 'Anthropic', says: /(?<=^|\s)([a-z_]+(?:\.[\w-]+)*):(?= )/ },
  { of: 'Ollama', says: /struct field \w+\.([\w.]+)/ },
  { of: 'Qwen', says: /range of ([\w]+) should be/i },
  { of: 'Qwen', says: /parameter\.([\w]+)/i },
  { of: 'TGI, Together', says: /`([\w]+)` must be/ },
  { of: 'Fireworks', says: /field: ['"`]([\w.[\]]+)['"`]/i },
  { of: 'Bedrock', says: /value at ([\w.[\]]+) is/i },
  { of: 'Pydantic', says: /validation errors? for \w+\s+([\w.]+)/i },
  { of: 'xAI', says: /argument not supported on this model: ([\w]+)/i },
  { of: 'DeepSeek, Perplexity', says: /invalid (?:value for )?([a-z_]+)(?: value|:|,| must| should)/i },
  { of: 'vLLM, SGLang', says: /\b([a-z]+(?:_[a-z]+)*) (?:must|should|is too|cannot|may not|needs to) / },
]

/** Wrong in the messages themselves, without naming them. */
export const MESSAGES: readonly Pattern[] = [
  { of: 'vLLM, Mistral, llama.cpp', says: /roles? must alternate|expected last role|last message must/i },
  { of: 'Mistral', says: /number of function calls and responses|invalid_request_message_order/i },
  { of: 'Gemini', says: /function (call|response) (turn|parts?)|thought_?signature/i },
  { of: 'DeepSeek, Moonshot', says: /reasoning_content.{0,60}(passed back|missing|required)/i },
  { of: 'Anthropic', says: /tool_use_?ids?|tool_result/i },
  { of: 'DeepSeek', says: /response to a preceding message/i },
  { of: 'Qwen', says: /download the media resource/i },
  { of: 'OpenAI, Azure', says: /invalid_image|image_(url|parse)|unsupported image|could not process image/i },
  { of: 'vLLM, Ollama', says: /not a multimodal model|image input|does not support (image|audio|vision)/i },
  {
    of: 'vLLM, Gemini',
    says: /at most \d+ (image|audio|video)|unable to process input (image|audio|video)/i,
  },
]

/** Wrong in the form that is asked for, without naming it. */
export const FORMAT: readonly Pattern[] = [
  { of: 'vLLM, SGLang, TGI', says: /grammar|xgrammar|guided_|structured output/i },
  { of: 'Ollama, LM Studio', says: /json[ _]schema/i },
]

/** Refused because the model does not think, or has to. */
export const THINKING: readonly Pattern[] = [
  { of: 'Ollama, Qwen', says: /does not support (thinking|reasoning)|enable_thinking/i },
]

/** Wrong in the tools, without naming them. */
export const TOOLS: readonly Pattern[] = [
  { of: 'Ollama, OpenRouter', says: /does not support tools|support tool use/i },
  { of: 'OpenAI', says: /invalid schema for function/i },
  { of: 'vLLM', says: /tool choice requires|enable-auto-tool-choice/i },
]

export function matches(patterns: readonly Pattern[], text: string): boolean {
  return patterns.some(({ says }) => says.test(text))
}
