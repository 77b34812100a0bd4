// The page's only state. Everything shown is derived from it; everything a reader does changes it.
import { tick, untrack } from 'svelte';
import { columnsOf, type Claim, type Columns, type Lever, type Outcome, type PageData, type Scenario, type Setting, type World } from './data.ts';
import type { Deciding } from './deciding.ts';
import type { StateShape } from '../maps/draw.ts';
import type { Desk } from './desk.ts';
import { Futures, type Engine, type Setting as EngineSetting } from './engine.ts';
import { readSeed, type Edits, type Wanted } from './protocol.ts';
import { editsOf } from './edits.ts';
import { catalogue, type Entry } from './catalogue.ts';
import { needsOf, REFERENCE, type Need } from './needs.ts';
import { newestOf, questionOf, questionOfChart, scenarioOf, type QuestionKey, type Tab } from './questions.ts';
import { fitting } from './domain.ts';
import { MONEY_CHART, readSettings, writeSettings } from './reportlink.ts';
import { encode, presentName, type Shared } from './share.ts';
import { s } from './strings.ts';
import type { Change, Count } from './sentences.ts';
import { changeOf, combined, summarise, type Summary } from './statistics.ts';
import type { Currency } from './words.ts';

export type View = 'chart' | 'map' | 'table';
export type Event = Record<'attacker' | 'victim' | 'object' | 'place' | 'date', string> & { lat?: string; lon?: string };

interface Snapshot { question: QuestionKey; scenario: string; baseline: string; levers: Record<string, Setting>; priors: Record<string, number[]>; seed: string }

const eventOf = (fields: Record<string, string>): Event =>
  ({ attacker: fields['attacker'] ?? 'RUS', victim: fields['victim'] ?? 'FRA', object: fields['object'] ?? 'forces', place: fields['place'] ?? '', date: fields['on'] ?? '' });

// How the columns of an outcome are called in a world, and back.
class Names {
  private readonly columns = new Map<string, { all: Columns; at: Map<string, number> }>();
  constructor(readonly world: World) {}
  of(o: Outcome): { all: Columns; at: Map<string, number> } {
    let found = this.columns.get(o.key);
    if (!found) {
      const all = columnsOf(o.unit === 'year' ? 'scalar' : o.shape, this.world); // a first year is one figure
      found = { all, at: new Map(Array.from({ length: all.count }, (_, c) => [Names.text(all, c), c])) };
      this.columns.set(o.key, found);
    }
    return found;
  }
  static text(all: Columns, c: number): string {
    const { at = '', index = '' } = all.index(c);
    return `${at}|${index}`;
  }
}

