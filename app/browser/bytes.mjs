// node bytes.mjs ENTENTE [COUNT [extremes]]: ten random lever settings and seeds, of which the second
// is the largest seed; with `extremes` most levers and many assumptions at the ends of their domains.
// The page's own code and engine, as `entente app` wrote them, run the futures that `entente run
// --json` runs: the hash of every outcome of every future is the same, and so are counts, means and
// quantiles of the key figures.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { columnHash, blockHash } from './hash.mjs';

const [, , entente, count = '10', kind = ''] = process.argv;
const extremes = kind === 'extremes';
const dir = mkdtempSync(join(tmpdir(), 'entente-bytes-'));
const source = new URL('../src/live/', import.meta.url).pathname;
await build({ bundle: true, format: 'esm', outfile: join(dir, 'live.mjs'), logLevel: 'error', stdin: { resolveDir: source, loader: 'ts',
  contents: "export * from './protocol.ts'; export * from './data.ts'; export * from './edits.ts'; export * from './statistics.ts'; export * from './yaml.ts';" } });
const live = await import(join(dir, 'live.mjs'));
execFileSync(entente, ['app', '--file', join(dir, 'page.html')], { stdio: 'pipe' });
const html = readFileSync(join(dir, 'page.html'), 'utf8');
const inside = (id) => new RegExp(`id="${id}">(.*?)</script>`, 's').exec(html)[1];
const page = live.readData(inside('entente-data'));
const engine = await WebAssembly.compile(gunzipSync(Buffer.from(inside('entente-engine'), 'base64')));
const bytesOf = live.worldBytes(page.worlds);

let state = Number(process.env.ENTENTE_SEED ?? 12345);
const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
const pick = (list) => list[Math.floor(random() * list.length)];

function settingOf(lever, world) {
  if (lever.kind === 'states') return [...new Set(['GBR', 'FRA', 'POL', 'CAN', 'AUS', 'TUR'].filter(() => random() < 0.5))].sort();
  if (lever.kind === 'choice') return Math.floor(random() * lever.choices.length);
  if (lever.kind === 'switch') return random() < 0.5 ? 0 : 1;
  if (lever.kind === 'year' && lever.min === 0) return pick([0, world.first_year + 1, world.first_year + 4]);
  const ends = extremes && random() < 0.7;
  const value = () => ends ? pick([lever.min, lever.max]) : +(lever.min + Math.floor(random() * ((lever.max - lever.min) / lever.step + 1)) * lever.step).toFixed(6);
  return lever.kind === 'yearly' ? { [world.first_year]: value(), [world.first_year + 3]: value() } : value();
}

// What a distribution is at one end of the assumption's domain; null for those that have no ends.
const domains = new Map(readFileSync(new URL('../../data/assumptions.csv', import.meta.url), 'utf8').split('\n').slice(1)
  .map((line) => line.split(',')).map((c) => [c[0], [Number(c[9]), Number(c[10])]]));
function atAnEnd(a) {
  const [low, high] = domains.get(a.key) ?? [NaN, NaN];
  if (!(low < high)) return null;
  const end = pick([low, high]), near = end === low ? low + (high - low) / 64 : high - (high - low) / 64;
  const [from, to] = [Math.min(end, near), Math.max(end, near)];
  return { fixed: [end], uniform: [from, to], triangular: [from, end, to] }[a.distribution] ?? null;
}

// Every outcome of the blocks, as the page's worker runs them: whole, or in parts.
async function ours(world, edits, seed, blocks, parts) {
  const e = (await WebAssembly.instantiate(engine, {})).exports;
  live.openWorld(e, bytesOf(world.key), edits.priors);
  live.setLevers(e, edits);
  for (let o = 0; o < 256; o++) e.ent_wasm_record(o, 1);
  const columns = e.ent_wasm_layout();
  const out = Array.from({ length: blocks }, () => new Float64Array(columns * live.BLOCK));
  for (let b = 0; b < blocks; b++)
    for (let from = 0; from < live.BLOCK; from += live.BLOCK / parts) {
      const to = from + live.BLOCK / parts;
      const at = e.ent_wasm_run(...live.seedHalves(seed), b, from, to);
      if (at === 0) throw new Error('the engine could not run a block');
      const got = new Float64Array(e.memory.buffer, at, columns * live.BLOCK);
      for (let c = 0; c < columns; c++) out[b].set(got.subarray(c * live.BLOCK + from, c * live.BLOCK + to), c * live.BLOCK + from);
    }
  const row = (outcome, column) => Float64Array.from(out.flatMap((x) => { const at = (e.ent_wasm_first(outcome) + column) * live.BLOCK; return [...x.subarray(at, at + live.BLOCK)]; }));
  return { out, columns, row };
}

function hashOf({ out, columns }) {
  let sum = 0n;
  out.forEach((x, b) => {
    const words = new Uint32Array(x.buffer);
    let block = 0n;
    for (let c = 0; c < columns; c++) block += columnHash(words.subarray(c * live.BLOCK * 2, (c + 1) * live.BLOCK * 2), c);
    sum += blockHash(block, b);
  });
  return BigInt.asUintN(64, sum).toString(16).padStart(16, '0');
}

