// The claims of a scenario, each with its verdict and the figure behind it.
import { columnsOf, type Claim } from './data.ts';
import { claimColumns, meanOf, type Store } from './store.svelte.ts';
import { combined, condition, quantiles, verdictOf, type Condition } from './statistics.ts';
import { claimSentence, claimShare, type ClaimFigures, type Count, type Text, type Verdicts } from './sentences.ts';
import { fixed, unitText, value } from '../format.ts';
import { policyName } from './facts.ts';
import type { Dots } from './cards.ts';
import { capital, toHundred } from './words.ts';
import { s } from './strings.ts';

export type Verdict = 'supported' | 'not' | 'depends' | 'built' | 'open' | 'none';
// `move`: the reader's move that the figure follows from.
export interface Answer { verdict: Verdict; figure: Text; detail: Text; dots: Dots | null; move: number }
export interface Line { claim: Claim; group: string; answer: Answer }

const plainVerdict = (holds: boolean): Verdict => (holds ? 'supported' : 'not');

// The claim's own sentence with the figures in it; without one, the figures alone.
function said(store: Store, c: Claim, figures: Omit<ClaimFigures, 'lever' | 'threshold'>, otherwise: Text): Text {
  if (!c.sentence) return otherwise;
  const lever: ClaimFigures['lever'] = (key) => {
    const row = store.page.levers.find((l) => l.key === key);
    const at = row ? store.setting(row) : null;
    return row && typeof at === 'number' ? { value: at, unit: row.unit, kind: row.kind } : null;
  };
  const threshold = Number(/-?\d+(\.\d+)?/.exec(c.holds)?.[0] ?? 0);
  return claimSentence(c.sentence, { ...figures, threshold, lever });
}

// Claims about the bill are arithmetic: the engine's own account answers them at once.
function account(store: Store, c: Claim, test: Condition): Answer | null {
  const { world, edits } = store.edits(true);
  const who = c.indices[0] ?? 'ALL';
  const state = store.worldOf(store.scenarioKey).states.findIndex((x) => x.state === who);
  const group = who === 'ALL' ? -1 : who === 'EURCAN' ? -2 : state; // as src/wasm/accounts.c numbers them
  const line = who === 'ALL' || who === 'EURCAN' || state >= 0 ? store.desk?.bill(world, edits, group) : null;
  if (!line) return null;
  const multiple = c.outcome === 'bill.multiple';
  const x = multiple ? line.multiple : line.target_bn;
  const plain: Text = [{ b: multiple ? s.timesShare(fixed(x, 2)) : s.bnTotal(fixed(x, 0)) }, '.'];
  return { verdict: plainVerdict(test.test(x)), figure: said(store, c, { unit: multiple ? '' : s.bnUsd, value: x }, plain), detail: [], dots: null, move: store.move };
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
  const plain: Text = [`${name}: `, { b: store.page.levels[level] ?? String(level) }, '.'];
  return { verdict: plainVerdict(test.test(level)), figure: said(store, c, { unit: '' }, plain), detail: c.sentence ? plain : [], dots: null, move: store.move };
}

// Over the futures, those without a value counted as the claim says.
function share(store: Store, c: Claim, values: Float64Array, test: Condition, unit: string, move: number, base: Float64Array | null): Answer | null {
  if (!values.length) return null;
  const holds = (v: number): boolean => (Number.isNaN(v) ? c.missing_holds === true : test.test(v));
  const count = (x: Float64Array): Count => ({ k: x.filter(holds).length, n: x.length });
  const known = values.filter((x) => !Number.isNaN(x));
  const yes = count(values);
  const before = base ? count(base) : null;
  const [low, , middle, , high] = known.length ? quantiles(known.slice()) as number[] : [];
  const text = unitText(unit);
  const median: Text = unit === 'share of futures' || middle === undefined ? [] : [` ${s.medianIs(`${value(middle, unit)}${text ? ` ${text}` : ''}`, value(low, unit), value(high, unit))}`];
  const [on = 0, off = 0] = toHundred([yes.k, yes.n - yes.k]);
  const conditional = known.length < values.length ? [` ${s.ofThose(toHundred([known.length, values.length - known.length])[0] ?? 0)}`] : [];
  const verdict = verdictOf(yes.k / yes.n);
  const counted = claimShare(yes, before, policyName(store, store.baselineKey));
  const figures = { unit, low, high, median: unit === 'share of futures' ? known.reduce((sum, x) => sum + x, 0) / known.length : middle, share: yes, base: before && store.baselineKey === store.scenario.base ? before : null,
    up: known.filter((x) => x > 0).length, same: known.filter((x) => x === 0).length, down: known.filter((x) => x < 0).length };
  return { verdict: verdict === 'holds' ? 'supported' : verdict === 'depends' ? 'depends' : 'not', move,
    figure: said(store, c, figures, [...counted, ...median, ...conditional]), detail: c.sentence ? [...counted, ...conditional] : [],
    dots: { marks: [['on', on, s.dots.true], ['off', off, s.dots.false]] } };
}

export function answerClaim(store: Store, c: Claim): Answer {
  const none: Answer = { verdict: 'none', figure: [s.seeReport], detail: [], dots: null, move: store.move };
  const later: Answer = store.running ? { ...none, verdict: 'open', figure: [s.running] } : none; // not yet, or never
  const m = store.model?.scenario === store.scenario && store.model.baseline === store.baseline ? store.model : null;
  const o = store.page.outcomes.find((x) => x.key === c.outcome);
  const test = condition(c.holds);
  const judged = test && c.outcome === 'obligation.level' ? obligation(store, c, test) : null;
  if (judged) return judged;
  if (test && c.value !== undefined) {
    const text = unitText(c.unit ?? '');
    const plain: Text = [{ b: `${value(c.value, c.unit ?? '')}${text ? ` ${text}` : ''}` }, '.'];
    const stale = Object.keys(store.levers).length > 0 && c.outcome.startsWith('allocation.');
    return { verdict: plainVerdict(test.test(c.value)), figure: said(store, c, { unit: c.unit ?? '', value: c.value }, plain), detail: stale ? [s.asWritten] : [], dots: null, move: store.move };
  }
  if (test && c.outcome.startsWith('bill.')) return account(store, c, test) ?? none;
  const unit = c.combine === 'ratio' ? 'ratio' : c.combine === 'percent' ? '%' : o?.unit ?? 'months';
  const apart = store.apart(c);
  if (test && apart) { // it compares with settings of its own
    const values = store.added.move === store.move ? store.added.by.get(c) : undefined;
    const answer = values ? share(store, c, values, test, unit, store.added.move, null) : null;
    return answer ? { ...answer, detail: [...answer.detail, ` ${s.countedIn(values!.length)}`] } : values ? none : later;
  }
  if (!o || o.id < 0 || !test || c.kind === 'account' || c.kind === 'obligation') return none;
  if (c.against && c.against !== store.baselineKey) return { ...none, figure: [store.page.scenarios.some((x) => x.key === c.against) ? s.needsBaseline(policyName(store, c.against)) : s.seeReport] };
  if (!m) return later;
  const columns = columnsOf(o.shape, store.worldOf(store.scenarioKey));
  const read = claimColumns(c, columns);
  if (!read.length) return none;
  const row = meanOf(read.map((k) => m.row(c.outcome, k, false)));
  const base = meanOf(read.map((k) => m.row(c.outcome, k, true)));
  if (!row || !base) return later;
  const compared = c.combine === 'ratio' || c.combine === 'percent' || c.combine === 'difference';
  return share(store, c, combined(c.combine, row, base), test, unit, m.move, compared || m.untouched ? null : base) ?? none;
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