// Futures of scenario and baseline with what can be said about them. Columns are the scenario's;
// the baseline's, whose world may begin in another year, are found by what they are called.
//
// A picture of few futures leans on the `anchor`, the last settled picture of the same scenario:
// a figure is the anchor's, of all its futures, moved by the difference that the few futures show
// between the two settings. That has no bias and little noise; settled pictures have no anchor.
export class Model {
  private readonly memory = new Map<string, Summary | null>();
  constructor(
    readonly page: PageData, private readonly names: Names, private readonly baseNames: Names,
    readonly scenario: Scenario, readonly baseline: Scenario, readonly mine: Futures, readonly base: Futures,
    private readonly baseMemory: Map<string, Summary | null>,
    readonly futures: number, // of both: the same futures stand beside each other
    readonly move: number, // the reader's move that these figures follow from
    readonly charts: ReadonlySet<string>, // those whose figures are all here
    readonly untouched: boolean, // the settings are the baseline's
    private readonly anchor: Model | null = null) {}
  get provisional(): boolean { return this.futures < STEPS.at(-1)!; }
  outcome(key: string): Outcome | undefined { return this.page.outcomes.find((o) => o.key === key); }
  label(key: string): string { return this.outcome(key)?.label ?? key; }
  unit(key: string): string { return this.outcome(key)?.unit ?? ''; }
  columns(key: string): Columns | null {
    const o = this.outcome(key);
    return o && this.mine.has(o.id) ? this.names.of(o).all : null;
  }
  row(key: string, column: number, base: boolean, n = this.futures): Float64Array | undefined {
    const o = this.outcome(key);
    if (!o) return undefined;
    if (!base) return this.mine.get(o.id, column)?.subarray(0, n);
    const there = this.baseNames.of(o).at.get(Names.text(this.names.of(o).all, column));
    return there === undefined ? undefined : this.base.get(o.id, there)?.subarray(0, n);
  }
  // What a missing value counts as: a year that does not come lies behind all others.
  private never(key: string): number { return this.unit(key) === 'year' ? Infinity : NaN; }
  private plain(key: string, column: number, base: boolean, n: number): Summary | null {
    const memory = base ? this.baseMemory : this.memory;
    const name = `${key}|${column}|${n}`;
    let found = memory.get(name);
    if (found === undefined) {
      const row = this.row(key, column, base, n);
      memory.set(name, found = row && row.length >= n ? summarise(row, this.unit(key) !== 'share of futures', this.never(key)) : null);
    }
    return found;
  }
  summary(key: string, column: number, base: boolean): Summary | null {
    const few = this.plain(key, column, base, this.futures);
    if (!this.anchor || !few) return few;
    const { anchor } = this;
    const then = anchor.plain(key, column, base, this.futures);
    const all = anchor.plain(key, column, base, anchor.futures);
    return then && all ? leant(few, then, all, this.unit(key).startsWith('share')) : few;
  }
  // In how many futures something is so.
  count(key: string, column: number, base: boolean): Count | null {
    const x = this.summary(key, column, base);
    return x ? { k: (x.mean ?? 0) * x.n, n: x.n } : null;
  }
  // In how many futures a year comes.
  comes(key: string, column: number, base: boolean): Count | null {
    const x = this.summary(key, column, base);
    return x ? { k: x.events, n: x.n } : null;
  }
  private pairs(key: string, column: number, n: number): Change | null {
    const mine = this.row(key, column, false, n);
    const base = this.row(key, column, true, n);
    return mine && base && mine.length === n && base.length === n ? changeOf(mine, base, this.never(key)) : null;
  }
  private readonly changes = new Map<string, Change | null>();
  private pairsKept(key: string, column: number, n: number): Change | null {
    const name = `${key}|${column}|${n}`;
    let found = this.changes.get(name);
    if (found === undefined) this.changes.set(name, found = this.pairs(key, column, n));
    return found;
  }
  // Null where nothing is compared: the settings are the baseline's.
  change(key: string, column: number): Change | null {
    if (this.untouched) return null;
    const few = this.pairsKept(key, column, this.futures);
    if (!this.anchor || !few || few.lower + few.higher === 0) return few;
    const then = this.anchor.pairsKept(key, column, this.futures);
    const all = this.anchor.pairsKept(key, column, this.anchor.futures);
    return then && all ? changeLeant(few, then, all) : few;
  }
  // By how many percent a figure differs in the median future: of the ratios, pair by pair.
  percent(key: string, column: number): number | null {
    if (this.untouched) return null;
    const few = this.percentKept(key, column, this.futures);
    if (!this.anchor || few === null) return few;
    const then = this.anchor.percentKept(key, column, this.futures);
    const all = this.anchor.percentKept(key, column, this.anchor.futures);
    return then === null || all === null ? few : few - then + all;
  }
  private readonly percentages = new Map<string, number | null>();
  private percentKept(key: string, column: number, n: number): number | null {
    const name = `${key}|${column}|${n}`;
    let found = this.percentages.get(name);
    if (found !== undefined) return found;
    const mine = this.row(key, column, false, n);
    const base = this.row(key, column, true, n);
    const ratio = !mine || !base || mine.length !== n || base.length !== n ? null : changeOf(mine.map(Math.log), base.map(Math.log));
    this.percentages.set(name, found = ratio ? 100 * Math.expm1(ratio.median) : null);
    return found;
  }
  column(key: string, at: string, index = ''): number {
    const o = this.outcome(key);
    return o && this.mine.has(o.id) ? this.names.of(o).at.get(`${at}|${index}`) ?? -1 : -1;
  }
  indexName(index: string): string {
    return this.names.world.states.find((s) => s.state === index)?.name
      ?? this.names.world.flashpoints.find((f) => f.key === index)?.label ?? s.indices[index] ?? index;
  }
}

const LEVELS = ['p5', 'p25', 'p50', 'p75', 'p95'] as const;
const finite = (...x: (number | null)[]): boolean => x.every((v) => v !== null && Number.isFinite(v));

