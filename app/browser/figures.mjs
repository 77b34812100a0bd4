// node figures.mjs FOLDER: the page that `entente run --out FOLDER` wrote runs the same futures again,
// in its own engine and with its own statistics. Level, change and share of every outcome that the page
// has are those of result.json beside it, and so are the bill of every ally and what each state owes in the
// scenario's events. Prints what differs and how many were compared.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { build } from 'esbuild';

const folder = process.argv[2];
const dir = mkdtempSync(join(tmpdir(), 'entente-figures-'));
const source = new URL('../src/live/', import.meta.url).pathname;
await build({ bundle: true, format: 'esm', outfile: join(dir, 'live.mjs'), logLevel: 'error', stdin: { resolveDir: source, loader: 'ts',
  contents: "export * from './protocol.ts'; export * from './data.ts'; export * from './edits.ts'; export * from './statistics.ts'; export * from './desk.ts';" } });
const live = await import(join(dir, 'live.mjs'));
rmSync(dir, { recursive: true });

const html = readFileSync(join(folder, 'entente.html'), 'utf8');
const said = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8'));
const inside = (id) => new RegExp(`id="${id}">(.*?)</script>`, 's').exec(html)[1];
const page = live.readData(inside('entente-data'));
const engine = await WebAssembly.compile(gunzipSync(Buffer.from(inside('entente-engine'), 'base64')));
const bytesOf = live.worldBytes(page.worlds);
const futures = said.run.futures, blocks = Math.ceil(futures / live.BLOCK);

// Every outcome of a scenario: (outcome, column) -> its futures in order.
async function futuresOf(key) {
  const scenario = page.scenarios.find((x) => x.key === key);
  const world = page.worlds.find((w) => w.key === key) ?? page.worlds[0];
  const e = (await WebAssembly.instantiate(engine, {})).exports;
  const edits = live.editsOf(page, world, scenario.levers, {});
  live.openWorld(e, bytesOf(world.key), edits.priors);
  live.setLevers(e, edits);
  for (const o of page.outcomes) e.ent_wasm_record(o.id, 1);
  const columns = e.ent_wasm_layout(), out = [];
  for (let b = 0; b < blocks; b++) {
    const at = e.ent_wasm_run(...live.seedHalves(String(said.run.seed)), b, 0, live.BLOCK);
    if (at === 0) throw new Error('the engine could not run a block');
    out.push(new Float64Array(e.memory.buffer, at, columns * live.BLOCK).slice());
  }
  const row = (outcome, column) => {
    const from = (e.ent_wasm_first(outcome) + column) * live.BLOCK;
    return Float64Array.from(out.flatMap((x) => [...x.subarray(from, from + live.BLOCK)])).subarray(0, futures);
  };
  return { world, row };
}

const finite = (x) => typeof x === 'number' && Number.isFinite(x); // what is not reached is Infinity here and null there
const near = (a, b) => finite(a) === finite(b) && (!finite(a) || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b)));
const failed = [];
function compare(what, ours, theirs) {
  for (const [name, x] of Object.entries(ours)) if (!near(x, theirs[name])) failed.push(`page: ${what} ${name}: ${x}, not ${theirs[name]}`);
}
const level = (row, time) => { // of a time to an event the mean is not defined
  const { mean, p5, p25, p50, p75, p95 } = live.summarise(row.slice(), true, time ? Infinity : NaN);
  return { ...(time ? {} : { mean }), p5, p25, p50, p75, p95 };
};

if (!page.scenarios.some((x) => x.key === said.scenario.key)) {
  console.log(`page: ${said.scenario.key} is not on it`);
  process.exit(1);
}
const mine = await futuresOf(said.scenario.key);
const before = said.baseline ? await futuresOf(said.baseline.key) : null;
let compared = 0;
for (const s of said.outcomes) {
  const o = page.outcomes.find((x) => x.key === s.register);
  if (!o) continue;
  const all = live.columnsOf(o.shape, mine.world), names = Object.values(s.index ?? {}).map((x) => String(x).toLowerCase());
  const isIt = (i) => (i.at ?? '') === (s.at ?? '') && (i.index ?? '').toLowerCase() === names.join(', ');
  const column = !s.at && !names.length ? 0 : Array.from({ length: all.count }, (_, c) => c).find((c) => isIt(all.index(c)));
  if (column === undefined) { failed.push(`page: no ${s.key} ${s.at ?? ''}`); continue; }
  compared++;
  const time = s.counts === 'time', row = mine.row(o.id, column), what = `${s.key} ${s.at ?? ''}`;
  compare(what, level(row, time), { mean: s.mean, ...s.quantiles });
  if (!before) continue;
  const was = before.row(o.id, column), change = live.changeOf(row, was, time ? Infinity : NaN);
  compare(`${what} baseline`, level(was, time), { mean: s.baseline.mean, ...s.baseline.quantiles });
  if (change) compare(`${what} change`, change, s.difference);
}

