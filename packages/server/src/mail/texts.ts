/** What each mail says, from what it is told. Each feature adds its own line; nothing here is HTML. */
export interface MailTexts {
  verify_email: { name: string; url: string }
  reset_password: { name: string; url: string }
}

export type MailName = keyof MailTexts

/** A mail before it is written: which one, and what it is told. */
export type MailToSend = { [Name in MailName]: { name: Name; data: MailTexts[Name] } }[MailName]
