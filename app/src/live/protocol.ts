// What page and workers say to each other. One job is one block of 256 futures.
export const BLOCK = 256;

// A seed is a whole number of 64 bits, more than a number holds: it goes about as its digits.
export const LARGEST_SEED = '18446744073709551615';

// The seed that a text names; null where it is none or has more than 64 bits.
export function readSeed(text: string): string | null {
  if (!/^\d{1,40}$/.test(text)) return null;
  const seed = BigInt(text);
  return seed <= BigInt(LARGEST_SEED) ? String(seed) : null;
}

// The lower and the upper 32 bits, as the engine takes them.
export function seedHalves(seed: string): [low: number, high: number] {
  const x = BigInt(seed);
  return [Number(BigInt.asUintN(32, x)), Number(BigInt.asUintN(32, x >> BigInt(32)))];
}

export interface Edits {
  // [lever id, index of the model year or -1 for all, value]
  levers: [number, number, number][];
  members: number[] | null; // indices of the states in the guarantee force; null: as in the world
  priors: [number, number[]][]; // [assumption id, parameters]
}

// Columns of an outcome that are asked for.
export interface Wanted { outcome: number; columns: number[] }

// What several jobs have in common, told once. `setting` names the edits, `asks` the wanted.
export interface Task { kind: 'task'; task: number; world: string; edits: Edits; setting: string; seed: string; wanted: Wanted[]; asks: string }
// One job of it: futures `from` to `to` of a block. `into`: room that values came in before.
export interface Job { kind: 'run'; job: number; task: number; block: number; from: number; to: number; into?: ArrayBuffer }
// Jobs up to this one are no longer asked for: the one at work ends at its next slice.
export interface Drop { kind: 'drop'; upTo: number }
// Drivers and failure boxes of one column, from the first blocks.
export interface WhyJob {
  kind: 'why'; job: number; world: string; edits: Edits; setting: string; seed: string; blocks: number;
  outcome: number; column: number; inputs: number[]; worse: boolean; logarithm: boolean; bound: number;
}
export interface Load { kind: 'load'; engine: WebAssembly.Module }
export interface GiveWorld { kind: 'world'; key: string; bytes: Uint8Array }
export type ToWorker = Load | GiveWorld | Task | Job | Drop | WhyJob;

// Values of the wanted columns in their order, to - from of each; null for a dropped job.
export interface Block { kind: 'block'; job: number; values: Float64Array<ArrayBuffer> | null }
export interface WhyAnswer { kind: 'why'; job: number; answer: Float64Array<ArrayBuffer> | null }
export interface Problem { kind: 'problem'; why: string }
export type FromWorker = { kind: 'ready' } | Block | WhyAnswer | Problem;

// What the engine (src/wasm) exports.
export interface EngineExports {
  memory: WebAssembly.Memory;
  ent_wasm_version(): number;
  ent_wasm_world(bytes: number): number;
  ent_wasm_open(bytes: number): number;
  ent_wasm_lever(id: number, year: number, value: number): void;
  ent_wasm_member(state: number, on: number): void;
  ent_wasm_prior(id: number, n: number, p0: number, p1: number, p2: number, p3: number, p4: number, p5: number): void;
  ent_wasm_record(outcome: number, on: number): void;
  ent_wasm_layout(): number;
  ent_wasm_first(outcome: number): number;
  ent_wasm_count(outcome: number): number;
  ent_wasm_restore(): void;
  ent_wasm_inputs(): number;
  ent_wasm_why(outcome: number, column: number, seedLow: number, seedHigh: number, blocks: number, inputs: number,
    worse: number, logarithm: number, bound: number): number;
  ent_wasm_why_length(): number;
  ent_wasm_outlines(): number;
  ent_wasm_outline_points(): number;
  ent_wasm_outline_state(state: number): number;
  ent_wasm_bill(group: number): number;
  ent_wasm_text(): number;
  ent_wasm_event(): number;
  ent_wasm_event_set(): number;
  ent_wasm_judge(): number;
  ent_wasm_event_at(axis: number): number;
  ent_wasm_places(): number;
  ent_wasm_run(seedLow: number, seedHigh: number, block: number, from: number, to: number): number;
}

// Problems are said by their name in strings.ts: a worker carries no words.
// Copies a world into the engine and sets the reader's priors: what stays while levers move.
export function openWorld(e: EngineExports, bytes: Uint8Array, priors: Edits['priors']): void {
  const at = e.ent_wasm_world(bytes.length);
  if (at === 0) throw new Error('noMemory');
  new Uint8Array(e.memory.buffer, at, bytes.length).set(bytes);
  if (e.ent_wasm_open(bytes.length) !== 0)
    throw new Error('worldVersion');
  for (const [id, p] of priors)
    e.ent_wasm_prior(id, p.length, p[0] ?? 0, p[1] ?? 0, p[2] ?? 0, p[3] ?? 0, p[4] ?? 0, p[5] ?? 0);
}

export function setLevers(e: EngineExports, edits: Edits): void {
  e.ent_wasm_restore();
  for (const [id, year, value] of edits.levers) e.ent_wasm_lever(id, year, value);
  if (!edits.members) return;
  for (let m = 0; m < 80; m++) e.ent_wasm_member(m, 0);
  for (const m of edits.members) e.ent_wasm_member(m, 1);
}
