// The engine as the page sees it: ask for futures of a setting, get them block by block. A new
// request makes the old one stop after the blocks already handed out; late blocks are dropped.
import { BLOCK, type Edits, type FromWorker, type Load } from './protocol.ts';

export interface Request { world: string; edits: Edits; seed: number; outcomes: number[]; futures: number }

// Rows of an outcome: [column][future], blocks joined in order.
export class Futures {
  readonly rows = new Map<number, Float64Array[]>();
  n = 0;
  add(outcomes: readonly number[], firsts: readonly number[], counts: readonly number[], values: Float64Array, block: number, total: number): void {
    outcomes.forEach((o, i) => {
      const first = firsts[i] ?? -1;
      const count = first < 0 ? 0 : counts[i] ?? 0;
      let rows = this.rows.get(o);
      if (!rows) this.rows.set(o, rows = Array.from({ length: count }, () => new Float64Array(total)));
      for (let c = 0; c < count; c++)
        rows[c]?.set(values.subarray((first + c) * BLOCK, (first + c + 1) * BLOCK), block * BLOCK);
    });
    this.n += BLOCK;
  }
}

export interface Engine {
  readonly ready: Promise<void>;
  run(request: Request): Promise<Futures | null>; // null: overtaken by a later request of the same lane
  cancel(): void;
  stop(): void;
}

interface Task { request: Request; futures: Futures; next: number; done: number; generation: number; settle: (f: Futures | null) => void; fail: (e: Error) => void }

export class WorkerEngine implements Engine {
  readonly ready: Promise<void>;
  private readonly workers: Worker[] = [];
  private readonly idle: Worker[] = [];
  private readonly jobs = new Map<number, { task: Task; block: number }>();
  private queue: Task[] = [];
  private jobNumber = 0;
  private generation = 0;
  private failed: Error | null = null;

  constructor(make: () => Worker, load: Omit<Load, 'kind'>, count: number) {
    const starts = Array.from({ length: count }, () => this.start(make(), load));
    this.ready = Promise.race(starts).then(() => undefined);
    void Promise.allSettled(starts);
  }

  private start(worker: Worker, load: Omit<Load, 'kind'>): Promise<void> {
    this.workers.push(worker);
    return new Promise((resolve, reject) => {
      worker.onmessage = (event: MessageEvent<FromWorker>) => {
        const message = event.data;
        if (message.kind === 'ready') {
          this.idle.push(worker);
          resolve();
          this.hand();
        } else if (message.kind === 'problem') {
          const error = new Error(message.why);
          reject(error);
          this.fail(error);
        } else {
          this.take(worker, message);
        }
      };
      worker.onerror = (event) => { const e = new Error(event.message || 'The engine stopped.'); reject(e); this.fail(e); };
      worker.postMessage({ kind: 'load', ...load });
    });
  }

  private fail(error: Error): void {
    this.failed = error;
    for (const task of this.queue) task.fail(error);
    this.queue = [];
    this.jobs.clear();
  }

  private take(worker: Worker, message: Extract<FromWorker, { kind: 'block' }>): void {
    const job = this.jobs.get(message.job);
    this.jobs.delete(message.job);
    this.idle.push(worker);
    if (job && job.task.generation === this.generation) {
      const { task, block } = job;
      task.futures.add(task.request.outcomes, message.firsts, message.counts, message.values, block, task.request.futures);
      task.done++;
      if (task.done * BLOCK >= task.request.futures) {
        this.queue = this.queue.filter((t) => t !== task);
        task.settle(task.futures);
      }
    }
    this.hand();
  }

  private hand(): void {
    for (;;) {
      const task = this.queue.find((t) => t.next * BLOCK < t.request.futures);
      const worker = task && this.idle.pop();
      if (!task || !worker) return;
      const block = task.next++;
      const job = ++this.jobNumber;
      this.jobs.set(job, { task, block });
      const { world, edits, seed, outcomes } = task.request;
      worker.postMessage({ kind: 'run', job, world, edits, seed, block, outcomes });
    }
  }

  run(request: Request): Promise<Futures | null> {
    if (this.failed) return Promise.reject(this.failed);
    return new Promise((settle, fail) => {
      this.queue.push({ request, futures: new Futures(), next: 0, done: 0, generation: this.generation, settle, fail });
      this.hand();
    });
  }

  cancel(): void {
    this.generation++;
    for (const task of this.queue) task.settle(null);
    this.queue = [];
  }

  stop(): void {
    this.cancel();
    for (const worker of this.workers) worker.terminate();
  }
}
