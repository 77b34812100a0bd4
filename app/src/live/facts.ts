// The facts of the page's sentences, cards and charts, read off the store: what is counted, not how
// it is said.
import type { BillLine } from './desk.ts';
import { ALLIES_WITHOUT_US } from './desk.ts';
import { lastMonth, REFERENCE, truceMonth } from './needs.ts';
import type { Model, Store } from './store.svelte.ts';
import type { CostFacts, Count, LawFacts, SinceFacts, Struck, WarFacts, AloneFacts } from './sentences.ts';
import { dateWords, inSentence } from './words.ts';
import { s } from './strings.ts';

export const policyName = (store: Store, key: string): string => {
  const x = store.page.scenarios.find((y) => y.key === key);
  return x?.policy ? curly(x.policy) : s.policyOf(x?.name ?? key);
};
// Scenario files have straight apostrophes.
const curly = (text: string): string => text.replaceAll("'", '\u2019');
const baseline = (store: Store, field: 'label' | 'short_label' | 'policy', none: string): string => curly(store.baseline[field]) || none;
export const baseLabel = (store: Store): string => baseline(store, 'label', s.comparison);
export const baseShort = (store: Store): string => baseline(store, 'short_label', s.compared);
export const baseMark = (store: Store): string => baseline(store, 'policy', store.baseline.name).replace(/^the /, '');
export const reasonOf = (store: Store, lever: string): string => curly(store.scenario.reasons[lever] ?? '');
export const baseName = (store: Store): string => policyName(store, store.baselineKey);

export const countryName = (store: Store): string => inSentence(store.allies.find((x) => x.state === store.country)?.name ?? store.country);

export function leverNumber(store: Store, key: string, own = true): number {
  const lever = store.page.levers.find((l) => l.key === key);
  const x = lever ? store.setting(lever, own) : 0;
  return typeof x === 'number' ? x : 0;
}

export const lastYear = (store: Store): number => Number(store.scenario.horizon.slice(0, 4));

// Answer, chart and key figures ask for the same bills: each is made once for a move.
const bills = new WeakMap<Store, { move: number; known: Map<string, BillLine | null> }>();

// `set`: levers beside those of the reader.
export function billOf(store: Store, own = true, state = store.country, set: Record<string, number> = {}): BillLine | null {
  let made = bills.get(store);
  if (made?.move !== store.move) bills.set(store, made = { move: store.move, known: new Map() });
  const name = JSON.stringify([own, state, set, store.scenarioKey, store.baselineKey]);
  let line = made.known.get(name);
  if (line === undefined) made.known.set(name, line = billMade(store, own, state, set));
  return line;
}

function billMade(store: Store, own: boolean, state: string, set: Record<string, number>): BillLine | null {
  const { world, edits } = store.edits(own, own ? { ...store.levers, ...set } : undefined);
  const i = state ? store.worldOf(own ? store.scenarioKey : store.baselineKey).states.findIndex((x) => x.state === state) : ALLIES_WITHOUT_US;
  return i === -1 ? null : store.desk?.bill(world, edits, i) ?? null;
}

// In how many futures a value reaches a bar; of the futures in the picture.
export function reaching(m: Model, key: string, column: number, bar: number): Count | null {
  const row = m.row(key, column, false);
  if (!row) return null;
  let k = 0;
  for (const x of row) if (x >= bar) k++;
  return { k, n: row.length };
}

export function costFacts(store: Store, m: Model): CostFacts {
  const world = store.worldOf(store.scenarioKey);
  const year = Math.round(leverNumber(store, 'pledge.by_year'));
  const target = leverNumber(store, 'pledge.target_pct_gdp');
  const line = billOf(store);
  const years = year - world.first_year + 1;
  const seen = Math.min(year, world.first_year + world.n_years - 1);
  const column = m.column('spending.share', String(seen), store.country);
  const x = column < 0 ? null : m.summary('spending.share', column, false);
  return {
    country: countryName(store), target, year, agreed: leverNumber(store, 'pledge.agreed_pct_gdp'), money: store.currency,
    outside: !line && (years < 1 || years > 16),
    bill: line ? { base: line.share0 * 100, baseYear: world.first_year - 1, sum: line.cumulative_bn, mean: line.cumulative_bn / years, last: line.target_bn, years } : null,
    reach: x && x.p50 !== null ? { median: x.p50, year: seen, there: reaching(m, 'spending.share', column, target) ?? { k: 0, n: m.futures } } : null,
  };
}

