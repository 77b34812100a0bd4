// The page's only state. Everything shown is derived from it; everything a reader does changes it.
import { columnsOf, type Columns, type Lever, type Outcome, type PageData, type Scenario, type Setting, type World } from './data.ts';
import type { Desk } from './desk.ts';
import type { Engine, Futures } from './engine.ts';
import type { Edits } from './protocol.ts';
import { catalogue, entryOf } from './catalogue.ts';
import { encode, type Shared } from './share.ts';
import { paired, summarise, type Difference, type Summary } from './statistics.ts';

export interface Choice { outcome: string; at: string; index: string }
export type Tab = 'statement' | 'bill' | 'posture' | 'deterrence' | 'ukraine' | 'obligations' | 'why' | 'assumptions' | 'sources';

interface Snapshot { scenario: string; baseline: string; levers: Record<string, Setting>; priors: Record<string, number[]>; seed: number }

// Futures of scenario and baseline with what can be said about them.
export class Model {
  private readonly memory = new Map<string, Summary | null>();
  constructor(
    private readonly page: PageData, private readonly world: World, readonly scenario: Scenario, readonly baseline: Scenario,
    readonly mine: Futures, readonly base: Futures) {}
  get futures(): number { return this.mine.n; }
  outcome(key: string): Outcome | undefined { return this.page.outcomes.find((o) => o.key === key); }
  label(key: string): string { return this.outcome(key)?.label ?? key; }
  unit(key: string): string { return this.outcome(key)?.unit ?? ''; }
  columns(key: string): Columns | null {
    const o = this.outcome(key);
    return o && this.mine.rows.get(o.id)?.length ? columnsOf(o.shape, this.world) : null;
  }
  row(key: string, column: number, base: boolean): Float64Array | undefined {
    const o = this.outcome(key);
    return o ? (base ? this.base : this.mine).rows.get(o.id)?.[column] : undefined;
  }
  summary(key: string, column: number, base: boolean): Summary | null {
    const name = `${key}|${column}|${base}`;
    let found = this.memory.get(name);
    if (found === undefined) {
      const row = this.row(key, column, base);
      this.memory.set(name, found = row ? summarise(row) : null);
    }
    return found;
  }
  difference(key: string, column: number): Difference | null {
    const mine = this.row(key, column, false);
    const base = this.row(key, column, true);
    return mine && base ? paired(mine, base) : null;
  }
  column(choice: Choice): number {
    const columns = this.columns(choice.outcome);
    if (!columns) return -1;
    for (let c = 0; c < columns.count; c++) {
      const { at = '', index = '' } = columns.index(c);
      if (at === choice.at && index === choice.index) return c;
    }
    return -1;
  }
  indexName(index: string): string {
    return this.world.states.find((s) => s.state === index)?.name
      ?? this.world.flashpoints.find((f) => f.key === index)?.label ?? (index ? index[0]!.toUpperCase() + index.slice(1) : '');
  }
}

const defaultStrip: Choice[] = [
  { outcome: 'spending.europe_canada', at: '2030', index: '' },
  { outcome: 'posture.covered', at: '2030', index: '' },
  { outcome: 'deterrence.odds_ratio', at: '2030', index: 'baltic' },
  { outcome: 'settlement.ceasefire', at: '2026-12', index: '' },
  { outcome: 'settlement.months_at_war', at: '', index: '' },
];

const STEPS = [256, 1024, 16384];

export class Store {
  scenarioKey = $state('');
  baselineKey = $state('');
  levers = $state.raw<Record<string, Setting>>({});
  priors = $state.raw<Record<string, number[]>>({});
  seed = $state(1);
  strip = $state.raw<Choice[]>(defaultStrip);
  panes = $state.raw<string[]>(['spending_europe_canada', 'odds_2030']);
  tab = $state<Tab>('statement');
  model = $state.raw<Model | null>(null);
  running = $state(false);
  milliseconds = $state(0);
  problem = $state('');
  notice = $state('');
  private undone = $state.raw<Snapshot[]>([]);
  private done = $state.raw<Snapshot[]>([]);
  private baselines = new Map<string, Futures>();
  private generation = 0;

