import { Button } from '@cloudflare/kumo/components/button'
import { Input } from '@cloudflare/kumo/components/input'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { FormError } from '../../pieces/dialog/form-error.tsx'
import { CopyableBlock } from '../../pieces/text/copy.tsx'
import type { NewKey } from '../../records/keys.ts'
import { KeySnippets } from '../keys/key-snippets.tsx'
import { askOnce } from './ask-once.ts'
import { FirstAnswer } from './first-answer.tsx'

/** The key, how to use it, and a first question with it. */
export function AnswerStep({ newKey }: { readonly newKey: NewKey }) {
  const [question, setQuestion] = useState('Say hello to the crew')
  const ask = useMutation({ mutationFn: () => askOnce(newKey.key, question), meta: { showsItsErrors: true } })
  return (
    <>
      <p>
        This is the key of <strong>{newKey.tenantId}</strong>. Copy it now: it is shown once and stored
        nowhere.
      </p>
      <CopyableBlock text={newKey.key} what="key" />
      <KeySnippets apiKey={newKey.key} />
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          ask.mutate()
        }}
      >
        <div className="min-w-0 flex-1 [&_input]:w-full">
          <Input label="Or ask here" value={question} onChange={(event) => setQuestion(event.target.value)} />
        </div>
        <Button type="submit" variant="primary" loading={ask.isPending} disabled={question.trim() === ''}>
          Ask
        </Button>
      </form>
      {ask.error !== null && <FormError error={ask.error} />}
      {ask.data !== undefined && <FirstAnswer {...ask.data} />}
      <Link
        to="/playground"
        search={{ tenant: newKey.tenantId }}
        className="self-start text-kumo-link underline underline-offset-2"
      >
        Go on in the playground
      </Link>
    </>
  )
}
