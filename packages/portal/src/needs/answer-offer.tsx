import { useMutation, useQueryClient } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'
import { callConfirmed } from '../confirmed-call.ts'
import { useFormat } from '../format.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Notice } from '../parts/notice.tsx'
import { useToasts } from '../parts/toast.tsx'
import { useTexts } from '../texts.ts'
import { teamRoles } from '../words/teams.ts'
import { useErrorWords, useWords } from '../words/use-words.ts'
import { answerOfferTexts } from './answer-offer.texts.ts'
import type { OfferNeed } from './need-line.ts'

/** Asks whether an offer is accepted, and says what that means. */
export function AnswerOffer({ offer, onClose }: { offer: OfferNeed; onClose: () => void }) {
  const t = useTexts(answerOfferTexts)
  const format = useFormat()
  const roleWord = useWords(teamRoles)
  const say = useErrorWords()
  const { accept, decline } = useAnswer(offer, onClose)
  const isPending = accept.isPending || decline.isPending
  const failure = accept.error ?? decline.error
  const isInvitation = offer.kind === 'invitation'
  return (
    <Dialog
      isOpen
      onClose={onClose}
      isDismissable={!isPending}
      title={isInvitation ? t.invitation(offer.team_name) : t.transfer(offer.app_name)}
      lead={
        isInvitation
          ? t.invitationLead(offer.invited_by, roleWord(offer.role))
          : t.transferLead(offer.from_team, offer.to_team.name)
      }
      actions={
        <>
          <Button isPending={decline.isPending} isDisabled={accept.isPending} onPress={() => decline.mutate()}>
            {t.decline}
          </Button>
          <Button
            kind="primary"
            isPending={accept.isPending}
            isDisabled={decline.isPending}
            onPress={() => accept.mutate()}
          >
            {isInvitation ? t.join : t.take}
          </Button>
        </>
      }
    >
      {failure && (
        <Notice kind="bad" isNew title={say(failure).message}>
          {say(failure).fix}
        </Notice>
      )}
      {!isInvitation && <p>{t.transferConsequence}</p>}
      <p>{t.ends(format.ago(offer.expires_at))}</p>
    </Dialog>
  )
}

function useAnswer(offer: OfferNeed, onClose: () => void) {
  const t = useTexts(answerOfferTexts)
  const toasts = useToasts()
  const queryClient = useQueryClient()
  const answered = async (said: string) => {
    toasts.good(said)
    onClose()
    // Teams, their apps and what waits: all of it may be another now.
    await queryClient.invalidateQueries()
  }
  const accept = useMutation({
    async mutationFn() {
      if (offer.kind === 'transfer')
        await callConfirmed(contract.teams.acceptTransfer, { params: { app_id: offer.app_id } })
      else await call(contract.teams.acceptInvitation, { body: { invitation_id: offer.invitation_id } })
    },
    onSuccess: () => answered(offer.kind === 'transfer' ? t.taken(offer.app_name) : t.joined(offer.team_name)),
  })
  const decline = useMutation({
    async mutationFn() {
      if (offer.kind === 'transfer') await call(contract.teams.declineTransfer, { params: { app_id: offer.app_id } })
      else await call(contract.teams.declineInvitation, { body: { invitation_id: offer.invitation_id } })
    },
    onSuccess: () => answered(t.declined),
  })
  return { accept, decline }
}
