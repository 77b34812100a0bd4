// Accounts and obligations: an engine of the page's own, asked and answered at once.
import { shapesOf, type Ring } from '../maps/outlines.ts';
import type { StateShape } from '../maps/draw.ts';
import { openWorld, setLevers, type Edits, type EngineExports } from './protocol.ts';

export interface BillLine {
  share0: number; multiple: number; base_bn: number; target_bn: number; cumulative_bn: number; per_head: number;
  government: number; pace: number; years_to_target: number; debt_added: number; related_bn: number;
  extra: number[]; share: number[]; gdp: number[]; // by year from the world's first
}
export interface Clause {
  clause: string; instrument: string; article: string; verdict: string; level: number; reason: string; sentence: string;
  majority: string; minority: string;
}
export interface Owed { state: string; name: string; firm: number; contested: number; clause: string }
export interface Judgement { clauses: Clause[]; states: Owed[]; at: [number, number] | null } // at: longitude, latitude

export const ALLIES = -1;
export const ALLIES_WITHOUT_US = -2;

const YEARS = 16; // ENT_MAX_YEARS

const text = new TextDecoder();

export class Desk {
  private opened = '';
  private set = '';
  private constructor(private readonly e: EngineExports, private readonly worldOf: (key: string) => Uint8Array) {}

  static async open(engine: WebAssembly.Module, worldOf: (key: string) => Uint8Array): Promise<Desk> {
    const made = await WebAssembly.instantiate(engine, {});
    return new Desk(made.exports as unknown as EngineExports, worldOf);
  }

  private world(key: string, edits: Edits): void {
    const priors = JSON.stringify([key, edits.priors]);
    if (priors !== this.opened) {
      openWorld(this.e, this.worldOf(key), edits.priors);
      this.opened = priors;
      this.set = '';
    }
    const levers = JSON.stringify([edits.levers, edits.members]);
    if (levers !== this.set) setLevers(this.e, edits);
    this.set = levers;
  }

  bill(key: string, edits: Edits, group: number): BillLine | null {
    this.world(key, edits);
    const at = this.e.ent_wasm_bill(group);
    if (at === 0) return null;
    const [share0 = 0, multiple = 0, base_bn = 0, target_bn = 0, cumulative_bn = 0, per_head = 0, government = 0, pace = 0,
      years_to_target = 0, debt_added = 0, related_bn = 0, ...rest] = new Float64Array(this.e.memory.buffer, at, 11 + 3 * YEARS);
    const [extra, share, gdp] = [0, 1, 2].map((k) => rest.slice(k * YEARS, (k + 1) * YEARS)) as [number[], number[], number[]];
    return { share0, multiple, base_bn, target_bn, cumulative_bn, per_head, government, pace, years_to_target, debt_added, related_bn, extra, share, gdp };
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
    const lon = this.e.ent_wasm_event_at(0);
    const lat = this.e.ent_wasm_event_at(1);
    return { clauses, states, at: Number.isNaN(lon + lat) ? null : [lon, lat] };
  }

  // Shapes of states, as the treaty engine places events: rings of longitude and latitude.
  private shapes: StateShape[] = [];
  outlines(key: string, edits: Edits): StateShape[] {
    if (!this.shapes.length) this.shapes = shapesOf(this.rings(key, edits));
    return this.shapes;
  }

  private rings(key: string, edits: Edits): Ring[] {
    this.world(key, edits);
    if (this.e.ent_wasm_event() !== 0) return [];
    const n = this.e.ent_wasm_outlines();
    const rows = new Uint32Array(this.e.memory.buffer, this.e.ent_wasm_text(), 3 * n).slice();
    const points = this.e.ent_wasm_outline_points();
    const names = new Map<number, string>();
    const nameOf = (state: number): string => {
      let found = names.get(state);
      if (found === undefined) {
        const bytes = this.e.ent_wasm_outline_state(state);
        names.set(state, found = text.decode(new Uint8Array(this.e.memory.buffer, this.e.ent_wasm_text(), bytes)));
      }
      return found;
    };
    return Array.from({ length: n }, (_, r) => {
      const [state = 0, first = 0, count = 0] = rows.subarray(3 * r, 3 * r + 3);
      const xy = new Int16Array(this.e.memory.buffer, points + 4 * first, 2 * count);
      return { state: nameOf(state), points: Array.from({ length: count }, (_x, i) => [xy[2 * i]! / 100, xy[2 * i + 1]! / 100] as [number, number]) };
    });
  }
}
