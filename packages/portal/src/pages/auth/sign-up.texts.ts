import { defineTexts } from '../../texts.ts'

export const signUpTexts = defineTexts({
  en: {
    title: 'Create an account',
    lead: 'To publish apps, and to sign in from the command line.',
    create: 'Create the account',
    failed: 'The account was not created',
    signInInstead: 'Sign in instead',
  },
  de: {
    title: 'Konto anlegen',
    lead: 'Um Apps zu veröffentlichen und sich auf der Kommandozeile anzumelden.',
    create: 'Konto anlegen',
    failed: 'Das Konto wurde nicht angelegt',
    signInInstead: 'Stattdessen anmelden',
  },
})
