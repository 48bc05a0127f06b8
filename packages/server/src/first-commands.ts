/** What the command takes for granted when nothing else is said. */
const defaultPortal = 'http://localhost:8080'

/** Gets the command from the portal that it is for, on any machine with Node. */
export const installCommand = (baseUrl: string) => `npm install --global ${baseUrl}/mosis.tgz`

/** The way from nothing to a published app, for whoever has just started a portal. */
export function firstCommands(baseUrl: string): { command: string; purpose: string }[] {
  const portal = baseUrl === defaultPortal ? '' : ` --portal ${baseUrl}`
  return [
    { command: 'npx mosis init my-app', purpose: 'A new app that runs at once' },
    { command: `npx mosis login${portal}`, purpose: 'Sign in' },
    { command: `npx mosis publish my-app --create${portal}`, purpose: 'Build, sign, upload and submit it' },
  ]
}
