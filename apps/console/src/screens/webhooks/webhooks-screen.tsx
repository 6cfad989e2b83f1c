import { Page } from '../../pieces/page.tsx'

export function WebhooksScreen() {
  return <Page title="Webhooks">Not yet built.</Page>
}
