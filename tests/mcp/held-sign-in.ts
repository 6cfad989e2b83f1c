import type {
  OAuthClientInformationMixed,
  OAuthClientProvider,
  OAuthTokens,
} from '@modelcontextprotocol/client'

/** What the official client keeps of a sign-in; whoever holds it is its browser. */
export class HeldSignIn implements OAuthClientProvider {
  readonly redirectUrl: string
  readonly clientMetadata: OAuthClientProvider['clientMetadata']
  /** Where the client sends its person. */
  asked: URL | undefined
  granted: OAuthTokens | undefined
  #client: OAuthClientInformationMixed | undefined
  #verifier = ''

  constructor(redirectUrl: string) {
    this.redirectUrl = redirectUrl
    this.clientMetadata = { client_name: 'Odd <b>Client</b>', redirect_uris: [redirectUrl] }
  }

  state(): string {
    return 'a state & more'
  }

  clientInformation(): OAuthClientInformationMixed | undefined {
    return this.#client
  }

  saveClientInformation(client: OAuthClientInformationMixed): void {
    this.#client = client
  }

  tokens(): OAuthTokens | undefined {
    return this.granted
  }

  saveTokens(tokens: OAuthTokens): void {
    this.granted = tokens
  }

  redirectToAuthorization(url: URL): void {
    this.asked = url
  }

  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier
  }

  codeVerifier(): string {
    return this.#verifier
  }

  /** As the token endpoint takes them in a form. */
  credentials(): Record<string, string> {
    const { client_id: id = '', client_secret: secret } = this.#client ?? {}
    return { client_id: id, ...(secret === undefined ? {} : { client_secret: secret }) }
  }
}
