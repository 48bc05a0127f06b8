/** Where members of its team get the icon of an app, published or not. */
export const ownIconAddress = (appId: string) => `/v1/apps/${appId}/icon`
