import { defineTexts } from '../texts.ts'

export const copyTexts = defineTexts({
  en: { copy: 'Copy', copied: 'Copied', copyNamed: (label: string) => `Copy: ${label}`, show: 'Show', hide: 'Hide' },
  de: {
    copy: 'Kopieren',
    copied: 'Kopiert',
    copyNamed: (label: string) => `Kopieren: ${label}`,
    show: 'Zeigen',
    hide: 'Verbergen',
  },
})
