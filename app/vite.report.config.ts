import { defineConfig } from 'vite';
import { maps } from './src/maps/plugin.ts';

// One classic script without imports: the program puts it into every report it writes.
export default defineConfig({
  plugins: [maps()],
  build: {
    target: 'es2022',
    lib: {
      entry: 'src/report/main.ts',
      formats: ['iife'],
      name: 'EntenteReport',
      fileName: () => 'report.js',
    },
    reportCompressedSize: false,
  },
});
