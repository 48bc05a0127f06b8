/** Where a package lies in storage; the address is its contents. */
export const packageKey = (sha256: string) => `packages/${sha256}.mosis`

/** Where an icon lies in storage. */
export const iconKey = (sha256: string) => `icons/${sha256}.png`
