/** What a person may set for `dev` and `serve`; the end of their `--help`. */
export const ENVIRONMENT_NOTES = `environment:
  PORT              where the gateway listens (8787)
  STATE_DIR         where documents, sessions and logs are kept (.wrangler/state); one process at a time
  LOG_LEVEL         debug, info, warn or error
  LOCAL_EMBEDDINGS  hashed: fast embeddings without an encoder, for load
  OPENAI_BASE_URL   a model server such as Ollama, with OPENAI_MODEL and perhaps OPENAI_API_KEY
  MODELS_FILE       catalogues of models, separated by : (models.json); the secrets they name are variables too
  OTLP_ENDPOINT     where spans are sent, perhaps with OTLP_AUTHORIZATION`
