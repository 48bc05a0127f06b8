import type { TeamRole } from '@mosis/api'
import { RadioGroup } from '../../parts/radio-group.tsx'
import { useTexts } from '../../texts.ts'
import { teamRoleSentences, teamRoles } from '../../words/teams.ts'
import { useOptions, useWords } from '../../words/use-words.ts'
import { teamsTexts } from './teams.texts.ts'

/** One of the roles, each with what it may do. */
export function RoleChoice({ value, onChange }: { value: TeamRole; onChange: (role: TeamRole) => void }) {
  const t = useTexts(teamsTexts)
  const roles = useOptions(teamRoles)
  const sentence = useWords(teamRoleSentences)
  return (
    <RadioGroup
      label={t.memberRole}
      pointer="/role"
      look="cards"
      value={value}
      options={roles.map(({ id, name }) => ({ value: id, label: name, hint: sentence(id) }))}
      onChange={onChange}
    />
  )
}
