const FIXTURE = 'calls a tool of the reference server, whose results are fixed'
const NO_PROMPTS = 'there are no prompts'
const NO_ASKING = 'no tool asks its client back'
const NO_TASKS = 'an extension: no call outlives its request'

/** Why a scenario of the suite has nothing to try here. */
export const NOT_APPLICABLE: Readonly<Record<string, string>> = {
  'tools-call-simple-text': FIXTURE,
  'tools-call-image': FIXTURE,
  'tools-call-audio': FIXTURE,
  'tools-call-embedded-resource': FIXTURE,
  'tools-call-mixed-content': FIXTURE,
  'tools-call-error': FIXTURE,
  'tools-call-with-progress': FIXTURE,
  'tools-call-with-logging': FIXTURE,
  'json-schema-2020-12': FIXTURE,
  'http-custom-header-server-validation': 'no argument of a tool is mirrored in a header',
  'resources-read-text': FIXTURE,
  'resources-read-binary': 'documents are read as text',
  'resources-templates-read': FIXTURE,
  'resources-subscribe': 'documents are not subscribed to: nothing is kept between two requests',
  'resources-unsubscribe': 'documents are not subscribed to: nothing is kept between two requests',
  'completion-complete': 'there is nothing to complete',
  'logging-set-level': 'the server sends no log messages to clients',
  'prompts-list': NO_PROMPTS,
  'prompts-get-simple': NO_PROMPTS,
  'prompts-get-with-args': NO_PROMPTS,
  'prompts-get-embedded-resource': NO_PROMPTS,
  'prompts-get-with-image': NO_PROMPTS,
  'dns-rebinding-protection':
    'protects servers that trust whoever reaches them; here each request proves itself by a key that no browser adds by itself, and an unknown host is a tenant that does not exist',
  'tools-call-sampling': NO_ASKING,
  'tools-call-elicitation': NO_ASKING,
  'elicitation-sep1034-defaults': NO_ASKING,
  'elicitation-sep1330-enums': NO_ASKING,
  'input-required-result-basic-elicitation': NO_ASKING,
  'input-required-result-basic-sampling': NO_ASKING,
  'input-required-result-basic-list-roots': NO_ASKING,
  'input-required-result-request-state': NO_ASKING,
  'input-required-result-multiple-input-requests': NO_ASKING,
  'input-required-result-multi-round': NO_ASKING,
  'input-required-result-non-tool-request': NO_ASKING,
  'input-required-result-result-type': NO_ASKING,
  'input-required-result-tampered-state': NO_ASKING,
  'input-required-result-capability-check': NO_ASKING,
  'tasks-lifecycle': NO_TASKS,
  'tasks-capability-negotiation': NO_TASKS,
  'tasks-wire-fields': NO_TASKS,
  'tasks-request-state-removal': NO_TASKS,
  'tasks-mrtr-input': NO_TASKS,
  'tasks-request-headers': NO_TASKS,
  'tasks-dispatch-and-envelope': NO_TASKS,
  'tasks-required-task-error': NO_TASKS,
  'tasks-mrtr-composition': NO_TASKS,
}

/** Single checks of scenarios that apply: they need a diagnostic tool of the reference server, or prompts. */
export const UNTESTABLE_CHECKS: ReadonlySet<string> = new Set([
  'sep-2575-server-rejects-undeclared-capability',
  'sep-2575-missing-capability-http-400',
  'sep-2575-http-server-no-independent-requests-on-stream',
  'sep-2575-server-no-log-without-loglevel',
  'sep-2549-prompts-list-caching-hints',
])

/** Every other server scenario of the revision is a test. */
export const APPLICABLE: Readonly<Record<string, readonly string[]>> = {
  '2026-07-28': [
    'server-stateless',
    'tools-list',
    'server-sse-multiple-streams',
    'resources-list',
    'sep-2164-resource-not-found',
    'caching',
    'input-required-result-missing-input-response',
    'input-required-result-unsupported-methods',
    'input-required-result-ignore-extra-params',
    'input-required-result-validate-input',
    'tasks-status-notifications',
    'http-header-validation',
  ],
  '2025-11-25': [
    'server-initialize',
    'ping',
    'tools-list',
    'server-sse-multiple-streams',
    'resources-list',
    'server-session-lifecycle',
    'server-sse-polling',
  ],
}
