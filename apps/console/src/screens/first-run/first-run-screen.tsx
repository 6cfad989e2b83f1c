import { Page } from '../../pieces/page.tsx'

export function FirstRunScreen() {
  return <Page title="First steps">Not yet built.</Page>
}
