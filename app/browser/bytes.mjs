// node bytes.mjs ENTENTE BYTES ENGINE: ten random lever settings and seeds; every outcome of a
// block has the same bytes in the WebAssembly engine and in the native build.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [, , entente, native, engine] = process.argv;
const dir = mkdtempSync(join(tmpdir(), 'entente-bytes-'));
execFileSync(entente, ['app', '--file', join(dir, 'page.html')], { stdio: 'pipe' });
const page = readFileSync(join(dir, 'page.html'), 'utf8');
const data = JSON.parse(/id="entente-data">(.*?)<\/script>/s.exec(page)[1]);
const rows = data.levers.filter((l) => l.id >= 0 && l.max > l.min);

let state = 12345;
const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;

function hash(bytes) {
  let h = 14695981039346656037n;
  for (const b of bytes) h = BigInt.asUintN(64, (h ^ BigInt(b)) * 1099511628211n);
  return h.toString(16).padStart(16, '0');
}

async function ours(world, seed, block, edits) {
  const { instance } = await WebAssembly.instantiate(readFileSync(engine), {});
  const e = instance.exports;
  const at = e.ent_wasm_world(world.length);
  new Uint8Array(e.memory.buffer, at, world.length).set(world);
  if (e.ent_wasm_open(world.length) !== 0) throw new Error('the engine refuses the world');
  for (const [id, year, value] of edits) e.ent_wasm_lever(id, year, value);
  for (let o = 0; o < 256; o++) e.ent_wasm_record(o, 1);
  const columns = e.ent_wasm_layout();
  const whole = new Float64Array(columns * 256);
  const first = edits.length % 2 ? 256 : 64; // whole, or in two parts as two workers run it
  for (const [from, to] of first === 256 ? [[0, 256]] : [[first, 256], [0, first]]) {
    const out = e.ent_wasm_run(seed, 0, block, from, to);
    if (out === 0) throw new Error('the engine could not run a block');
    const got = new Float64Array(e.memory.buffer, out, columns * 256);
    for (let c = 0; c < columns; c++) whole.set(got.subarray(c * 256 + from, c * 256 + to), c * 256 + from);
  }
  return hash(new Uint8Array(whole.buffer));
}

let failed = 0;
for (const scenario of ['brussels-2025', 'today-2026']) {
  const file = join(dir, `${scenario}.world`);
  execFileSync(entente, ['world', scenario, '--out', file], { stdio: 'pipe' });
  const world = readFileSync(file);
  for (let k = 0; k < 5; k++) {
    const edits = [];
    for (let i = 0; i < 5 + k % 2; i++) {
      const row = rows[Math.floor(random() * rows.length)];
      const steps = Math.floor(random() * ((row.max - row.min) / row.step + 1));
      edits.push([row.id, row.kind === 'yearly' ? Math.floor(random() * 11) : -1, +(row.min + steps * row.step).toFixed(6)]);
    }
    const seed = Math.floor(random() * 1e6);
    const block = Math.floor(random() * 1000);
    const theirs = execFileSync(native, [file, String(seed), String(block), ...edits.map((e) => e.join(':'))], { encoding: 'utf8' }).trim();
    const mine = await ours(world, seed, block, edits);
    const same = mine === theirs;
    if (!same) failed++;
    console.log(`${same ? 'same' : 'DIFFERENT'} ${scenario} seed ${seed} block ${block} ${mine} ${theirs} ${JSON.stringify(edits)}`);
  }
}
rmSync(dir, { recursive: true });
process.exit(failed ? 1 : 0);
