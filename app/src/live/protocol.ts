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
  ent_wasm_run(seedLow: number, seedHigh: number, block: number): number;
}
