import { Page } from '../../pieces/page.tsx'

export function PortalScreen() {
  return <Page title="Portal">Not yet built.</Page>
}
