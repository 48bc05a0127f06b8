import { defineTexts, plural } from '../texts.ts'

export const codeTexts = defineTexts({
  en: {
    copy: (path: string) => `Contents of ${path}`,
    line: (number: string) => `Line ${number}`,
    lines: (count: number, shown: string) => plural(count, { one: '# line', other: '# lines' }, shown),
    changes: (path: string) => `Changes in ${path}`,
    added: 'Added',
    removed: 'Removed',
    same: 'Unchanged',
    next: 'Next change',
    previous: 'Previous change',
    hunk: (before: string, after: string) => `Line ${before} before, ${after} after`,
    summary: (added: string, removed: string) => `${added} lines added, ${removed} removed`,
  },
  de: {
    copy: (path: string) => `Inhalt von ${path}`,
    line: (number: string) => `Zeile ${number}`,
    lines: (count: number, shown: string) => plural(count, { one: '# Zeile', other: '# Zeilen' }, shown),
    changes: (path: string) => `Änderungen in ${path}`,
    added: 'Hinzugefügt',
    removed: 'Entfernt',
    same: 'Unverändert',
    next: 'Nächste Änderung',
    previous: 'Vorige Änderung',
    hunk: (before: string, after: string) => `Zeile ${before} vorher, ${after} nachher`,
    summary: (added: string, removed: string) => `${added} Zeilen hinzugefügt, ${removed} entfernt`,
  },
})
