import { DurableObject } from 'cloudflare:workers'

export class Completion extends DurableObject {}