// Printed with twelve digits; quantiles are read off bins, which are finer than this share of the range.
function agrees(row, said) {
  const x = live.summarise(row);
  const near = (a, b, by) => a === b || Math.abs(a - b) <= by;
  if (x.n - x.events !== said.missing) return false;
  if (x.events === 0) return said.mean === null;
  const known = row.filter((v) => !Number.isNaN(v));
  const range = known.reduce((m, v) => Math.max(m, v), -Infinity) - known.reduce((m, v) => Math.min(m, v), Infinity);
  return near(x.mean, said.mean, 1e-9 * Math.max(1, Math.abs(x.mean)))
    && Object.entries(said.quantiles).every(([q, v]) => near(x[q], v, range / 50 + 1e-9));
}

// Outcomes of the document whose mean differs from the engine's.
function apart(mine, said, world) {
  return said.outcomes.filter((s) => {
    const o = page.outcomes.find((x) => x.key === s.register);
    if (!o) return false;
    const all = live.columnsOf(o.shape, world), place = Object.values(s.index ?? {})[0] ?? '';
    const column = Array.from({ length: all.count }, (_, c) => c).find((c) => { const i = all.index(c); return (i.at ?? '') === (s.at ?? '') && (i.index ?? '') === place; });
    return column !== undefined && !agrees(mine.row(o.id, column), s);
  }).map((s) => `${s.key} ${s.at ?? ''}`);
}

const strip = [['spending.europe_canada', '2030', ''], ['posture.covered', '2030', ''], ['deterrence.odds_ratio', '2030', 'baltic'], ['settlement.months_at_war', '', '']];
let failed = 0, refused = 0;
for (let k = 0; k < Number(count); k++) {
  const scenario = page.scenarios.find((x) => x.key === (k % 2 ? 'today' : 'brussels-2025'));
  const world = page.worlds.find((w) => w.key === scenario.key) ?? page.worlds[0];
  const levers = {};
  const priors = {};
  const part = pick([0.02, 0.1, 0.4]);
  for (const a of extremes ? page.assumptions : []) {
    const ends = atAnEnd(a);
    if (a.id >= 0 && ends && random() < part) priors[a.key] = ends;
  }
  for (let i = 0; i < (extremes ? 20 : 6); i++) { const lever = pick(page.levers.filter((l) => l.id >= 0)); levers[lever.key] = settingOf(lever, world); }
  const seed = k === 1 ? live.LARGEST_SEED : String(Math.floor(random() * 1e6));
  const blocks = 1 + (k % 2);
  const file = join(dir, `run${k}.yaml`);
  writeFileSync(file, live.scenarioYaml({ page, scenario, scenarioKey: scenario.key, levers, priors }));
  let said;
  try {
    said = JSON.parse(execFileSync(entente, ['run', file, '--futures', String(blocks * live.BLOCK), '--seed', seed, '--no-why', '--store', 'summary',
    '--out', join(dir, `run${k}`), '--json'], { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] }));
  } catch (error) {
    if (!extremes || ![1, 2].includes(error.status)) throw error;
    refused++;
    console.log(`refused ${scenario.key}: ${String(error.stderr).trim()}`);
    continue;
  }
  const mine = await ours(world, live.editsOf(page, world, { ...scenario.levers, ...levers }, priors), seed, blocks, [1, 2, 4][k % 3]);
  const hash = hashOf(mine);
  const same = hash === said.run.outcome_hash;
  if (!same) console.log(`  first: ${apart(mine, said, world).slice(0, 8).join(' | ') || 'nothing that the document holds'}\n  ${JSON.stringify(priors)}`);
  const wrong = strip.filter(([key, at, index]) => {
    const o = page.outcomes.find((x) => x.key === key);
    const all = live.columnsOf(o.shape, world);
    const column = Array.from({ length: all.count }, (_, c) => c).find((c) => { const i = all.index(c); return (i.at ?? '') === at && (i.index ?? '') === index; });
    const theirs = said.outcomes.find((x) => x.register === key && (x.at ?? '') === at && (!index || x.index?.flashpoint === index));
    return !theirs || !agrees(mine.row(o.id, column), theirs);
  });
  if (!same || wrong.length) failed++;
  console.log(`${same ? 'same' : 'DIFFERENT'} ${scenario.key} seed ${seed}, ${blocks * live.BLOCK} futures, ${mine.columns} columns: page ${hash}, entente run ${said.run.outcome_hash}${wrong.length ? `; figures differ: ${wrong.join(' ')}` : '; the key figures agree'}; ${JSON.stringify(levers)}`);
}
rmSync(dir, { recursive: true });
if (extremes) console.log(`${count} settings at their extremes: ${failed} differ, ${refused} refused with a line`);
process.exit(failed || refused * 2 > Number(count) ? 1 : 0);