// A summary of few futures, moved to where the anchor's many futures say the few lie.
function leant(few: Summary, then: Summary, all: Summary, share: boolean): Summary {
  const moved = (a: number | null, z: number | null, n: number | null): number | null => (finite(a, z, n) ? a! - z! + n! : a);
  const fits = (x: number | null): number | null => (x === null || !share ? x : Math.min(1, Math.max(0, x)));
  const q = LEVELS.map((k) => fits(moved(few[k], then[k], all[k])));
  if (finite(...q)) (q as number[]).sort((a, z) => a - z);
  const [p5 = null, p25 = null, p50 = null, p75 = null, p95 = null] = q;
  const events = Math.min(few.n, Math.max(0, few.events - then.events + (all.events / all.n) * few.n));
  return { ...few, events, mean: fits(moved(few.mean, then.mean, all.mean)), p5, p25, p50, p75, p95 };
}

function changeLeant(few: Change, then: Change, all: Change): Change {
  const n = few.lower + few.same + few.higher;
  const whole = all.lower + all.same + all.higher;
  const part = (k: 'lower' | 'same' | 'higher'): number => Math.max(0, few[k] - then[k] + (all[k] / whole) * n);
  const moved = (k: 'median' | 'p5' | 'p95'): number => (finite(few[k], then[k], all[k]) ? few[k] - then[k] + all[k] : few[k]);
  return { median: moved('median'), p5: moved('p5'), p95: moved('p95'), lower: part('lower'), same: part('same'), higher: part('higher') };
}

const STEPS = [256, 1024, 16384];

export const MONTHS = 'settlement.months_at_war';

// The columns that a claim reads: one, or the months of a year, of which the mean is taken; without
// a date the last there is, as the program reads them.
export function claimColumns(c: Claim, columns: Columns): number[] {
  const all = Array.from({ length: columns.count }, (_, k) => k).filter((k) => !c.indices.length || c.indices.includes(columns.index(k).index ?? ''));
  if (c.at) return all.filter((k) => { const at = columns.index(k).at ?? ''; return at === c.at || (c.at.length === 4 && at.startsWith(`${c.at}-`)); });
  return all.slice(-1);
}

// The mean of several columns, of those that have a value.
export function meanOf(rows: (Float64Array | undefined)[]): Float64Array | undefined {
  const [first] = rows;
  if (!first || rows.some((r) => !r)) return undefined;
  if (rows.length === 1) return first;
  return first.map((_, f) => {
    let sum = 0;
    let n = 0;
    for (const r of rows) if (!Number.isNaN(r![f]!)) { sum += r![f]!; n++; }
    return n > 0 ? sum / n : NaN;
  });
}

export class Store {
  scenarioKey = $state('');
  baselineKey = $state('');
  levers = $state.raw<Record<string, Setting>>({});
  priors = $state.raw<Record<string, number[]>>({});
  seed = $state('1');
  question = $state<QuestionKey>('cost');
  country = $state('DEU');
  money = $state<'EUR' | 'USD' | 'national'>('EUR');
  per = $state<'all' | 'head' | 'gdp'>('all');
  axis = $state<'gdp' | 'money'>('gdp'); // of the chart of spending
  view = $state<View>('chart');
  tab = $state<Tab>('cost');
  event = $state.raw<Event>({ attacker: 'RUS', victim: 'FRA', object: 'forces', place: 'Kharkiv', date: '2026-06-01' });
  lever = $state(0); // which of the question's levers the sheet of a phone shows
  model = $state.raw<Model | null>(null);
  running = $state(false);
  // Months of war that a demand adds, by its lever: of a run of its own, behind the picture.
  added = $state.raw<{ move: number; by: ReadonlyMap<Claim, Float64Array> }>({ move: -1, by: new Map() });
  milliseconds = $state(0);
  problem = $state('');
  shipped = ''; // the first answer as HTML, made when the page was written (src/report/live_first.c)
  notice = $state('');
  reach = $state.raw<Record<string, string>>({}); // by lever: what it acts on, when nothing shown moves
  deciding = $state.raw<Record<string, Deciding[]>>({}); // by card: the assumptions that decide it
  private undone = $state.raw<Snapshot[]>([]);
  private done = $state.raw<Snapshot[]>([]);
  private baselines = new Map<string, { futures: Futures; memory: Map<string, Summary | null> }>();
  private readonly named = new Map<string, Names>();
  private generation = 0;
  private anchor: { name: string; model: Model | null } = { name: '', model: null };
  private moves = $state(0); // changes of the setting since the page opened

