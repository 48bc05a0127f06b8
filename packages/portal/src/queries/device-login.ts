import { queryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'

/** What a device login asks for. A wrong code counts against the person who typed it, so it is not asked for twice. */
export const deviceLoginQuery = (userCode: string) =>
  queryOptions({
    queryKey: ['device-login', userCode],
    retry: false,
    refetchOnWindowFocus: false,
    gcTime: 0,
    queryFn: ({ signal }) => call(contract.deviceLogin.getDeviceLogin, { params: { user_code: userCode } }, { signal }),
  })
