const yearSeconds = 31_536_000

/** Remembers a choice of this browser in a cookie, so that the server writes it into the page before anything is painted. */
export function writeChoice(name: 'mosis_lang' | 'mosis_theme', value: string): void {
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  document.cookie = `${name}=${value}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax${secure}`
}