  constructor(readonly page: PageData, readonly engine: Engine | null, readonly desk: Desk | null) {
    const q = questionOf('cost');
    this.scenarioKey = this.baselineKey = newestOf(page);
    this.levers = q.set ?? {};
    const first = page.scenarios.reduce((a, x) => (x.events.length > a.events.length ? x : a), page.scenarios[0]!).events[0];
    if (first) this.event = eventOf(first);
  }

  scenario = $derived.by(() => this.byKey(this.scenarioKey));
  baseline = $derived.by(() => this.byKey(this.baselineKey));
  move = $derived.by(() => this.moves);
  asked = $derived.by(() => questionOf(this.question));
  allies = $derived.by(() => this.worldOf(this.scenarioKey).states.filter((x) => x.ally));
  // Every figure would be the baseline's: nothing is compared then.
  untouched = $derived.by(() => this.scenarioKey === this.baselineKey && Object.keys(this.levers).length === 0);
  // What the reader counts money in, of 2024.
  currency = $derived.by((): Currency => {
    const own = this.money === 'national' ? this.page.money[this.country] : this.money === 'EUR' ? this.page.money[''] : undefined;
    return own ? { code: own.currency, perUsd: own.per_usd } : { code: 'USD', perUsd: 1 };
  });
  canUndo = $derived.by(() => this.done.length > 0);
  canRedo = $derived.by(() => this.undone.length > 0);

  // What is said and drawn of futures follows a lever when its futures have come, and not before: half
  // of it would be the old setting's, and all of it would be drawn twice.
  shows<T>(make: () => T): T {
    void [this.model, this.added, this.question, this.country, this.scenarioKey, this.baselineKey, this.currency, this.per, this.axis];
    return this.question === 'law' ? make() : untrack(make);
  }

  private byKey(key: string): Scenario {
    const found = this.page.scenarios.find((x) => x.key === key) ?? this.page.scenarios[0];
    if (!found) throw new Error(s.noScenario);
    return found;
  }

  worldOf(key: string): World {
    return this.page.worlds.find((w) => w.key === key) ?? this.page.worlds[0]!;
  }

  // What a lever stands at: the reader's own value, else the scenario's, else the register's.
  setting(lever: Lever, own = true): Setting {
    const scenario = own ? this.scenario : this.baseline;
    const set = own ? this.levers[lever.key] : undefined;
    return set ?? scenario.levers[lever.key] ?? lever.value ?? [];
  }

  changed(lever: Lever): boolean { return this.levers[lever.key] !== undefined; }

  private remember(): void {
    this.done = [...this.done.slice(-99), this.snapshot()];
    this.undone = [];
  }

  snapshot(): Snapshot {
    return { question: this.question, scenario: this.scenarioKey, baseline: this.baselineKey, levers: this.levers, priors: this.priors, seed: this.seed };
  }

  private restore(x: Snapshot): void {
    this.moves++;
    this.question = x.question;
    this.scenarioKey = x.scenario;
    this.baselineKey = x.baseline;
    this.levers = x.levers;
    this.priors = x.priors;
    this.seed = x.seed;
  }

  private lastMove = { key: '', at: 0 };

  // One drag of a slider is one step to undo.
  private rememberOnce(key: string): void {
    const now = Date.now();
    if (this.lastMove.key !== key || now - this.lastMove.at > 700) this.remember();
    this.lastMove = { key, at: now };
  }

  setLever(key: string, setting: Setting | undefined): void {
    this.rememberOnce(key);
    this.askReach(key);
    this.moves++;
    const { [key]: _, ...rest } = this.levers;
    this.levers = setting === undefined ? rest : { ...rest, [key]: setting };
  }

  // Some levers act on nothing in the answer, the chart and the key figures. A moment after the last move of a lever, all
  // outcomes of 256 futures are compared with those before it, and the lever says what it acts on.
  private reachDue = 0;
  private askReach(key: string, wait = 500): void {
    if (!this.engine) return;
    clearTimeout(this.reachDue);
    this.reachDue = window.setTimeout(() => { // the picture comes first
      if (this.running) this.askReach(key, 200);
      else void this.findReach(key);
    }, wait);
  }

