import { Dialog } from '@cloudflare/kumo/components/dialog'
import { useEffect, useState } from 'react'

import { SIGNED_OUT } from '../../api/signed-out.ts'
import { SignInAgain } from './sign-in-again.tsx'

/** Hides the page, which keeps what was typed into it, until whoever had opened it is signed in again. */
export function SessionEnded() {
  const [isEnded, setEnded] = useState(false)
  useEffect(() => {
    const hide = () => setEnded(true)
    window.addEventListener(SIGNED_OUT, hide)
    return () => window.removeEventListener(SIGNED_OUT, hide)
  }, [])
  return (
    <Dialog.Root role="alertdialog" open={isEnded}>
      <Dialog className="top-0 left-0 flex h-dvh w-full max-w-none translate-x-0 flex-col items-center justify-center rounded-none p-6 sm:top-0 sm:w-full">
        <SignInAgain onDone={() => setEnded(false)} />
      </Dialog>
    </Dialog.Root>
  )
}
