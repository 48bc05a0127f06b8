const sqliteUnique = 2067
const postgresUnique = '23505'

/** Whether the database refused a row because another one has the same unique value. */
export function isUniqueViolation(failure: unknown): boolean {
  if (!(failure instanceof Error)) return false
  if ('errcode' in failure) return failure.errcode === sqliteUnique
  return 'code' in failure && failure.code === postgresUnique
}
