import { defineTexts } from '../../texts.ts'

export const testingInvitationTexts = defineTexts({
  en: {
    waitingTitle: 'Test an app',
    title: (app: string) => `Test ${app}`,
    lead: (app: string) =>
      `You are invited to try versions of ${app} before everybody gets them. They may fail, and what you keep in the app may be lost.`,
    give: 'Give this link to the device on which you want to test',
    secret: 'Whoever has the link can use it, so show it to nobody else.',
    broken: 'It was used, taken back, or is too old. Ask the developer of the app for a new one.',
  },
  de: {
    waitingTitle: 'Eine App testen',
    title: (app: string) => `${app} testen`,
    lead: (app: string) =>
      `Sie sind eingeladen, Versionen von ${app} auszuprobieren, bevor alle sie bekommen. Sie können Fehler haben, und was in der App liegt, kann verloren gehen.`,
    give: 'Diesen Link dem Gerät geben, auf dem getestet wird',
    secret: 'Wer den Link hat, kann ihn benutzen: niemandem sonst zeigen.',
    broken: 'Er wurde benutzt, zurückgenommen oder ist abgelaufen. Die Entwickler der App um einen neuen bitten.',
  },
})
