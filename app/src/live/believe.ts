// Beliefs: an assumption's range moved as a whole, and the futures run again with it.
import { columnsOf, type Assumption } from './data.ts';
import type { Setting } from './engine.ts';
import { countryName, leverNumber, placeName, reaching } from './facts.ts';
import { truceMonth } from './needs.ts';
import { BLOCKS, choices, readWhy, type Choice } from './why.ts';
import type { Store } from './store.svelte.ts';
import { capital, figure, pct } from './words.ts';
import { s } from './strings.ts';

// What the question on show comes down to: something that is so in a future or is not.
export interface Stake extends Choice { bar: number; says: string } // so where the value reaches the bar

export function stakeOf(store: Store): Stake {
  const world = store.worldOf(store.scenarioKey);
  const last = world.first_year + world.n_years - 1;
  const flank: Stake = { ...choices['alone']![0]!, bar: 1, says: s.mindOf.alone(choices['alone']![0]!.at) };
  if (store.question === 'cost') {
    const bar = Math.min(leverNumber(store, 'pledge.target_pct_gdp'), leverNumber(store, 'pledge.agreed_pct_gdp'));
    const at = String(Math.min(Math.round(leverNumber(store, 'pledge.by_year')), last));
    return { outcome: 'spending.share', at, index: store.country, bar, says: s.mindOf.cost(capital(countryName(store)), pct(bar), at) };
  }
  if (store.question === 'war') {
    const at = truceMonth(store.scenario);
    return { outcome: 'settlement.ceasefire', at, index: '', bar: 1, says: s.mindOf.war(at.slice(0, 4)) };
  }
  if (store.question === 'two' && leverNumber(store, 'crisis.baltic_year') > 0)
    return { outcome: 'combat.taken', at: '', index: 'baltic', bar: 1, says: s.mindOf.two(placeName(store, 'baltic')) };
  return flank;
}

export interface Belief { stated: number; off: number; two: Assumption[]; turns: { label: string; to: string; from: string } | null }

// Small figures keep two significant digits: 0.0043.
const tidy = (v: number): string => String(+v.toPrecision(2)).replace('-', '\u2212');

// The range moved by a number of steps of its spread, and kept inside its bounds.
export function shifted(a: Assumption, steps: number): { parameters: number[]; words: string } {
  const p = a.parameters;
  const [x = 0, y = 0, z = 0] = p;
  const share = a.unit.startsWith('share');
  const say = (v: number): string => (share ? `${figure(v * 100, 0)}\u00a0%` : Math.abs(v) < 1 ? tidy(v) : figure(v, 1));
  switch (a.distribution) {
    case 'normal': return { parameters: [x + steps * y, y], words: say(x + steps * y) };
    case 'lognormal': return { parameters: [x * Math.exp(steps * y), y], words: say(x * Math.exp(steps * y)) };
    case 'triangular': case 'uniform': {
      const high = a.distribution === 'uniform' ? y : z;
      const middle = a.distribution === 'uniform' ? (x + y) / 2 : y;
      const by = (steps * (high - x)) / 4;
      const low = x >= 0 ? Math.max(0, x + by) : x + by;
      const top = share ? Math.min(1, high + by) : high + by;
      const mid = Math.min(top - 1e-9, Math.max(low + 1e-9, middle + by));
      return { parameters: a.distribution === 'uniform' ? [low, Math.max(top, low + 1e-6)] : [low, mid, Math.max(top, mid + 1e-6)], words: say(mid) };
    }
    case 'beta': { // as much weight, another mean
      const weight = x + y;
      const spread = Math.sqrt((x * y) / (weight * weight * (weight + 1)));
      const mean = Math.min(0.99, Math.max(0.25 * (x / weight), x / weight + steps * spread));
      return { parameters: steps === 0 ? p : [weight * mean, weight * (1 - mean)], words: say(mean) };
    }
    default: return { parameters: p, words: '' };
  }
}

