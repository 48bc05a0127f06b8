import { defineTexts } from '../texts.ts'

export const fileDropTexts = defineTexts({
  en: { drop: 'Drop it here, or', choose: 'Choose a file', chooseMany: 'Choose files', let: 'Let go to add it' },
  de: {
    drop: 'Hier ablegen oder',
    choose: 'Datei auswählen',
    chooseMany: 'Dateien auswählen',
    let: 'Loslassen zum Hinzufügen',
  },
})
