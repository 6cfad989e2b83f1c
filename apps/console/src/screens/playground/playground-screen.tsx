import { Page } from '../../pieces/page.tsx'

export function PlaygroundScreen() {
  return <Page title="Playground">Not yet built.</Page>
}
