// node cmake/gzip.mjs FILE: writes FILE.gz, the same bytes for the same input.
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const file = process.argv[2];
writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
