import type { OAuthProvider } from '@mosis/api'
import { useMutation } from '@tanstack/react-query'
import { Button } from '../../parts/button.tsx'
import { goToProvider } from '../../queries/sign-in.ts'
import { useTexts } from '../../texts.ts'
import { identityTexts } from './identity.texts.ts'
import { Fault } from './other-ways.tsx'
import { providerNames } from './provider-names.ts'

/** A button for each way to sign in elsewhere; the browser comes back to `returnTo`. */
export function ProviderButtons({ providers, returnTo }: { providers: readonly OAuthProvider[]; returnTo: string }) {
  const t = useTexts(identityTexts)
  const going = useMutation({ mutationFn: (provider: OAuthProvider) => goToProvider(provider, returnTo) })
  return (
    <>
      {providers.map((provider) => (
        <Button
          key={provider}
          size="large"
          isWide
          isPending={going.isPending && going.variables === provider}
          onPress={() => going.mutate(provider)}
        >
          {t.withProvider(providerNames[provider])}
        </Button>
      ))}
      <Fault error={going.error} />
    </>
  )
}
