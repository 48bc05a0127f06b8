/** The categories of the store, with the words people see. */
export const categories = [
  { name: 'utilities', description: 'Tools and utilities' },
  { name: 'productivity', description: 'Work and productivity' },
  { name: 'communication', description: 'Messaging and social' },
  { name: 'entertainment', description: 'Games and media' },
  { name: 'lifestyle', description: 'Health, fitness, lifestyle' },
  { name: 'finance', description: 'Banking and finance' },
  { name: 'education', description: 'Learning and reference' },
  { name: 'news', description: 'News and magazines' },
  { name: 'travel', description: 'Travel and navigation' },
  { name: 'shopping', description: 'Shopping and commerce' },
] as const

/** The name of a category, as written in a manifest. */
export type Category = (typeof categories)[number]['name']
