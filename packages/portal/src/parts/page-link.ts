import type { LinkProps } from '@tanstack/react-router'

/** Where a row, tab or crumb leads: a page of the portal as the router names it. */
export type PageLink = Pick<LinkProps, 'to' | 'params' | 'search' | 'hash'>
