import { ADMIN_TOKEN } from '@bulkhead/harness/client'
import * as z from 'zod/mini'

const SignInLink = z.object({ url: z.string() })

/** Where the console is and how to get in: a link that signs in once, and the token that does so again. */
export async function consoleLines(url: URL): Promise<string> {
  const link = await signInLink(url)
  const address = `The console is on ${url.origin}/console   (operator token: ${ADMIN_TOKEN})`
  return link === undefined ? address : `${address}\n  sign in once, within five minutes: ${link}`
}

async function signInLink(url: URL): Promise<string | undefined> {
  const response = await fetch(new URL('/admin/v1/sign-in-links', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: '{}',
  }).catch(() => undefined)
  const read = z.safeParse(SignInLink, response?.ok === true ? await response.json() : undefined)
  if (!read.success) return undefined
  // Control knows the hostname that it was asked by; the port is that of the person's browser.
  const { pathname, hash } = new URL(read.data.url, url)
  return `${url.origin}${pathname}${hash}`
}
