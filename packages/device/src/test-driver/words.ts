/** The names of what a test may say of its app's world, with what each is for. */
export const givenFields = {
  locale: 'the language of the person, such as "de" or "pt-BR"',
  theme: '"light" or "dark"',
  viewport: 'the screen: { width = 540, height = 960, density = 1.5 }',
  text_size: 'how large the person likes text: 1 is usual, 2 is double',
  now: 'when the app starts, such as "2026-01-15T12:00:00Z"',
  seed: 'a word; another one makes math.random and crypto.random fall otherwise',
  permissions:
    'what holds or is answered: { camera = "allow" }, one of granted, allow, deny; what is not named is denied',
  network: 'answers by request: { ["GET https://…"] = { json = {…} } }, or "offline"',
  storage: 'files from earlier: { ["notes.json"] = "…" }; a table is written as JSON',
  sources: 'what camera, location and so on give: { position = { latitude = 52.5, longitude = 13.4 } }',
} as const

/** What a person says when an app asks for a permission; `granted` holds from the start, without asking. */
export const permissionAnswers = ['granted', 'allow', 'deny'] as const

/** What an element can be expected to be. */
export const elementStates = ['visible', 'hidden', 'checked', 'selected', 'enabled', 'disabled', 'focused'] as const
