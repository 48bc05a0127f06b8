/** What the command takes for granted when nothing else is said. */
const defaultPortal = 'http://localhost:8080'

/** ` --portal URL`, where the command would go to another one. */
export const portalFlag = (portal: string) => (portal === defaultPortal ? '' : ` --portal ${portal}`)

/** The way from nothing to a published app, as the portal prints it in the terminal too. */
export function commandsFor(portal: string, { hasAccount }: { hasAccount: boolean }) {
  return [
    { step: 'init', command: 'npx mosis init my-app' },
    { step: 'login', command: `npx mosis login${hasAccount ? '' : ' --register'}${portalFlag(portal)}` },
    { step: 'publish', command: `npx mosis publish my-app --create${portalFlag(portal)}` },
  ] as const
}