  private async findReach(key: string): Promise<void> {
    const before = this.done.at(-1);
    if (!this.engine || !before || before.scenario !== this.scenarioKey) return;
    const now = { ...this.edits(true), seed: this.seed };
    const then = { ...this.edits(true, before.levers), seed: this.seed };
    const names = this.namesOf(this.worldOf(this.scenarioKey));
    const all = this.page.outcomes.filter((o) => o.id >= 0);
    const wanted = all.map((o) => ({ outcome: o.id, columns: Array.from({ length: names.of(o).all.count }, (_, c) => c) }));
    const shown = this.needed([], this.view === 'map');
    const found = await this.engine.aside([now, then], wanted).catch(() => null);
    if (!found) return;
    const [a, b] = found as [Float64Array, Float64Array];
    const acts: string[] = [];
    let visible = false;
    let at = 0;
    all.forEach((o, i) => {
      let differs = false;
      for (const c of wanted[i]!.columns) {
        let moved = false;
        for (let f = 0; f < 256 && !moved; f++) moved = !Object.is(a[at + f], b[at + f]);
        at += 256;
        differs ||= moved;
        visible ||= moved && (shown.get(o)?.includes(c) ?? false);
      }
      if (differs) acts.push(o.label.toLowerCase());
    });
    const bill = (edits: Edits): string => JSON.stringify(this.desk?.bill(now.world, edits, -1));
    if (bill(now.edits) !== bill(then.edits)) {
      acts.unshift(s.theBill);
      visible ||= this.question === 'cost';
    }
    const told = [...acts.slice(0, 3), ...(acts.length > 3 ? [s.andMore(acts.length - 3)] : [])].join(', ');
    this.reach = { ...this.reach, [key]: visible ? '' : acts.length ? s.actsElsewhere(told) : s.actsNowhere };
  }

  setPrior(key: string, parameters: number[] | undefined): void {
    this.rememberOnce(key);
    this.moves++;
    const { [key]: _, ...rest } = this.priors;
    this.priors = parameters ? { ...rest, [key]: parameters } : rest;
  }

  choose(change: Partial<Snapshot>): void {
    this.remember();
    this.restore({ ...this.snapshot(), ...change });
  }

  // A question sets scenario, comparison, levers and the tab beneath.
  ask(key: QuestionKey): void {
    const q = questionOf(key);
    this.choose({ question: key, scenario: scenarioOf(this.page, q.scenario), baseline: scenarioOf(this.page, q.baseline), levers: q.set ?? {} });
    this.tab = q.tab;
    this.lever = 0;
    this.view = 'chart';
  }

  resetAll(): void { this.choose({ levers: this.asked.set ?? {}, priors: {}, seed: '1' }); }

  // Takes a seed as it was typed, or says why not; the seed that then holds.
  takeSeed(text: string): string {
    const seed = readSeed(text.trim());
    if (seed === null) this.notice = s.badSeed(text.trim().slice(0, 40));
    else if (seed !== this.seed) this.choose({ seed });
    return this.seed;
  }

  undo(): void {
    const last = this.done.at(-1);
    if (!last) return;
    this.undone = [...this.undone, this.snapshot()];
    this.done = this.done.slice(0, -1);
    this.restore(last);
    this.lastMove = { key: '', at: 0 };
  }

  redo(): void {
    const next = this.undone.at(-1);
    if (!next) return;
    this.done = [...this.done, this.snapshot()];
    this.undone = this.undone.slice(0, -1);
    this.restore(next);
    this.lastMove = { key: '', at: 0 };
  }

  shared(): Shared {
    return { v: 1, engine: this.page.engine, scenario: this.scenarioKey, baseline: this.baselineKey, seed: this.seed,
      levers: this.levers, priors: this.priors, tab: this.tab, question: this.question, country: this.country,
      money: this.money, per: this.per, ...(this.axis === 'money' ? { axis: 'money' } : {}), ...(this.question === 'law' || this.tab === 'law' ? { event: this.event } : {}) };
  }

  link(): string { return encode(this.shared()); }

  // The same for people to read, with the chart that it shows.
  readable(chart: string): string { return writeSettings(this.shared(), chart); }

