/** One thing an app asked for, and what came of it. */
export interface AuditEntry {
  atMs: number
  /** What was tried: the function as apps call it, such as `network.request`, or `permission`, `cut-off`. */
  action: string
  /** On what: a permission's name, a host, a path. Never a body, a token or a value. */
  subject: string
  allowed: boolean
  /** The code of the refusal. */
  reason?: string
}

/** The last things an app asked for. The oldest are forgotten first, so that no app can fill memory by asking. */
export interface Audit {
  note(entry: AuditEntry): void
  /** Oldest first. */
  entries(): AuditEntry[]
}

const maxSubjectLength = 256

/** An audit that keeps the last `size` entries. */
export function createAudit(size: number): Audit {
  const ring: AuditEntry[] = []
  let next = 0
  return {
    note(entry) {
      ring[next] = { ...entry, subject: entry.subject.slice(0, maxSubjectLength) }
      next = (next + 1) % size
    },
    entries: () => [...ring.slice(next), ...ring.slice(0, next)],
  }
}
