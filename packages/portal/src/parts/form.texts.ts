import { defineTexts } from '../texts.ts'

export const formTexts = defineTexts({
  en: {
    title: 'This cannot be sent yet',
    failed: 'This was not done',
    fault: (field: string, fault: string) => `${field}: ${fault}`,
  },
  de: {
    title: 'Das kann so nicht gesendet werden',
    failed: 'Das wurde nicht ausgeführt',
    fault: (field: string, fault: string) => `${field}: ${fault}`,
  },
})
