// One engine in one worker: a world is loaded when it or its edits change, then blocks are run.
import { BLOCK, openWorld, type EngineExports, type FromWorker, type Job, type ToWorker } from './protocol.ts';

let engine: EngineExports | null = null;
let worlds = new Map<string, Uint8Array>();
let loaded = '';
let recorded = '';

const say = (message: FromWorker, transfer: Transferable[] = []): void =>
  (self as unknown as DedicatedWorkerGlobalScope).postMessage(message, transfer);

function prepare(e: EngineExports, job: Job): void {
  const wanted = JSON.stringify([job.world, job.edits]);
  if (wanted !== loaded) {
    const bytes = worlds.get(job.world);
    if (!bytes) throw new Error(`This page does not hold the world '${job.world}'.`);
    openWorld(e, bytes, job.edits);
    loaded = wanted;
    recorded = '';
  }
  const outcomes = job.outcomes.join();
  if (outcomes !== recorded) {
    for (let o = 0; o < 256; o++) e.ent_wasm_record(o, 0);
    for (const o of job.outcomes) e.ent_wasm_record(o, 1);
    recorded = outcomes;
  }
}

function run(job: Job): void {
  const e = engine;
  if (!e) throw new Error('The engine is not ready.');
  prepare(e, job);
  const columns = e.ent_wasm_layout();
  const at = e.ent_wasm_run(job.seed >>> 0, Math.floor(job.seed / 2 ** 32), job.block);
  if (at === 0) throw new Error('The engine could not run a block.');
  const values = new Float64Array(e.memory.buffer, at, columns * BLOCK).slice();
  say({
    kind: 'block', job: job.job, values,
    firsts: job.outcomes.map((o) => e.ent_wasm_first(o)), counts: job.outcomes.map((o) => e.ent_wasm_count(o)),
  }, [values.buffer]);
}

self.onmessage = async (event: MessageEvent<ToWorker>): Promise<void> => {
  try {
    const message = event.data;
    if (message.kind === 'run') {
      run(message);
      return;
    }
    worlds = new Map(message.worlds.map((w) => [w.key, w.bytes]));
    const made = await WebAssembly.instantiate(message.engine, {});
    engine = made.instance.exports as unknown as EngineExports;
    say({ kind: 'ready' });
  } catch (error) {
    say({ kind: 'problem', why: error instanceof Error ? error.message : String(error) });
  }
};
