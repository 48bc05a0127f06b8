const digits = 9

/** `1.20.3` → `000000001.000000020.000000003`: texts that compare as versions do, on every database. */
export function toSortable(version: string): string {
  return version
    .split('.')
    .map((part) => part.padStart(digits, '0'))
    .join('.')
}

/** The version as people write it. */
export function fromSortable(sortable: string): string {
  return sortable
    .split('.')
    .map((part) => String(Number(part)))
    .join('.')
}
