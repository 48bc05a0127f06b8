/** Why an open review comes earlier than others: server, portal and docs read this table. */
export const riskReasons = {
  appeal: { weight: 50, about: 'The developer appeals against a decision.' },
  user_reports: { weight: 50, about: 'People reported the app.' },
  key_change: { weight: 40, about: 'Another key signs the app.' },
  look_alike: { weight: 40, about: 'Its id or name is like that of a well-known app of another team.' },
  behaviour: { weight: 35, about: 'The app does what its last approved version did not do.' },
  first_app: { weight: 30, about: 'Nothing of this team was approved before.' },
  unfinished: { weight: 30, about: 'The automated review did not come to an end.' },
  dangerous_permission: { weight: 25, about: 'The app asks for dangerous permissions that it did not have.' },
  any_host: { weight: 20, about: 'The app may now connect to any host: its manifest lists no domains.' },
  random_sample: { weight: 20, about: 'One of a hundred versions is chosen by chance and looked at closely.' },
  warnings: { weight: 15, about: 'The automated review warns.' },
  new_domain: { weight: 10, about: 'The app may connect to domains that it did not connect to before.' },
} as const satisfies Record<string, { weight: number; about: string }>

export type RiskReason = keyof typeof riskReasons

export const isRiskReason = (code: string): code is RiskReason => Object.hasOwn(riskReasons, code)

/** Why a version is not approved, and what its developer does about it: reviewers choose, developers read. */
export const reviewReasons = {
  does_not_work: {
    sentence: 'The app stops, shows an error or does not do what it says.',
    fix: 'Try every screen with mosis run and correct what fails.',
  },
  misleading: {
    sentence: 'What the store says about the app is not what the app does.',
    fix: 'Make name, description, screenshots and app agree.',
  },
  imitation: {
    sentence: 'The app can be taken for one of somebody else.',
    fix: 'Choose a name, an icon and words of its own.',
  },
  permission_not_needed: {
    sentence: 'The app asks for a permission that nothing in it needs.',
    fix: 'Take it out of the manifest, or use it where the person sees why.',
  },
  permission_unexplained: {
    sentence: 'The app asks for a permission without saying what it is for.',
    fix: 'Say it on the screen before asking, and in the description.',
  },
  data_without_consent: {
    sentence: 'The app sends data about the person without having asked.',
    fix: 'Ask first, send nothing without a yes, and say in the privacy notice what is sent.',
  },
  hidden_behaviour: {
    sentence: 'The app hides what it does, or does something else than it shows.',
    fix: 'Take it out, and write code that can be read.',
  },
  remote_code: {
    sentence: 'The app takes from the network what it then does.',
    fix: 'Put the whole app into the package; load data only.',
  },
  unsafe_network: {
    sentence: 'The app connects where it should not, or without encryption.',
    fix: 'Use https, and list the domains in the manifest.',
  },
  harmful: {
    sentence: 'The app can harm people or their devices.',
    fix: 'There is nothing to correct: such an app is not published here.',
  },
  illegal_content: {
    sentence: 'The app shows or spreads what the law forbids.',
    fix: 'Take it out.',
  },
  rights: {
    sentence: 'The app uses work of others without the right to.',
    fix: 'Replace it, or show the permission in the thread of the version.',
  },
  unsuitable_content: {
    sentence: 'The app shows what the rules of this portal do not allow.',
    fix: 'Take it out, or show it only to those who asked for it where the rules allow that.',
  },
  spam: {
    sentence: 'The app repeats others, has no content of its own or only advertises.',
    fix: 'Give it a use of its own, or put it together with the other one.',
  },
  hard_to_use: {
    sentence: 'Text or controls cannot be read, reached or understood.',
    fix: 'Check every screen at the smallest size, and with the longest texts.',
  },
  missing_information: {
    sentence: 'Something needed to judge the app is missing.',
    fix: 'Add it to the release notes or to the thread of the version: an account to try it, a link, an explanation.',
  },
  other: {
    sentence: 'Something else, in the words of the reviewer.',
    fix: 'Do what the words say, or ask in the thread.',
  },
} as const satisfies Record<string, { sentence: string; fix: string }>

export type ReviewReason = keyof typeof reviewReasons

export const isReviewReason = (code: string): code is ReviewReason => Object.hasOwn(reviewReasons, code)

/** What a reviewer looks at before approving; what was ticked is kept with the decision. */
export const reviewChecklist = {
  difference: 'The difference to the last approved version was read.',
  started: 'The app was started, and its screens were tried.',
  described: 'Name, description and screenshots say what the app does.',
  permissions: 'Each permission is needed, and asked for where the person sees why.',
  network: 'It connects only where it has to.',
  data: 'It sends nothing about the person without having asked.',
  content: 'Its content is allowed here.',
  findings: 'Each warning of the automated review was looked at.',
} as const satisfies Record<string, string>

export type ChecklistItem = keyof typeof reviewChecklist

export const isChecklistItem = (code: string): code is ChecklistItem => Object.hasOwn(reviewChecklist, code)
