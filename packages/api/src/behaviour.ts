import { z } from 'zod'

const Stored = z.object({ path: z.string(), size_bytes: z.int() })

/** What a version did when it was run in the sandbox, with every control of its screens used. Fields stand in this order. */
export const Behaviour = z.object({
  schema: z.literal('mosis.behaviour/1'),
  ended: z
    .enum(['finished', 'limit', 'crashed', 'unfinished'])
    .describe('finished: it still ran at the end. limit: cut off. unfinished: it could not be watched to the end'),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  is_whole: z.boolean().describe('Every control that was seen was used'),
  controls_used: z.int(),
  screens: z.array(z.string()),
  calls: z.record(z.string(), z.int()).describe('Functions that reach beyond the app, and how often each was called'),
  permissions: z.array(z.string()).describe('What it asked for and was not allowed; the network is, and leads nowhere'),
  hosts: z.array(z.string()).describe('Where it tried to connect to; there is no network'),
  files: z.array(Stored),
  databases: z.array(Stored),
  log_lines: z.int(),
  errors: z.array(
    z.object({ code: z.string(), message: z.string(), path: z.string().optional(), line: z.int().optional() }),
  ),
})
export type Behaviour = z.output<typeof Behaviour>

/** Something that a version does and the last approved one did not. */
export const BehaviourChange = z.object({
  kind: z.enum(['call', 'permission', 'host', 'file', 'database', 'error', 'end']),
  what: z.string(),
  about: z.string(),
})
export type BehaviourChange = z.output<typeof BehaviourChange>