  takeShared(x: Shared): void {
    const known = (key: string): boolean => this.page.scenarios.some((p) => p.key === key);
    if (!known(x.scenario) || !known(x.baseline)) {
      this.notice = s.linkScenario;
      return;
    }
    const kept = fitting(this.page, x.levers, x.priors);
    this.restore({ ...x, question: questionOf(x.question ?? 'alone').key, levers: kept.levers, priors: kept.priors });
    if (x.tab) this.tab = x.tab as Tab;
    if (x.country && this.allies.some((t) => t.state === x.country)) this.country = x.country;
    if (x.money) this.money = x.money as typeof this.money;
    if (x.per) this.per = x.per as typeof this.per;
    this.axis = x.axis === 'money' ? 'money' : 'gdp';
    if (x.event) this.event = { ...this.event, ...x.event };
    if (kept.unknown.length) this.notice = s.leftOut(kept.unknown.join(', '));
    else if (kept.outside.length) this.notice = s.outside(kept.outside.join(', '));
    else if (x.engine !== this.page.engine) this.notice = s.linkEngine(x.engine, this.page.engine);
  }

  // A report's link, "scenario/chart?settings": charts of the report that this page calls otherwise.
  showLink(text: string): void {
    const [where = '', settings = ''] = decodeURIComponent(text).split('?');
    const [named = '', name = ''] = where.split('/');
    const scenario = presentName(named);
    if (this.page.scenarios.some((x) => x.key === scenario)) this.scenarioKey = scenario;
    const read = readSettings(settings, this.page);
    if (read.baseline) this.baselineKey = read.baseline;
    const kept = fitting(this.page, read.levers, read.priors);
    this.levers = kept.levers;
    this.priors = kept.priors;
    if (read.left.length) this.notice = s.leftOut(read.left.join(', '));
    else if (kept.outside.length) this.notice = s.outside(kept.outside.join(', '));
    this.question = read.question ?? questionOfChart(name);
    this.tab = catalogue.find((e) => e.key === name)?.group ?? this.asked.tab; // the one that shows the chart
    if (read.country && this.allies.some((t) => t.state === read.country)) this.country = read.country;
    if (read.money) this.money = read.money as typeof this.money;
    if (read.per) this.per = read.per as typeof this.per;
    if (read.seed) this.seed = read.seed;
    if (read.event) this.event = { ...this.event, ...read.event };
    this.axis = name === MONEY_CHART ? 'money' : 'gdp';
    if (!read.baseline) this.baselineKey = scenarioOf(this.page, 'status-quo-2024');
  }

  // Shapes of states for maps, made when the first map is drawn.
  shapes(): StateShape[] {
    const { world, edits } = this.edits(true);
    return this.desk?.outlines(world, edits) ?? [];
  }

  private namesOf(world: World): Names {
    let found = this.named.get(world.key);
    if (!found) this.named.set(world.key, found = new Names(world));
    return found;
  }

  // Charts of the open tab; `near`: those near the window, which are drawn.
  shown(): Entry[] { return catalogue.filter((e) => e.group === this.tab); }
  readonly near = new Set<string>();

  // Columns that what is on show needs, by outcome: the question's answer, chart and figures, and
  // the charts of the open tab.
  needed(charts = this.shown(), map = true): Map<Outcome, number[]> {
    const names = this.namesOf(this.worldOf(this.scenarioKey));
    const sets = new Map<Outcome, Set<number>>();
    const add = (key: string, pick: (all: Columns) => number[]): void => {
      const o = this.page.outcomes.find((x) => x.key === key && x.id >= 0);
      if (!o) return;
      const set = sets.get(o) ?? new Set<number>();
      for (const c of pick(names.of(o).all)) if (c >= 0) set.add(c);
      sets.set(o, set);
    };
    const wanted = (n: Need) => (all: Columns): number[] => Array.from({ length: all.count }, (_, c) => c).filter((c) => n.keep(all.index(c).at ?? '', all.index(c).index ?? ''));
    for (const n of needsOf(this.question, this.country, this.scenario, map)) add(n.outcome, wanted(n));
    if (this.tab === 'why') add('posture.covered', (all) => [Array.from({ length: all.count }, (_, c) => c).find((c) => all.index(c).at === REFERENCE) ?? -1]);
    for (const e of charts) for (const o of e.outcomes) add(o, (all) => e.wants(o, all));
    if (this.question === 'address') for (const c of this.scenario.claims) add(c.outcome, (all) => claimColumns(c, all));
    if (this.question === 'address' && this.scenario.claims.some((c) => this.apart(c)?.outcome === MONTHS)) add(MONTHS, () => [0]);
    const out = [...sets].map(([o, set]) => [o, [...set].sort((x, y) => x - y)] as const);
    return new Map(out.filter(([, c]) => c.length > 0).sort((x, y) => x[0].id - y[0].id));
  }

