import { defineConfig } from 'vitest/config';
import { maps } from './src/maps/plugin.ts';

export default defineConfig({ plugins: [maps()], test: { include: ['test/**/*.test.ts'], environment: 'node' } });
