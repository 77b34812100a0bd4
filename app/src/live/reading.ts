// The claims of a scenario, each with its verdict and the figure behind it.
import { columnsOf, type Claim } from './data.ts';
import { claimColumn, type Store } from './store.svelte.ts';
import { condition, quantiles, verdictOf, type Condition } from './statistics.ts';
import { claimShare, type Count, type Text, type Verdicts } from './sentences.ts';
import { fixed, unitText, value } from '../format.ts';
import { policyName } from './facts.ts';
import type { Dots } from './cards.ts';
import { capital, toHundred } from './words.ts';
import { s } from './strings.ts';

export type Verdict = 'supported' | 'not' | 'depends' | 'built' | 'open' | 'none';
// `move`: the reader's move that the figure follows from.
export interface Answer { verdict: Verdict; figure: Text; dots: Dots | null; move: number }
export interface Line { claim: Claim; group: string; answer: Answer }

const plainVerdict = (holds: boolean): Verdict => (holds ? 'supported' : 'not');

// Claims about the bill are arithmetic: the engine's own account answers them at once.
function account(store: Store, c: Claim, test: Condition): Answer | null {
  const { world, edits } = store.edits(true);
  const who = c.indices[0] ?? 'ALL';
  const state = store.worldOf(store.scenarioKey).states.findIndex((x) => x.state === who);
  const line = who === 'ALL' || state >= 0 ? store.desk?.bill(world, edits, state) : null;
  if (!line) return null;
  const x = c.outcome === 'bill.multiple' ? line.multiple : line.target_bn;
  const figure: Text = c.outcome === 'bill.multiple' ? [{ b: s.timesShare(fixed(x, 2)) }, '.'] : [{ b: s.bnTotal(fixed(x, 0)) }, '.'];
  return { verdict: plainVerdict(test.test(x)), figure, dots: null, move: store.move };
}

// Claims about obligations: the event of the scenario, judged at once; "[1, USA]" is its first event.
function obligation(store: Store, c: Claim, test: Condition): Answer | null {
  const [which = '', state = ''] = c.indices;
  const event = store.scenario.events[Number(which) - 1];
  if (!event || !state) return null;
  const { world, edits } = store.edits(true);
  const fields = Object.fromEntries(Object.entries(event).filter(([k]) => k !== 'title' && k !== 'mission').map(([k, v]) => [k === 'on' ? 'date' : k, v]));
  const judged = store.desk?.judge(world, edits, fields);
  if (!judged) return null;
  const level = judged.states.find((x) => x.state === state)?.firm ?? 0;
  const name = store.worldOf(store.scenarioKey).states.find((x) => x.state === state)?.name ?? state;
  return { verdict: plainVerdict(test.test(level)), figure: [`${name}: `, { b: store.page.levels[level] ?? String(level) }, '.'], dots: null, move: store.move };
}

function share(store: Store, values: Float64Array, test: Condition, unit: string, move: number, base: Float64Array | null): Answer | null {
  const known = values.filter((x) => !Number.isNaN(x));
  if (!known.length) return null;
  const count = (x: Float64Array): Count => ({ k: x.filter((v) => test.test(v)).length, n: x.length });
  const yes = count(known);
  const before = base ? count(base.filter((x) => !Number.isNaN(x))) : null;
  const [low, , middle, , high] = quantiles(known.slice()) as number[];
  const text = unitText(unit);
  const median: Text = unit === 'share of futures' || middle === undefined ? [] : [` ${s.medianIs(`${value(middle, unit)}${text ? ` ${text}` : ''}`, value(low, unit), value(high, unit))}`];
  const [on = 0, off = 0] = toHundred([yes.k, yes.n - yes.k]);
  const conditional = known.length < values.length ? [` ${s.ofThose(toHundred([known.length, values.length - known.length])[0] ?? 0)}`] : [];
  const verdict = verdictOf(yes.k / yes.n);
  return { verdict: verdict === 'holds' ? 'supported' : verdict === 'depends' ? 'depends' : 'not', move,
    figure: [...claimShare(yes, before, policyName(store, store.baselineKey)), ...median, ...conditional], dots: { marks: [['on', on, s.dots.true], ['off', off, s.dots.false]] } };
}

export function answerClaim(store: Store, c: Claim): Answer {
  const none: Answer = { verdict: 'none', figure: [s.seeReport], dots: null, move: store.move };
  const later: Answer = store.running ? { ...none, verdict: 'open', figure: [s.running] } : none; // not yet, or never
  const m = store.model?.scenario === store.scenario && store.model.baseline === store.baseline ? store.model : null;
  const o = store.page.outcomes.find((x) => x.key === c.outcome);
  const test = condition(c.holds);
  const judged = test && c.outcome === 'obligation.level' ? obligation(store, c, test) : null;
  if (judged) return judged;
  if (test && c.value !== undefined) {
    const text = unitText(c.unit ?? '');
    const figure: Text = [{ b: `${value(c.value, c.unit ?? '')}${text ? ` ${text}` : ''}` }, '.'];
    if (Object.keys(store.levers).length && c.outcome.startsWith('allocation.')) figure.push(` ${s.asWritten}`);
    return { verdict: plainVerdict(test.test(c.value)), figure, dots: null, move: store.move };
  }
  if (test && c.outcome === 'settlement.months_added') {
    const { move, by } = store.added;
    const values = move === store.move ? by.get(c.indices[0] ?? '') : undefined;
    return values ? share(store, values, test, o?.unit ?? 'months', move, null) ?? none : later;
  }
  if (test && c.outcome.startsWith('bill.')) return account(store, c, test) ?? none;
  if (!o || o.id < 0 || !test || c.kind === 'account' || c.kind === 'obligation') return none;
  if (c.against && c.against !== store.baselineKey) return { ...none, figure: [store.page.scenarios.some((x) => x.key === c.against) ? s.needsBaseline(policyName(store, c.against)) : s.seeReport] };
  if (!m) return later;
  const columns = columnsOf(o.shape, store.worldOf(store.scenarioKey));
  const column = claimColumn(c, columns);
  if (column < 0) return none;
  const row = m.row(c.outcome, column, false);
  const base = m.row(c.outcome, column, true);
  if (!row || !base) return later;
  const compared = c.combine === 'ratio' || c.combine === 'percent' || c.combine === 'difference';
  const values = row.map((x, f) => (c.combine === 'ratio' ? x / base[f]! : c.combine === 'percent' ? 100 * (x / base[f]! - 1) : c.combine === 'difference' ? x - base[f]! : x));
  return share(store, values, test, c.combine === 'ratio' ? 'ratio' : c.combine === 'percent' ? '%' : o.unit, m.move, compared || m.untouched ? null : base) ?? none;
}

export function linesOf(store: Store): Line[] {
  const built = (c: Claim, a: Answer): Answer => (c.by_construction && (a.verdict === 'supported' || a.verdict === 'depends') ? { ...a, verdict: 'built' } : a);
  return store.scenario.claims.map((claim) => ({ claim, group: s.groupsOfClaims[claim.section] ?? s.groupsOfClaims['']!, answer: built(claim, answerClaim(store, claim)) }));
}

export function verdictsOf(store: Store): Verdicts {
  const out: Verdicts = { supported: 0, not: 0, depends: 0, built: 0, open: 0 };
  for (const { answer } of linesOf(store)) if (answer.verdict !== 'none') out[answer.verdict]++;
  return out;
}

export const claimText = (c: Claim): string => `${capital(c.says)}${/[.!?]$/.test(c.says) ? '' : '.'}`;