  // The same columns in the world of the baseline.
  private inBaseline(needed: Map<Outcome, number[]>): Wanted[] {
    const names = this.namesOf(this.worldOf(this.scenarioKey));
    const there = this.namesOf(this.worldOf(this.baselineKey));
    return [...needed].map(([o, columns]) => ({ outcome: o.id, columns: columns
      .map((c) => there.of(o).at.get(Names.text(names.of(o).all, c)) ?? -1).filter((c) => c >= 0) })).filter((w) => w.columns.length > 0);
  }

  // What a run asks for, which moves of levers leave as it is.
  private lastAsked = { name: '', wanted: [] as Wanted[], there: [] as Wanted[], asks: '', asksThere: '' };
  private asking(): Store['lastAsked'] {
    const name = [this.question, this.country, this.scenarioKey, this.baselineKey, this.tab].join();
    if (this.lastAsked.name !== name) {
      const needed = this.needed();
      const wanted = [...needed].map(([o, columns]): Wanted => ({ outcome: o.id, columns }));
      const there = this.inBaseline(needed);
      this.lastAsked = { name, wanted, there, asks: JSON.stringify(wanted), asksThere: JSON.stringify(there) };
    }
    return this.lastAsked;
  }

  edits(own: boolean, levers = this.levers): { world: string; edits: Edits } {
    const scenario = own ? this.scenario : this.baseline;
    const world = this.worldOf(scenario.key);
    return { world: world.key, edits: editsOf(this.page, world, { ...scenario.levers, ...(own ? levers : {}) }, this.priors) };
  }

  // The settings that a claim alone compares with: the scenario with some levers elsewhere, or with
  // a demand turned over. `less`: these settings are what is taken off.
  apart(c: Claim): { levers: Record<string, number>; outcome: string; less: boolean } | null {
    if (c.levers) {
      const levers = Object.fromEntries(Object.entries(c.levers).map(([k, v]) => [k, Number(v)]));
      return { levers, outcome: c.outcome, less: true };
    }
    const lever = c.outcome === 'settlement.months_added' ? this.page.levers.find((l) => l.key === c.indices[0]) : undefined;
    if (!lever || lever.id < 0) return null;
    const on = Number(this.setting(lever)) > 0.5;
    return { levers: { [lever.key]: on ? 0 : 1 }, outcome: MONTHS, less: on };
  }

  // For each such claim the compared values, future by future: one more run for each of its settings.
  private async apartFrom(own: EngineSetting, mine: Futures, futures: number): Promise<Map<Claim, Float64Array>> {
    const out = new Map<Claim, Float64Array>();
    if (this.question !== 'address') return out;
    const names = this.namesOf(this.worldOf(this.scenarioKey));
    for (const c of this.scenario.claims) {
      const with_ = this.apart(c);
      const o = this.page.outcomes.find((x) => x.key === with_?.outcome);
      const columns = o ? (with_!.outcome === MONTHS ? [0] : claimColumns(c, names.of(o).all)) : [];
      const ids = Object.entries(with_?.levers ?? {}).map(([k, v]) => [this.page.levers.find((l) => l.key === k)?.id ?? -1, v] as const);
      if (!with_ || !o || o.id < 0 || !columns.length || ids.some(([id, v]) => id < 0 || Number.isNaN(v))) continue;
      const levers: Edits['levers'] = [...own.edits.levers.filter(([id]) => !ids.some(([i]) => i === id)), ...ids.map(([id, v]): Edits['levers'][number] => [id, -1, v])];
      const wanted: Wanted[] = [{ outcome: o.id, columns }];
      const other = await this.engine!.run({ ...own, edits: { ...own.edits, levers }, wanted, asks: JSON.stringify(wanted), futures }, new Futures());
      const a = meanOf(columns.map((k) => mine.get(o.id, k)?.subarray(0, futures)));
      const b = other ? meanOf(columns.map((k) => other.get(o.id, k))) : undefined;
      const how = c.combine === 'value' || !c.combine ? 'difference' : c.combine;
      if (a && b) out.set(c, with_.less ? combined(how, a, b) : combined(how, b, a));
    }
    return out;
  }

  // The baseline's futures are kept while it stays: a move of a lever does not run them again.
  private baselineFor(world: string, edits: Edits, asks: string): { futures: Futures; memory: Map<string, Summary | null> } {
    const name = JSON.stringify([world, this.scenarioKey, edits, this.seed, asks]);
    let found = this.baselines.get(name);
    if (!found) {
      if (this.baselines.size >= 3) this.baselines.delete(this.baselines.keys().next().value!);
      this.baselines.set(name, found = { futures: new Futures(), memory: new Map() });
    }
    return found;
  }

