import { useRouter } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'

interface InAppLinkProps {
  /** Below the console: `/tenants/acme`. */
  readonly path: string
  readonly className?: string
  readonly title?: string
  readonly children: ReactNode
}

/**
 * A link that does not listen to the router, as the router's own does: a list of hundreds is not drawn again with
 * every filter that is put into the URL.
 */
export function InAppLink({ path, children, ...given }: InAppLinkProps) {
  const router = useRouter()
  const href = `/console${path}`
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    router.history.push(href)
  }
  const preload = () => {
    const [pathname = ''] = path.split('?')
    for (const { routeId } of router.matchRoutes(pathname, {})) {
      void router.routesById[routeId]?.options.component?.preload?.()
    }
  }
  return (
    <a href={href} onClick={follow} onMouseEnter={preload} onFocus={preload} {...given}>
      {children}
    </a>
  )
}