// By how many steps the range now set has been moved; null where it was set otherwise.
export const STEPS = [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2];
export function stepsOf(a: Assumption, now: readonly number[] | undefined): number | null {
  if (!now) return 0;
  const same = (p: readonly number[]): boolean => p.length === now.length && p.every((v, i) => v === now[i]);
  return STEPS.find((by) => same(shifted(a, by).parameters)) ?? null;
}

function settingOf(store: Store, moved: readonly (readonly [Assumption, number])[]): Setting {
  const { world, edits } = store.edits(true);
  const own = moved.filter(([, by]) => by !== 0).map(([a, by]): [number, number[]] => [a.id, shifted(a, by).parameters]);
  return { world, seed: store.seed, edits: { ...edits, priors: [...edits.priors.filter(([id]) => !own.some(([o]) => o === id)), ...own] } };
}

export function columnOf(store: Store, c: Choice): { outcome: number; columns: number[] } | null {
  const o = store.page.outcomes.find((x) => x.key === c.outcome);
  if (!o || o.id < 0) return null;
  const all = columnsOf(o.shape, store.worldOf(store.scenarioKey));
  const at = Array.from({ length: all.count }, (_, k) => k).find((k) => (all.index(k).at ?? '') === c.at && (all.index(k).index ?? '') === c.index);
  return at === undefined ? null : { outcome: o.id, columns: [at] };
}

async function shares(store: Store, c: Stake, settings: Setting[]): Promise<number[]> {
  const wanted = columnOf(store, c);
  if (!wanted || !store.engine) return [];
  const rows = await store.engine.aside(settings, [wanted]);
  return rows.map((r) => r.reduce((a, x) => a + (x >= c.bar ? 1 : 0), 0) / r.length);
}

export async function shareOf(store: Store, c: Stake, found: Belief, moved: readonly (readonly [Assumption, number])[]): Promise<number | null> {
  const [few] = await shares(store, c, [settingOf(store, moved)]);
  return few === undefined ? null : within(few + found.off);
}

const TRIES = STEPS.filter((by) => by !== 0);

// The share of the settled picture, where it has one: few futures only say by how much it moves.
function settledShare(store: Store, c: Stake): number | null {
  const m = store.model;
  const column = m && m.scenario === store.scenario ? m.column(c.outcome, c.at, c.index) : -1;
  const x = column < 0 ? null : reaching(m!, c.outcome, column, c.bar);
  return x ? x.k / x.n : null;
}

const within = (x: number): number => Math.min(1, Math.max(0, x));

// The six assumptions that move the result most; of these, the one that turns it with least.
export async function beliefs(store: Store, c: Stake): Promise<Belief | null> {
  const wanted = columnOf(store, c);
  if (!wanted || !store.engine) return null;
  const used = store.page.assumptions.filter((a) => a.id >= 0);
  const { world, edits } = store.edits(true);
  const answer = await store.engine.why({ world, edits, seed: store.seed, blocks: BLOCKS, outcome: wanted.outcome, column: wanted.columns[0]!, inputs: used.map((a) => a.id), worse: false, logarithm: false, bound: Infinity }, 'beliefs');
  if (!answer) return null;
  const six = readWhy(answer).rows.flatMap((r) => used.find((a) => a.id === r.assumption) ?? []).filter((a) => a.distribution !== 'discrete').slice(0, 6);
  const tries = six.flatMap((a) => TRIES.map((by) => ({ a, by })));
  const [few = 0, ...all] = await shares(store, c, [settingOf(store, []), ...tries.map((t) => settingOf(store, [[t.a, t.by]]))]);
  const stated = settledShare(store, c) ?? few;
  const off = stated - few;
  const turned = tries.map((t, i) => ({ ...t, share: within((all[i] ?? few) + off) })).filter((t) => t.share >= 0.5 !== stated >= 0.5).sort((x, y) => Math.abs(x.by) - Math.abs(y.by) || Math.abs(y.share - 0.5) - Math.abs(x.share - 0.5))[0];
  return { stated, off, two: six.slice(0, 2), turns: turned ? { label: turned.a.label, to: shifted(turned.a, turned.by).words, from: shifted(turned.a, 0).words } : null };
}
