import { defineTexts } from '../texts.ts'

export const ruleTexts = defineTexts({
  en: {
    unknownRule: (code: string) => `This portal has no text for ${code}.`,
    fix: 'Fix',
    weight: 'Severity',
    judges: 'Judges',
  },
  de: {
    unknownRule: (code: string) => `Dieses Portal hat keinen Text zu ${code}.`,
    fix: 'Abhilfe',
    weight: 'Schweregrad',
    judges: 'Beurteilt',
  },
})
