// What page and workers say to each other. One job is one block of 256 futures.
export const BLOCK = 256;

export interface Edits {
  // [lever id, index of the model year or -1 for all, value]
  levers: [number, number, number][];
  members: number[] | null; // indices of the states in the guarantee force; null: as in the world
  priors: [number, number[]][]; // [assumption id, parameters]
}

export interface Job {
  kind: 'run'; job: number; world: string; edits: Edits; seed: number; block: number; outcomes: number[];
}
export interface Load { kind: 'load'; engine: ArrayBuffer; worlds: { key: string; bytes: Uint8Array }[] }
export type ToWorker = Load | Job;

export interface Block { kind: 'block'; job: number; firsts: number[]; counts: number[]; values: Float64Array<ArrayBuffer> }
export interface Problem { kind: 'problem'; why: string }
export type FromWorker = { kind: 'ready' } | Block | Problem;

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
  ent_wasm_drivers(outcome: number, column: number, seedLow: number, seedHigh: number, blocks: number): number;
  ent_wasm_why_n(): number;
  ent_wasm_inputs(): number;
  ent_wasm_box(bound: number, above: number, inputs: number, at: number): number;
  ent_wasm_bill(group: number): number;
  ent_wasm_text(): number;
  ent_wasm_event(): number;
  ent_wasm_event_set(): number;
  ent_wasm_judge(): number;
  ent_wasm_places(): number;
  ent_wasm_run(seedLow: number, seedHigh: number, block: number): number;
}

// Copies a world into the engine and applies the reader's edits.
export function openWorld(e: EngineExports, bytes: Uint8Array, edits: Edits): void {
  const at = e.ent_wasm_world(bytes.length);
  if (at === 0) throw new Error('The browser gives this page too little memory for the world.');
  new Uint8Array(e.memory.buffer, at, bytes.length).set(bytes);
  if (e.ent_wasm_open(bytes.length) !== 0)
    throw new Error('The world in this page is of another version than its engine. Make the page anew with: entente app --file entente.html');
  for (const [id, year, value] of edits.levers) e.ent_wasm_lever(id, year, value);
  if (edits.members) {
    for (let s = 0; s < 80; s++) e.ent_wasm_member(s, 0);
    for (const s of edits.members) e.ent_wasm_member(s, 1);
  }
  for (const [id, p] of edits.priors)
    e.ent_wasm_prior(id, p.length, p[0] ?? 0, p[1] ?? 0, p[2] ?? 0, p[3] ?? 0, p[4] ?? 0, p[5] ?? 0);
}
