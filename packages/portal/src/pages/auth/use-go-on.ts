import { useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'
import { safeLocalPath } from '../../local-path.ts'

/** Where a sign-in leads that nobody asked for. */
export const home = '/dashboard'

/** Leads to the path of this portal that the address named, or to the dashboard. */
export function useGoOn(): (returnTo: string | undefined) => void {
  const { history } = useRouter()
  return useCallback((returnTo) => history.replace(safeLocalPath(returnTo) ?? home), [history])
}
