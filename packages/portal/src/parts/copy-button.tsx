import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTexts } from '../texts.ts'
import { Button } from './button.tsx'
import type { ButtonLook } from './button.tsx'
import { copyTexts } from './copy-button.texts.ts'
import { IconButton } from './icon-button.tsx'
import { VisuallyHidden } from './visually-hidden.tsx'

export interface CopyButtonProps extends Pick<ButtonLook, 'kind' | 'size'> {
  text: string
  /** What is copied, read out; with `isSmall` it is the tip. */
  label: string
  /** A picture only. */
  isSmall?: boolean
}

/** Copies a text and says so. */
export function CopyButton({ text, label, isSmall = false, kind, size = 'small' }: CopyButtonProps) {
  const t = useTexts(copyTexts)
  const [isCopied, copy] = useCopy(text)
  const icon = isCopied ? Check : Copy
  return (
    <>
      {isSmall ? (
        <IconButton size="small" icon={icon} label={isCopied ? t.copied : t.copyNamed(label)} onPress={copy} />
      ) : (
        <Button kind={kind} size={size} icon={icon} onPress={copy}>
          {isCopied ? t.copied : t.copy}
          <VisuallyHidden>{label}</VisuallyHidden>
        </Button>
      )}
      <VisuallyHidden role="status">{isCopied && t.copied}</VisuallyHidden>
    </>
  )
}

const saidMs = 2000

function useCopy(text: string): [isCopied: boolean, copy: () => void] {
  const [copied, setCopied] = useState<string>()
  useEffect(() => {
    if (copied === undefined) return
    const timer = setTimeout(() => setCopied(undefined), saidMs)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(text),
      // Not allowed: the text can be selected where it stands.
      () => setCopied(undefined),
    )
  }
  return [copied === text, copy]
}