  // Room for the futures of a move: that of a former one, which neither the picture that stands nor
  // the one it leans on reads.
  private rooms: Futures[] = [];
  private roomFor(asks: string): Futures {
    const read = [untrack(() => this.model)?.mine, this.anchor.model?.mine];
    this.rooms = this.rooms.filter((f) => f.asks === asks);
    const free = this.rooms.find((f) => !read.includes(f));
    if (free) return free.again();
    const made = new Futures(asks);
    this.rooms.push(made);
    return made;
  }

  // 256 futures at once, then 1,024, then 16,384: each goes on from the one before, and replaces
  // the picture in place. The next move stops it. The second is asked for with the first: workers
  // go on while the first picture is drawn.
  async compute(): Promise<void> {
    const engine = this.engine;
    if (!engine) return;
    const mine = ++this.generation;
    const move = this.moves;
    engine.cancel();
    engine.spare(true);
    this.running = true;
    const began = performance.now();
    const charts = new Set(this.shown().map((e) => e.key));
    const { wanted, there, asks, asksThere } = this.asking();
    const own = { ...this.edits(true), seed: this.seed };
    const base = { ...this.edits(false), seed: this.seed };
    const kept = this.baselineFor(base.world, base.edits, asksThere);
    const futures = this.roomFor(asks);
    const { scenario, baseline } = this;
    const names = this.namesOf(this.worldOf(scenario.key));
    const baseNames = this.namesOf(this.worldOf(baseline.key));
    const { untouched } = this;
    const anchored = JSON.stringify([own.world, base.world, base.edits, own.edits.priors, this.seed, asks]);
    const stale = (): boolean => mine !== this.generation;
    const run = (n: number, from: number): Promise<boolean> => Promise.all([
      engine.run({ ...own, wanted, asks, futures: n }, futures, from),
      engine.run({ ...base, wanted: there, asks: asksThere, futures: n }, kept.futures, from)]).then(([a, b]) => a !== null && b !== null);
    const picture = async (n: number): Promise<boolean> => {
      const model = new Model(this.page, names, baseNames, scenario, baseline, futures, kept.futures, kept.memory, n, move, charts,
        untouched, n < STEPS.at(-1)! && this.anchor.name === anchored ? this.anchor.model : null);
      if (n > STEPS[0]! && !(await this.warm(model, this.needed(this.shown().filter((e) => this.near.has(e.key))), stale))) return false;
      if (!model.provisional) this.anchor = { name: anchored, model };
      this.model = model;
      this.milliseconds = performance.now() - began;
      await tick(); // the picture stands: what the benchmark waits for
      performance.clearMarks(`entente:${n}`);
      performance.mark(`entente:${n}`);
      if (n === STEPS[0]) engine.spare(false);
      else await new Promise((resolve) => setTimeout(resolve, 40));
      return !stale();
    };
    try {
      const [few, more, many] = STEPS as [number, number, number];
      futures.room(wanted, more); // once for both of the first steps
      const first = run(few, 0);
      const second = run(more, few);
      second.catch(() => undefined); // told by the first
      if (!(await first) || stale() || !(await picture(few))) return;
      if (!(await second) || stale()) return;
      const demands = this.apartFrom(own, futures, more);
      demands.catch(() => undefined);
      if (!(await picture(more))) return;
      const by = await demands;
      if (stale()) return;
      this.added = { move, by };
      if (!(await run(many, more)) || stale()) return;
      await picture(many);
    } catch (error) {
      if (!stale()) this.problem = error instanceof Error ? error.message : String(error);
    } finally {
      if (!stale()) this.running = false;
    }
  }

  // Summaries of many futures take a while: in slices, so that the page answers in between.
  private async warm(model: Model, needed: Map<Outcome, number[]>, stale: () => boolean): Promise<boolean> {
    let until = performance.now() + 6;
    for (const [o, columns] of needed)
      for (const c of columns)
        for (const base of [false, true]) {
          model.summary(o.key, c, base);
          if (performance.now() < until) continue;
          await new Promise((resolve) => setTimeout(resolve));
          if (stale()) return false;
          until = performance.now() + 6;
        }
    return !stale();
  }
}
