// One engine in one worker: a world is loaded when it or its priors change, levers are set when
// they move, then parts of blocks are run.
import { BLOCK, openWorld, seedHalves, setLevers, type EngineExports, type FromWorker, type Job, type ToWorker, type WhyJob } from './protocol.ts';

let engine: EngineExports | null = null;
const worlds = new Map<string, Uint8Array>();
let opened = '';
let set = '';
let recorded = '';
let places: number[] = [];

const say = (message: FromWorker, transfer: Transferable[] = []): void =>
  (self as unknown as DedicatedWorkerGlobalScope).postMessage(message, transfer);

function settle(e: EngineExports, job: Job | WhyJob): void {
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

function record(e: EngineExports, job: Job): void {
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

function run(e: EngineExports, job: Job): void {
  settle(e, job);
  record(e, job);
  const at = e.ent_wasm_run(...seedHalves(job.seed), job.block, job.from, job.to);
  if (at === 0) throw new Error('noBlock');
  const all = new Float64Array(e.memory.buffer, at);
  const n = job.to - job.from;
  const values = new Float64Array(places.length * n);
  places.forEach((p, i) => {
    if (p < 0) values.fill(NaN, i * n, (i + 1) * n);
    else values.set(all.subarray(p * BLOCK + job.from, p * BLOCK + job.to), i * n);
  });
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
    } else if (!engine) {
      throw new Error('notReady');
    } else if (message.kind === 'run') {
      run(engine, message);
    } else {
      why(engine, message);
    }
  } catch (error) {
    say({ kind: 'problem', why: error instanceof Error ? error.message : String(error) });
  }
}

// One after the other: a world that comes while the engine is being made waits for it.
let turn: Promise<void> = Promise.resolve();
self.onmessage = (event: MessageEvent<ToWorker>): void => { turn = turn.then(() => answer(event.data)); };
