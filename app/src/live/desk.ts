// Accounts and obligations: an engine of the page's own, asked and answered at once.
import { openWorld, type Edits, type EngineExports } from './protocol.ts';

export interface BillLine {
  share0: number; multiple: number; base_bn: number; target_bn: number; cumulative_bn: number; per_head: number;
  government: number; pace: number; years_to_target: number; debt_added: number; extra: number[];
}
export interface Clause {
  clause: string; instrument: string; article: string; verdict: string; level: number; reason: string; sentence: string;
  majority: string; minority: string;
}
export interface Owed { state: string; name: string; firm: number; contested: number; clause: string }
export interface Judgement { clauses: Clause[]; states: Owed[] }

export interface Drivers { n: number; first: number[] }
export interface Box { coverage: number; density: number; mass: number; failing: number; low: number[]; high: number[] }

export const ALLIES = -1;
export const ALLIES_WITHOUT_US = -2;

const text = new TextDecoder();

export class Desk {
  private opened = '';
  private constructor(private readonly e: EngineExports, private readonly worlds: Map<string, Uint8Array>) {}

  static async open(engine: ArrayBuffer, worlds: { key: string; bytes: Uint8Array }[]): Promise<Desk> {
    const made = await WebAssembly.instantiate(engine, {});
    return new Desk(made.instance.exports as unknown as EngineExports, new Map(worlds.map((w) => [w.key, w.bytes])));
  }

  private world(key: string, edits: Edits): void {
    const wanted = JSON.stringify([key, edits]);
    if (wanted === this.opened) return;
    const bytes = this.worlds.get(key);
    if (!bytes) throw new Error(`This page does not hold the world '${key}'.`);
    openWorld(this.e, bytes, edits);
    this.opened = wanted;
  }

  bill(key: string, edits: Edits, group: number): BillLine | null {
    this.world(key, edits);
    const at = this.e.ent_wasm_bill(group);
    if (at === 0) return null;
    const [share0 = 0, multiple = 0, base_bn = 0, target_bn = 0, cumulative_bn = 0, per_head = 0, government = 0, pace = 0,
      years_to_target = 0, debt_added = 0, ...extra] = new Float64Array(this.e.memory.buffer, at, 26);
    return { share0, multiple, base_bn, target_bn, cumulative_bn, per_head, government, pace, years_to_target, debt_added, extra };
  }

  private read(bytes: number): string[][] {
    const rows = text.decode(new Uint8Array(this.e.memory.buffer, this.e.ent_wasm_text(), bytes)).split('\n');
    return rows.filter(Boolean).map((r) => r.split('\t'));
  }

  places(key: string, edits: Edits): string[] {
    this.world(key, edits);
    return this.e.ent_wasm_event() === 0 ? this.read(this.e.ent_wasm_places()).map((r) => r[0] ?? '') : [];
  }

  // null: a field is not understood, or the place and date cannot be judged.
  judge(key: string, edits: Edits, event: Record<string, string>): Judgement | null {
    this.world(key, edits);
    if (this.e.ent_wasm_event() !== 0) return null;
    for (const [field, value] of Object.entries(event)) {
      if (!value) continue;
      const bytes = new TextEncoder().encode(`${field}\0${value}\0`);
      if (bytes.length > 4096) return null;
      new Uint8Array(this.e.memory.buffer, this.e.ent_wasm_text(), bytes.length).set(bytes);
      if (this.e.ent_wasm_event_set() !== 0) return null;
    }
    const rows = this.read(this.e.ent_wasm_judge());
    if (!rows.length) return null;
    const clauses = rows.filter((r) => r[0] === 'C').map(([, clause = '', instrument = '', article = '', verdict = '', level = '0', reason = '', sentence = '', majority = '', minority = '']) =>
      ({ clause, instrument, article, verdict, level: Number(level), reason, sentence, majority, minority }));
    const states = rows.filter((r) => r[0] === 'S').map(([, state = '', name = '', firm = '0', contested = '0', clause = '']) =>
      ({ state, name, firm: Number(firm), contested: Number(contested), clause }));
    const weight = (c: Clause): number => (c.verdict === 'yes' ? 200 : c.verdict === 'contested' ? 100 : 0) + c.level;
    clauses.sort((a, b) => weight(b) - weight(a) || a.clause.localeCompare(b.clause));
    states.sort((a, b) => b.firm - a.firm || b.contested - a.contested || a.name.localeCompare(b.name));
    return { clauses, states };
  }

  // Share of an outcome's variance that each assumption explains alone, by id; from 2,048 futures.
  drivers(key: string, edits: Edits, outcome: number, column: number, seed: number, count: number): Drivers | null {
    this.world(key, edits);
    for (let o = 0; o < 256; o++) this.e.ent_wasm_record(o, o === outcome ? 1 : 0);
    const at = this.e.ent_wasm_drivers(outcome, column, seed >>> 0, Math.floor(seed / 2 ** 32), 8);
    if (at === 0) return null;
    return { n: this.e.ent_wasm_why_n(), first: [...new Float64Array(this.e.memory.buffer, at, count)] };
  }

  // Where the outcome of the last `drivers` lies at or beyond a bound: limits of these inputs.
  box(bound: number, above: boolean, inputs: number[]): Box | null {
    const place = this.e.ent_wasm_inputs();
    new Int32Array(this.e.memory.buffer, place, inputs.length).set(inputs);
    const at = this.e.ent_wasm_box(bound, above ? 1 : 0, inputs.length, place);
    if (at === 0) return null;
    const [coverage = 0, density = 0, mass = 0, failing = 0, ...limits] = new Float64Array(this.e.memory.buffer, at, 4 + 2 * inputs.length);
    return { coverage, density, mass, failing, low: limits.slice(0, inputs.length), high: limits.slice(inputs.length) };
  }
}
