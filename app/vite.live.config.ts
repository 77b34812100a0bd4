import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { maps } from './src/maps/plugin.ts';

// One file with everything in it but the data, which the program puts into a script element.
export default defineConfig({
  plugins: [maps(), svelte(), viteSingleFile()],
  build: { target: 'es2022', rollupOptions: { input: 'live.html' }, reportCompressedSize: false },
  worker: { format: 'iife' },
});
