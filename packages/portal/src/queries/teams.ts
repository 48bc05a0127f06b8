import type { Sent, TeamWithMembers } from '@mosis/api'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'

const { teams, webhooks } = contract

/** Everything that is known of teams begins with 'teams'. */
export const teamKeys = { all: ['teams'] as const, one: (teamId: string) => ['teams', 'one', teamId] as const }

/** A team with its members. */
export const teamQuery = (teamId: string) =>
  queryOptions({
    queryKey: [...teamKeys.one(teamId), 'team'],
    queryFn: ({ signal }): Promise<TeamWithMembers> => call(teams.getTeam, { params: { team_id: teamId } }, { signal }),
  })

/** The open invitations of a team. */
export const teamInvitationsQuery = (teamId: string) =>
  queryOptions({
    queryKey: [...teamKeys.one(teamId), 'invitations'],
    queryFn: async ({ signal }) =>
      (await call(teams.listInvitations, { params: { team_id: teamId } }, { signal })).invitations,
  })

/** The apps that other teams offer to this one. */
export const teamTransfersQuery = (teamId: string) =>
  queryOptions({
    queryKey: [...teamKeys.one(teamId), 'transfers'],
    queryFn: async ({ signal }) =>
      (await call(teams.listTransfers, { params: { team_id: teamId } }, { signal })).transfers,
  })

/** Who changed what in a team and its apps. */
export const teamEventsQuery = (teamId: string, query: Sent<typeof teams.listTeamEvents>['query']) =>
  queryOptions({
    queryKey: [...teamKeys.one(teamId), 'events', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call(teams.listTeamEvents, { params: { team_id: teamId }, query }, { signal }),
  })

/** The addresses that are told of changes. */
export const webhooksQuery = (teamId: string) =>
  queryOptions({
    queryKey: [...teamKeys.one(teamId), 'webhooks'],
    queryFn: async ({ signal }) =>
      (await call(webhooks.listWebhooks, { params: { team_id: teamId } }, { signal })).webhooks,
  })

/** What was sent to an address, and what became of it. */
export const deliveriesQuery = (teamId: string, webhookId: string) =>
  queryOptions({
    queryKey: [...teamKeys.one(teamId), 'webhooks', webhookId, 'deliveries'],
    queryFn: async ({ signal }) =>
      (
        await call(
          webhooks.listWebhookDeliveries,
          { params: { team_id: teamId, webhook_id: webhookId }, query: { limit: 20 } },
          { signal },
        )
      ).deliveries,
  })
