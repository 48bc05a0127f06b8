import { KeyRound } from 'lucide-react'
import { Button } from '../../parts/button.tsx'
import { useTexts } from '../../texts.ts'
import { explainPasskeyFailure, whyNoPasskeys } from '../../webauthn.ts'
import { passkeyFailureTexts } from '../../webauthn.texts.ts'
import { identityTexts } from './identity.texts.ts'
import { Fault, Soft } from './other-ways.tsx'

interface PasskeyButtonProps {
  onPress: () => void
  isPending: boolean
  error: unknown
}

/** The button for a passkey, with what became of it; says why where this browser can have none. */
export function PasskeyButton({ onPress, isPending, error }: PasskeyButtonProps) {
  const t = useTexts(identityTexts)
  const failures = useTexts(passkeyFailureTexts)
  const obstacle = whyNoPasskeys()
  const failure = explainPasskeyFailure(error)
  return (
    <>
      <Button
        icon={KeyRound}
        size="large"
        isWide
        onPress={onPress}
        isPending={isPending}
        isDisabled={obstacle !== undefined}
      >
        {t.withPasskey}
      </Button>
      {obstacle !== undefined && <Soft>{failures[obstacle]}</Soft>}
      <Fault error={error} words={failure && failures[failure]} />
    </>
  )
}
