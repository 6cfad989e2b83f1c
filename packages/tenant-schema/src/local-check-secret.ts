/** The `KEY_CHECK_SECRET` of the local environment; every other environment has a secret of its own. */
export const LOCAL_KEY_CHECK_SECRET = 'local-key-check-secret'
