// A setup file of tests inside the runtime, which all run in one runtime: each file leaves no object behind.
import { reset } from 'cloudflare:test'
import { afterAll } from 'vitest'

afterAll(() => reset())
