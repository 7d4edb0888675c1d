import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/api': process.env.FAIRLEAD_API ?? 'http://127.0.0.1:8080' } },
  build: { target: 'es2023', chunkSizeWarningLimit: 900 },
  test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}'], css: true },
});
