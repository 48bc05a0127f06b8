import type { Sketch } from './sketch.ts'

const app = (
  name: string,
  category: Sketch['category'],
  description: string,
  tags: string[],
  more: Pick<Sketch, 'permissions' | 'domains'> = {},
): Sketch => ({
  id: `com.northlight.${name.toLowerCase().replace(/[^a-z]/g, '')}`,
  name,
  category,
  description,
  tags,
  ...more,
})

/** What fills the store beside the samples. */
export const storeApps = [
  app('Metronome', 'entertainment', 'A steady beat from 30 to 250, with accents', ['music', 'practice']),
  app('Word Garden', 'education', 'Ten new words a day, and the ones that you forgot', ['language', 'vocabulary'], {
    permissions: ['storage'],
  }),
  app('Unit Converter', 'utilities', 'Lengths, weights, temperatures and what they are elsewhere', ['units']),
  app('Habit Tracker', 'lifestyle', 'A small yes or no for each day', ['habits', 'health'], {
    permissions: ['storage', 'system.notifications'],
  }),
  app('Breathing', 'lifestyle', 'Four counts in, seven held, eight out', ['calm', 'sleep']),
  app('Chess Clock', 'entertainment', 'Two clocks, one tap; Fischer and Bronstein', ['chess', 'board games']),
  app('Recipe Box', 'lifestyle', 'Your recipes, scaled to the number of guests', ['cooking'], {
    permissions: ['storage'],
  }),
  app('Flashcards', 'education', 'Spaced repetition without an account', ['learning'], { permissions: ['storage'] }),
  app('Morse', 'communication', 'Write it, hear it, learn it', ['radio', 'learning']),
  app('Tide Table', 'travel', 'High and low water for the coast near you', ['sea', 'sailing'], {
    permissions: ['network.internet'],
    domains: ['tides.example.com'],
  }),
] as const
