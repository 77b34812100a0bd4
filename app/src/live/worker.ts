// One engine in one worker: a world is loaded when it or its priors change, levers are set when
// they move, then parts of blocks are run, in slices: between two of them the worker hears that
// a part is no longer asked for.
import { BLOCK, openWorld, seedHalves, setLevers, type EngineExports, type FromWorker, type Job, type Task, type ToWorker, type WhyJob } from './protocol.ts';

let engine: EngineExports | null = null;
const worlds = new Map<string, Uint8Array>();
let opened = '';
let set = '';
let recorded = '';
let places: number[] = [];
let task: Task | null = null;
let dropped = 0; // jobs up to this one

const SLICE = 64; // futures: some ten milliseconds

const say = (message: FromWorker, transfer: Transferable[] = []): void =>
  (self as unknown as DedicatedWorkerGlobalScope).postMessage(message, transfer);

function settle(e: EngineExports, job: Task | WhyJob): void {
  const priors = JSON.stringify([job.world, job.edits.priors]);
  if (priors !== opened) {
    const bytes = worlds.get(job.world);
    if (!bytes) throw new Error('worldMissing');
    openWorld(e, bytes, job.edits.priors);
    opened = priors;
    set = recorded = '';
  }
  if (job.setting !== set) {
    setLevers(e, job.edits);
    set = job.setting;
  }
}

function record(e: EngineExports, job: Task): void {
  if (job.asks === recorded) return;
  for (let o = 0; o < 256; o++) e.ent_wasm_record(o, 0);
  for (const w of job.wanted) e.ent_wasm_record(w.outcome, 1);
  e.ent_wasm_layout();
  places = job.wanted.flatMap((w) => {
    const first = e.ent_wasm_first(w.outcome);
    const count = e.ent_wasm_count(w.outcome);
    return w.columns.map((c) => (first >= 0 && c < count ? first + c : -1));
  });
  recorded = job.asks;
}

// Lets messages in that have come meanwhile; a timer would wait longer.
const gap = new MessageChannel();
const pause = (): Promise<void> => new Promise((resolve) => {
  gap.port1.onmessage = () => resolve();
  gap.port2.postMessage(0);
});

async function run(e: EngineExports, job: Job, of: Task): Promise<void> {
  if (job.job <= dropped) { say({ kind: 'block', job: job.job, values: null }); return; }
  settle(e, of);
  record(e, of);
  const n = job.to - job.from;
  const size = places.length * n;
  const values = (job.into?.byteLength === 8 * size ? new Float64Array(job.into) : new Float64Array(size)).fill(NaN);
  for (let from = job.from; from < job.to; from += SLICE) {
    if (from > job.from) await pause();
    if (job.job <= dropped) { say({ kind: 'block', job: job.job, values: null }); return; }
    const to = Math.min(from + SLICE, job.to);
    const at = e.ent_wasm_run(...seedHalves(of.seed), job.block, from, to);
    if (at === 0) throw new Error('noBlock');
    const all = new Float64Array(e.memory.buffer, at);
    places.forEach((p, i) => { if (p >= 0) values.set(all.subarray(p * BLOCK + from, p * BLOCK + to), i * n + from - job.from); });
  }
  say({ kind: 'block', job: job.job, values }, [values.buffer]);
}

function why(e: EngineExports, job: WhyJob): void {
  settle(e, job);
  for (let o = 0; o < 256; o++) e.ent_wasm_record(o, o === job.outcome ? 1 : 0);
  recorded = '';
  new Int32Array(e.memory.buffer, e.ent_wasm_inputs(), job.inputs.length).set(job.inputs);
  const at = e.ent_wasm_why(job.outcome, job.column, ...seedHalves(job.seed), job.blocks,
    job.inputs.length, job.worse ? 1 : 0, job.logarithm ? 1 : 0, job.bound);
  const answer = at ? new Float64Array(e.memory.buffer, at, e.ent_wasm_why_length()).slice() : null;
  say({ kind: 'why', job: job.job, answer }, answer ? [answer.buffer] : []);
}

async function answer(message: ToWorker): Promise<void> {
  try {
    if (message.kind === 'load') {
      const made = await WebAssembly.instantiate(message.engine, {});
      engine = made.exports as unknown as EngineExports;
      say({ kind: 'ready' });
    } else if (message.kind === 'world') {
      worlds.set(message.key, message.bytes);
    } else if (message.kind === 'task') {
      task = message;
    } else if (!engine) {
      throw new Error('notReady');
    } else if (message.kind === 'run') {
      if (task?.task === message.task) await run(engine, message, task);
    } else if (message.kind === 'why') {
      why(engine, message);
    }
  } catch (error) {
    say({ kind: 'problem', why: error instanceof Error ? error.message : String(error) });
  }
}

// One after the other: a world that comes while the engine is being made waits for it.
let turn: Promise<void> = Promise.resolve();
self.onmessage = (event: MessageEvent<ToWorker>): void => {
  const message = event.data;
  if (message.kind === 'drop') dropped = Math.max(dropped, message.upTo);
  else turn = turn.then(() => answer(message));
};