// Claims that the page counts over the futures: share and verdict. Those with settings of their own are not among them.
const scenario = page.scenarios.find((x) => x.key === said.scenario.key);
let claims = 0;
for (const c of scenario.claims) {
  const o = page.outcomes.find((x) => x.key === c.outcome), test = live.condition(c.holds), theirs = said.claims.find((x) => x.says === c.says);
  if (!o || o.id < 0 || !test || c.levers || theirs?.kind !== 'futures' || (c.against && c.against !== said.baseline?.key) || theirs.futures !== futures) continue;
  const all = live.columnsOf(o.shape, mine.world);
  const read = Array.from({ length: all.count }, (_, k) => k).filter((k) => !c.indices.length || c.indices.includes(all.index(k).index ?? ''))
    .filter((k) => !c.at || all.index(k).at === c.at || (c.at.length === 4 && (all.index(k).at ?? '').startsWith(`${c.at}-`)));
  const columns = c.at ? read : read.slice(-1);
  const mean = (run) => { const rows = columns.map((k) => run.row(o.id, k)); return rows[0].map((_, f) => { const there = rows.map((r) => r[f]).filter((x) => !Number.isNaN(x)); return there.length ? there.reduce((a, x) => a + x, 0) / there.length : NaN; }); };
  const values = live.combined(c.combine, mean(mine), c.against ? mean(before) : mean(mine));
  const share = values.filter((x) => (Number.isNaN(x) ? c.missing_holds === true : test.test(x))).length / futures;
  claims++;
  if (!near(share, theirs.share) || live.verdictOf(share) !== theirs.verdict) failed.push(`page: claim "${c.says}": ${share} ${live.verdictOf(share)}, not ${theirs.share} ${theirs.verdict}`);
}
// Accounts, by the engine that answers at once: bills in the order of the world's states, then groups; duties.
const desk = await live.Desk.open(engine, bytesOf);
const edits = live.editsOf(page, mine.world, scenario.levers, {});
const bill = said.accounts.bill;
const account = (row, who, group) => {
  const line = desk.bill(mine.world.key, edits, group);
  if (!line) { failed.push(`page: no bill of ${who}`); return; }
  const ours = { multiple: line.multiple, extra_bn: line.target_bn, cumulative_bn: line.cumulative_bn, per_head: line.per_head,
    gov_share: 100 * line.government, pace: 100 * line.pace, years_to_target: line.years_to_target, debt_added: 100 * line.debt_added };
  compare(`bill of ${who}`, Object.fromEntries(Object.entries(ours).filter(([k]) => k in row)), row);
  compare(`bill of ${who}`, Object.fromEntries(Object.keys(row.extra_bn_by_year).map((year, y) => [year, line.extra[y]])), row.extra_bn_by_year);
};
const places = new Map(mine.world.states.map((x, i) => [x.state, i]));
for (const row of bill.rows) account(row, row.state, places.get(row.state) ?? -99);
account(bill.totals.find((x) => x.group === 'All allies'), 'all allies', live.ALLIES);
account(bill.totals.find((x) => x.group === 'Europe and Canada'), 'Europe and Canada', live.ALLIES_WITHOUT_US);
let duties = 0;
for (const one of said.obligations) {
  const { on, lat, lon, ...event } = one.event;
  const judged = desk.judge(mine.world.key, edits, { ...event, date: on });
  for (const s of one.states) {
    duties++;
    const firm = judged?.states.find((x) => x.state === s.state)?.firm ?? 0;
    if (firm !== s.level_firm) failed.push(`page: ${one.label}: ${s.state} owes ${firm}, not ${s.level_firm}`);
  }
}
for (const line of failed.slice(0, 20)) console.log(line);
if (compared < 100) console.log(`page: only ${compared} outcomes were compared`);
console.log(`page: ${compared} outcomes, ${claims} claims, ${bill.rows.length} bills and ${duties} duties compared, ${failed.length} differences`);
process.exit(failed.length || compared < 100 ? 1 : 0);