  constructor(readonly page: PageData, readonly engine: Engine | null, readonly desk: Desk | null) {
    const has = (key: string): boolean => page.scenarios.some((x) => x.key === key);
    this.scenarioKey = has('brussels-2025') ? 'brussels-2025' : page.scenarios[0]?.key ?? '';
    this.baselineKey = has('status-quo-2024') ? 'status-quo-2024' : this.scenarioKey;
  }

  scenario = $derived.by(() => this.byKey(this.scenarioKey));
  baseline = $derived.by(() => this.byKey(this.baselineKey));
  canUndo = $derived.by(() => this.done.length > 0);
  canRedo = $derived.by(() => this.undone.length > 0);

  private byKey(key: string): Scenario {
    const found = this.page.scenarios.find((x) => x.key === key) ?? this.page.scenarios[0];
    if (!found) throw new Error('The page holds no scenario.');
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
    return { scenario: this.scenarioKey, baseline: this.baselineKey, levers: this.levers, priors: this.priors, seed: this.seed };
  }

  private restore(x: Snapshot): void {
    this.scenarioKey = x.scenario;
    this.baselineKey = x.baseline;
    this.levers = x.levers;
    this.priors = x.priors;
    this.seed = x.seed;
  }

  private lastMove = { key: '', at: 0 };

  // One drag of a slider is one step to undo.
  setLever(key: string, setting: Setting | undefined): void {
    const now = Date.now();
    if (this.lastMove.key !== key || now - this.lastMove.at > 700) this.remember();
    this.lastMove = { key, at: now };
    const { [key]: _, ...rest } = this.levers;
    this.levers = setting === undefined ? rest : { ...rest, [key]: setting };
  }

  setPrior(key: string, parameters: number[] | undefined): void {
    this.remember();
    const { [key]: _, ...rest } = this.priors;
    this.priors = parameters ? { ...rest, [key]: parameters } : rest;
  }

  choose(change: Partial<Snapshot>): void {
    this.remember();
    this.restore({ ...this.snapshot(), ...change });
  }

