import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { contract } from './build/contract.ts'
import { rules } from './build/rules.ts'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [contract(), rules(), react()],
  build: {
    target: 'baseline-widely-available',
    outDir: 'dist/site',
    manifest: true,
    // Pictures and fonts as files: the policy allows nothing inside a style sheet from elsewhere.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // Left alone, every part that two pages share is a file of its own: fifty requests for a page, and more bytes, since small
        // files compress badly. So what each visit loads is one file, and what many pages load is another. Files must not load
        // each other in a circle: what one of them begins with would not be there yet (scripts/portal.test.ts looks).
        codeSplitting: {
          groups: [
            { name: 'start', tags: ['$initial'], priority: 2 },
            { name: 'shared', minShareCount: 5, priority: 1 },
          ],
        },
      },
    },
  },
  css: { modules: { localsConvention: 'camelCaseOnly' } },
})
