import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** All texts of a language in one file. */
function textsOf(path: string): string | null {
  return /i18n\/(..)\/\w+\.json$/.exec(path)?.[1] ?? null;
}

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/api': process.env.FAIRLEAD_API ?? 'http://127.0.0.1:8080' } },
  // The first browsers that know light-dark(); for older ones it would be rewritten in a way that ignores the switch.
  build: {
    target: ['chrome123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 900,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: textsOf }] } } },
  },
  test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}'], css: true },
});