const compared = <T>(m: Model, x: T): T | null => (m.untouched ? null : x);

export function aloneFacts(store: Store, m: Model): AloneFacts | null {
  const c = m.column('posture.covered', REFERENCE);
  const can = c < 0 ? null : m.count('posture.covered', c, false);
  const came = m.comes('posture.autonomy_year', 0, false);
  if (!can || !came) return null;
  return { year: Number(REFERENCE), can, base: compared(m, m.count('posture.covered', c, true)), baseName: baseName(store),
    never: { k: came.n - came.k, n: came.n }, last: lastYear(store) };
}

export function warFacts(store: Store, m: Model): WarFacts | null {
  const x = m.summary('settlement.months_at_war', 0, false);
  if (!x || x.p50 === null) return null;
  const at = truceMonth(store.scenario);
  const c = m.column('settlement.ceasefire', at);
  return { months: x.p50, end: lastMonth(store.scenario).slice(0, 4), change: m.change('settlement.months_at_war', 0), baseName: baseName(store),
    ceasefire: c < 0 ? null : m.count('settlement.ceasefire', c, false), by: `the end of ${at.slice(0, 4)}` };
}

const FORCED: Record<string, string> = { 'crisis.baltic_year': 'baltic', 'crisis.taiwan_year': 'taiwan', 'crisis.poland_year': 'poland', 'crisis.nordic_year': 'nordic',
  'crisis.black_sea_year': 'black_sea', 'crisis.korea_year': 'korea', 'crisis.senkaku_year': 'senkaku', 'crisis.philippines_year': 'philippines' };

export function struck(store: Store, m: Model): Struck[] {
  return Object.entries(FORCED).flatMap(([lever, place]) => {
    const year = leverNumber(store, lever);
    if (year < 2000) return [];
    const c = m.column('combat.taken', '', place);
    const x = c < 0 ? null : m.summary('combat.taken', c, false);
    const taken = x && x.events > 0 ? { k: (x.mean ?? 0) * x.events, n: x.events } : null; // of those with an attack: all
    return [{ key: place, place: placeName(store, place), where: s.inPlace(place, placeName(store, place)), year, taken }];
  });
}

export function placeName(store: Store, flashpoint: string): string {
  const f = store.worldOf(store.scenarioKey).flashpoints.find((x) => x.key === flashpoint);
  return f?.in_sentence ?? flashpoint;
}

export function sinceFacts(store: Store, m: Model): SinceFacts | null {
  const c = m.column('spending.europe_canada', REFERENCE);
  const k = m.column('posture.covered', REFERENCE);
  const x = c < 0 ? null : m.summary('spending.europe_canada', c, false);
  const was = c < 0 ? null : m.summary('spending.europe_canada', c, true);
  const can = k < 0 ? null : m.count('posture.covered', k, false);
  const canWas = k < 0 ? null : m.count('posture.covered', k, true);
  if (!x || !was || x.p50 === null || was.p50 === null || !can || !canWas) return null;
  return { policy: Object.keys(store.levers).length ? s.yourSettings : policyName(store, store.scenarioKey), was: baseName(store), year: Number(REFERENCE),
    spend: x.p50, spendWas: was.p50, can, canWas };
}

export function judged(store: Store) {
  const { world, edits } = store.edits(true);
  const { lat, lon, place, ...rest } = store.event;
  return store.desk?.judge(world, edits, { ...rest, ...(lat && lon ? { lat, lon } : { place }) }) ?? null;
}

const where = (store: Store): string => (store.event.lat ? s.thatPoint : store.event.place);

export function stateName(store: Store, code: string): string {
  return code.split('|').map((c) => inSentence(store.worldOf(store.scenarioKey).states.find((x) => x.state === c)?.name ?? c)).join(' and ');
}

export function lawFacts(store: Store, found: ReturnType<typeof judged>): LawFacts {
  const { object, victim, date } = store.event;
  const by = new Map<number, number>();
  for (const x of found?.states ?? []) if (x.firm > 0) by.set(x.firm, (by.get(x.firm) ?? 0) + 1);
  return {
    target: s.struck[object]?.(stateName(store, victim), where(store)) ?? s.struck['territory']!(stateName(store, victim), where(store)),
    owed: [...by].sort((a, z) => z[0] - a[0]).map(([level, states]) => ({ level, states, words: store.page.levels[level] ?? '' })),
    covered: found !== null, day: dateWords(date.slice(0, 7)),
  };
}