  resetAll(): void { this.choose({ levers: {}, priors: {}, seed: 1 }); }

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
      levers: this.levers, priors: this.priors, strip: this.strip.map((c) => `${c.outcome}|${c.at}|${c.index}`),
      panes: this.panes, tab: this.tab };
  }

  link(): string { return encode(this.shared()); }

  takeShared(x: Shared): void {
    const known = (key: string): boolean => this.page.scenarios.some((p) => p.key === key);
    if (!known(x.scenario) || !known(x.baseline)) {
      this.notice = 'This link names a scenario that this page does not hold; the page shows its own.';
      return;
    }
    const levers = new Set(this.page.levers.map((l) => l.key));
    const priors = new Set(this.page.assumptions.map((a) => a.key));
    const left = [...Object.keys(x.levers).filter((k) => !levers.has(k)), ...Object.keys(x.priors).filter((k) => !priors.has(k))];
    this.restore({ ...x, levers: Object.fromEntries(Object.entries(x.levers).filter(([k]) => levers.has(k))),
      priors: Object.fromEntries(Object.entries(x.priors).filter(([k]) => priors.has(k))) });
    if (x.strip) this.strip = x.strip.slice(0, 5).map((t) => { const [outcome = '', at = '', index = ''] = t.split('|'); return { outcome, at, index }; });
    if (x.panes) this.panes = x.panes.slice(0, 2).map((p) => entryOf(p).key);
    if (x.tab) this.tab = x.tab as Tab;
    if (left.length) this.notice = `This link sets ${left.join(', ')}, which this page does not know; the rest was taken over.`;
    else if (x.engine !== this.page.engine) this.notice = `This link was made with engine ${x.engine}; this page has ${this.page.engine}, so figures may differ.`;
  }

  // A report's link, "scenario/chart": charts of the report that this page calls otherwise.
  showLink(text: string): void {
    const [scenario = '', name = ''] = text.split('/');
    if (this.page.scenarios.some((x) => x.key === scenario)) this.scenarioKey = scenario;
    const otherwise: Record<string, string> = { spending_share: 'spending_2030', debt_added: 'debt_2035', requirement: 'shortfall',
      odds_paths: 'odds', odds: 'odds_2030', credibility: 'q_us', guarantees: 'renewal', closure: 'defence_2030' };
    if (name.startsWith('bill')) this.tab = 'bill';
    const entry = catalogue.find((e) => e.key === (otherwise[name] ?? name));
    if (entry) this.panes = [entry.key, this.panes[1]!];
  }

  // Outcomes that what is on show needs, by id.
  needed(): number[] {
    const keys = new Set([...this.strip.map((c) => c.outcome), ...this.panes.flatMap((p) => entryOf(p).outcomes)]);
    if (this.tab === 'statement') for (const c of this.scenario.claims) keys.add(c.outcome);
    for (const e of catalogue) if (this.tabGroup() === e.group) for (const o of e.outcomes) keys.add(o);
    const ids = this.page.outcomes.filter((o) => keys.has(o.key) && o.id >= 0).map((o) => o.id);
    return ids.sort((a, b) => a - b);
  }

  tabGroup(): string { return this.tab === 'bill' ? 'spending' : this.tab; }

  edits(own: boolean): { world: string; edits: Edits } {
    const scenario = own ? this.scenario : this.baseline;
    const world = this.worldOf(scenario.key);
    const edits: Edits = { levers: [], members: null, priors: [] };
    const set = { ...scenario.levers, ...(own ? this.levers : {}) };
    for (const lever of this.page.levers) {
      const x = set[lever.key];
      if (x === undefined || lever.id < 0) continue;
      if (Array.isArray(x)) {
        edits.members = x.map((m) => world.states.findIndex((t) => t.state === m)).filter((i) => i >= 0);
      } else if (typeof x === 'number') {
        edits.levers.push([lever.id, -1, x]);
      } else {
        const first = lever.value ?? 0;
        for (let y = 0; y < world.n_years; y++) {
          const named = Object.keys(x).map(Number).filter((k) => k <= world.first_year + y);
          edits.levers.push([lever.id, y, named.length ? x[String(Math.max(...named))]! : first]);
        }
      }
    }
    for (const a of this.page.assumptions) {
      const p = this.priors[a.key];
      if (p && a.id >= 0) edits.priors.push([a.id, p]);
    }
    return { world: world.key, edits };
  }

  private async baseFutures(outcomes: number[], futures: number): Promise<Futures | null> {
    const { world, edits } = this.edits(false);
    const name = JSON.stringify([world, edits, this.seed, outcomes, futures]);
    const known = this.baselines.get(name);
    if (known) return known;
    const made = await this.engine!.run({ world, edits, seed: this.seed, outcomes, futures });
    if (made) {
      if (this.baselines.size > 12) this.baselines.clear();
      this.baselines.set(name, made);
    }
    return made;
  }

  // 256 futures at once, then 1,024, then 16,384: each replaces the picture in place.
  async compute(): Promise<void> {
    if (!this.engine) return;
    const mine = ++this.generation;
    this.engine.cancel();
    this.running = true;
    const outcomes = this.needed();
    const { world, edits } = this.edits(true);
    const scenario = this.scenario;
    const baseline = this.baseline;
    const seed = this.seed;
    try {
      for (const futures of STEPS) {
        const began = performance.now();
        const [own, base] = await Promise.all([
          this.engine.run({ world, edits, seed, outcomes, futures }), this.baseFutures(outcomes, futures)]);
        if (!own || !base || mine !== this.generation) return;
        this.model = new Model(this.page, this.worldOf(scenario.key), scenario, baseline, own, base);
        this.milliseconds = performance.now() - began;
        await new Promise((resolve) => setTimeout(resolve, futures === 256 ? 30 : 250));
        if (mine !== this.generation) return;
      }
    } catch (error) {
      if (mine === this.generation) this.problem = error instanceof Error ? error.message : String(error);
    } finally {
      if (mine === this.generation) this.running = false;
    }
  }
}
