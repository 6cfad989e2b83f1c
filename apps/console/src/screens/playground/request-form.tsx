import { Button } from '@cloudflare/kumo/components/button'
import { Checkbox } from '@cloudflare/kumo/components/checkbox'
import { Input, InputArea } from '@cloudflare/kumo/components/input'
import { Select } from '@cloudflare/kumo/components/select'

import { isComplete, isObject, kindOf, KINDS, type Draft, type KindName } from './kinds.ts'

interface RequestFormProps {
  readonly kind: KindName
  readonly kinds: readonly KindName[]
  readonly draft: Draft
  readonly models: readonly string[]
  readonly isRunning: boolean
  readonly onKind: (kind: KindName) => void
  readonly onDraft: (changed: Partial<Draft>) => void
  readonly onSend: () => void
  readonly onStop: () => void
}

/** What to ask; Ctrl or Cmd with Enter sends. */
export function RequestForm(props: RequestFormProps) {
  const { kind, kinds, draft, isRunning, onKind, onSend, onStop } = props
  const canSend = isComplete(kind, draft)
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (canSend) onSend()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !canSend) return
        event.preventDefault()
        onSend()
      }}
    >
      <Select
        label="Ask"
        hideLabel={false}
        items={Object.fromEntries(kinds.map((name) => [name, KINDS[name].label]))}
        value={kind}
        onValueChange={(next) => {
          const chosen = kinds.find((name) => name === next)
          if (chosen !== undefined) onKind(chosen)
        }}
      />
      <Fields {...props} />
      <div className="flex items-center gap-2">
        <Button type="submit" variant="primary" disabled={!canSend} loading={isRunning}>
          Send
        </Button>
        {isRunning && <Button onClick={onStop}>Stop</Button>}
        <span className="text-xs text-kumo-subtle">Ctrl + Enter sends</span>
      </div>
    </form>
  )
}

function Fields({ kind, draft, models, onDraft }: RequestFormProps) {
  const { fields, promptLabel } = kindOf(kind)
  return (
    <>
      {fields.includes('prompt') && (
        <InputArea
          label={promptLabel}
          rows={5}
          value={draft.prompt}
          onChange={(event) => onDraft({ prompt: event.target.value })}
        />
      )}
      {fields.includes('documents') && (
        <InputArea
          label="Documents, one a line"
          rows={5}
          value={draft.documents}
          onChange={(event) => onDraft({ documents: event.target.value })}
        />
      )}
      {fields.includes('tool') && <ToolFields draft={draft} onDraft={onDraft} />}
      {fields.includes('model') && (
        <Select
          label="Model"
          hideLabel={false}
          items={{ '': 'The tenant’s own', ...Object.fromEntries(models.map((name) => [name, name])) }}
          value={draft.model}
          onValueChange={(next) => onDraft({ model: next ?? '' })}
        />
      )}
      {fields.includes('topK') && (
        <Input
          label="Passages"
          type="number"
          min={1}
          max={50}
          value={draft.topK}
          onChange={(event) => onDraft({ topK: event.target.value })}
        />
      )}
      {fields.includes('stream') && (
        <Checkbox
          label="Stream the answer"
          checked={draft.stream}
          onCheckedChange={(stream) => onDraft({ stream })}
        />
      )}
    </>
  )
}

const TOOLS = { search: 'search', get_document: 'get_document', answer: 'answer' } as const
const STARTS: Readonly<Record<string, string>> = {
  search: '{"query": ""}',
  get_document: '{"id": ""}',
  answer: '{"question": ""}',
}

function ToolFields({ draft, onDraft }: Pick<RequestFormProps, 'draft' | 'onDraft'>) {
  const isWrong = !isObject(draft.toolArguments)
  return (
    <>
      <Select
        label="Tool"
        hideLabel={false}
        items={TOOLS}
        value={draft.tool}
        onValueChange={(tool) =>
          onDraft({ tool: tool ?? 'search', toolArguments: STARTS[tool ?? ''] ?? '{}' })
        }
      />
      <InputArea
        label="Arguments"
        rows={4}
        className="font-mono"
        value={draft.toolArguments}
        {...(isWrong ? { error: 'Must be a JSON object.' } : {})}
        onChange={(event) => onDraft({ toolArguments: event.target.value })}
      />
    </>
  )
}
