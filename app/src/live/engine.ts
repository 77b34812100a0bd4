// The engine as the page sees it: ask for futures of a setting, get them block by block. A new
// request makes the old one stop after the slices already at work; late parts are dropped.
import { BLOCK, type Edits, type FromWorker, type Wanted, type WhyJob } from './protocol.ts';
import { inWords } from './strings.ts';

export interface Setting { world: string; edits: Edits; seed: string }
export interface Request extends Setting { wanted: Wanted[]; asks: string; futures: number }

// Values by outcome and column: the futures of the blocks done so far, in their order.
export class Futures {
  private readonly rows = new Map<string, Float64Array>();
  private readonly ahead = new Map<number, number>(); // runs that ended before one in front of them
  n = 0;
  // `asks` names the columns. Rows that nobody reads any more serve another run of the same columns:
  // megabytes a move would keep the collector at work while a picture is due.
  constructor(readonly asks = '') {}
  again(): this {
    this.n = 0;
    this.ahead.clear();
    return this;
  }
  // Counts the futures that are known without a gap.
  ended(from: number, to: number): void {
    this.ahead.set(from, to);
    for (let next = this.ahead.get(this.n); next !== undefined; next = this.ahead.get(this.n)) {
      this.ahead.delete(this.n);
      this.n = next;
    }
  }
  get(outcome: number, column: number): Float64Array | undefined {
    return this.rows.get(`${outcome}|${column}`)?.subarray(0, this.n);
  }
  has(outcome: number): boolean {
    return [...this.rows.keys()].some((k) => k.startsWith(`${outcome}|`));
  }
  // Makes room for n futures; the rows that are there stay valid for their readers.
  room(wanted: readonly Wanted[], total: number): void {
    for (const w of wanted)
      for (const c of w.columns) {
        const name = `${w.outcome}|${c}`;
        const old = this.rows.get(name);
        if (old && old.length >= total) continue;
        const row = new Float64Array(total);
        if (old) row.set(old);
        this.rows.set(name, row);
      }
  }
  put(wanted: readonly Wanted[], values: Float64Array, at: number, n: number): void {
    let i = 0;
    for (const w of wanted)
      for (const c of w.columns) this.rows.get(`${w.outcome}|${c}`)?.set(values.subarray(i * n, ++i * n), at);
  }
}

export interface Engine {
  readonly ready: Promise<void>;
  // The futures `from` (those there are) to those asked for; null: overtaken. One run may be asked
  // for behind another, so that no worker waits while a picture is drawn.
  run(request: Request, futures: Futures, from?: number): Promise<Futures | null>;
  cancel(): void;
  // While a picture is due one worker leaves alone what lies behind it: a core to draw it on.
  spare(on: boolean): void;
  why(job: Omit<WhyJob, 'kind' | 'job' | 'setting'>, asker?: string): Promise<Float64Array | null>;
  // Ends what an asker's question is still thinking about; its answer is then null.
  dismiss(asker: string): void;
  // What is wanted of 256 futures of several settings, in a worker of their own; none when the asker
  // is dismissed.
  aside(settings: Setting[], wanted: Wanted[], asker?: string): Promise<Float64Array[]>;
  stop(): void;
}

// Blocks that all workers share, so that the first pictures wait for none of them.
const SHARED = 4;

// Parts that a worker holds: it goes on with the next while this thread draws a picture.
const AHEAD = 3;

// told: the last task; holds: parts; empty: what its values came in, to be filled again
interface Hand { worker: Worker; worlds: Set<string>; told: number; holds: number; empty: ArrayBuffer[] }
interface Part { block: number; from: number; to: number }
interface Task { number: number; request: Request; setting: string; futures: Futures; from: number; parts: Part[]; left: number; generation: number; settle: (f: Futures | null) => void; fail: (e: Error) => void }

export class WorkerEngine implements Engine {
  readonly ready: Promise<void>;
  private readonly workers: Hand[] = [];
  private readonly jobs = new Map<number, { task: Task; part: Part; one: Hand }>();
  private queue: Task[] = [];
  private jobNumber = 0;
  private taskNumber = 0;
  private generation = 0;
  private failed: Error | null = null;
  private readonly thinkers = new Map<string, { worker: Worker; settle: (a: null) => void }>();

  constructor(private readonly make: () => Worker, private readonly engine: WebAssembly.Module,
    private readonly worldOf: (key: string) => Uint8Array, private readonly count: number) {
    const starts = Array.from({ length: count }, () => this.start(make()));
    this.ready = Promise.race(starts).then(() => undefined);
    void Promise.allSettled(starts);
  }

  private start(worker: Worker): Promise<void> {
    const one: Hand = { worker, worlds: new Set(), told: 0, holds: 0, empty: [] };
    this.workers.push(one);
    return new Promise((resolve, reject) => {
      worker.onmessage = (event: MessageEvent<FromWorker>) => {
        const message = event.data;
        if (message.kind === 'ready') {
          resolve();
        } else if (message.kind === 'problem') {
          const error = new Error(inWords(message.why));
          reject(error);
          this.fail(error);
        } else if (message.kind === 'block') {
          this.take(message.job, message.values);
        }
      };
      worker.onerror = (event) => { const e = new Error(event.message || inWords('stopped')); reject(e); this.fail(e); };
      worker.postMessage({ kind: 'load', engine: this.engine });
    });
  }

  private fail(error: Error): void {
    this.failed = error;
    for (const task of this.queue) task.fail(error);
    this.queue = [];
    this.jobs.clear();
  }

  private take(number: number, values: Float64Array<ArrayBuffer> | null): void {
    const job = this.jobs.get(number);
    if (!job) return; // dropped: its worker has other work
    this.jobs.delete(number);
    job.one.holds--;
    this.hand(); // the worker goes on while this thread reads
    if (!values) return;
    const { task, part } = job;
    if (task.generation === this.generation) task.futures.put(task.request.wanted, values, part.block * BLOCK + part.from, part.to - part.from);
    job.one.empty = [values.buffer, ...job.one.empty.slice(0, AHEAD - 1)];
    if (task.generation !== this.generation) return;
    if (--task.left > 0) return;
    this.queue = this.queue.filter((t) => t !== task);
    task.futures.ended(task.from, task.request.futures);
    task.settle(task.futures);
  }

  private hand(): void {
    for (;;) {
      const task = this.queue.find((t) => t.parts.length > 0);
      const one = task && this.freest(task.parts.length, task.from > 0);
      if (!task || !one) return;
      // Its own blocks first: it has kept what they draw (src/wasm/engine.c).
      const own = task.parts.findIndex((p) => p.block % this.workers.length === this.workers.indexOf(one));
      const [part] = task.parts.splice(Math.max(0, own), 1) as [Part];
      const job = ++this.jobNumber;
      this.jobs.set(job, { task, part, one });
      one.holds++;
      this.tell(one, task);
      const into = one.empty.pop();
      one.worker.postMessage({ kind: 'run', job, task: task.number, ...part, ...(into ? { into } : {}) }, into ? [into] : []);
    }
  }

  // The worker that holds least; one gets ahead only while there are parts for all.
  private freest(left: number, behind: boolean): Hand | undefined {
    const workers = behind && this.spared && this.count > 1 ? this.workers.slice(1) : this.workers;
    const most = left >= this.workers.length ? AHEAD : 1;
    const least = Math.min(...workers.map((w) => w.holds));
    return least < most ? workers.find((w) => w.holds === least) : undefined;
  }

  private spared = false;
  spare(on: boolean): void {
    this.spared = on;
    if (!on) this.hand();
  }

  // A world is given once to each worker, and a task once for all of its parts.
  private tell(one: Hand, task: Task): void {
    if (one.told === task.number) return;
    const { world, edits, seed, wanted, asks } = task.request;
    if (!one.worlds.has(world)) one.worker.postMessage({ kind: 'world', key: world, bytes: this.worldOf(world) });
    one.worlds.add(world);
    one.worker.postMessage({ kind: 'task', task: task.number, world, edits, setting: task.setting, seed, wanted, asks });
    one.told = task.number;
  }

  // All workers share the first block, which is the first picture, and the few after it, so that
  // none waits for another's last block. Later ones are handed out whole.
  private partsOf(done: number, futures: number): Part[] {
    const parts: Part[] = [];
    const shared = BLOCK / Math.min(4, 2 ** Math.floor(Math.log2(this.count)));
    for (let block = done / BLOCK; block < futures / BLOCK; block++) {
      const size = block < SHARED ? shared : BLOCK;
      for (let from = 0; from < BLOCK; from += size) parts.push({ block, from, to: from + size });
    }
    return parts;
  }

  run(request: Request, futures: Futures, from = 0): Promise<Futures | null> {
    if (this.failed) return Promise.reject(this.failed);
    if (futures.n >= request.futures) return Promise.resolve(futures);
    futures.room(request.wanted, request.futures);
    const first = Math.max(from, futures.n);
    const parts = this.partsOf(first, request.futures);
    return new Promise((settle, fail) => {
      this.queue.push({ number: ++this.taskNumber, request, setting: JSON.stringify(request.edits), futures, from: first, parts, left: parts.length, generation: this.generation, settle, fail });
      this.hand();
    });
  }

  cancel(): void {
    this.generation++;
    for (const task of this.queue) task.settle(null);
    this.queue = [];
    // A worker takes what comes next as soon as it has dropped what it is at.
    for (const one of new Set([...this.jobs.values()].map((j) => j.one))) {
      one.worker.postMessage({ kind: 'drop', upTo: this.jobNumber });
      one.holds = 0;
    }
    this.jobs.clear();
  }

  // Thinks in a worker of its own, which ends when the same asker's next question comes: nothing
  // waits for it.
  why(job: Omit<WhyJob, 'kind' | 'job' | 'setting'>, asker = ''): Promise<Float64Array | null> {
    this.dismiss(asker);
    const worker = this.make();
    return new Promise((settle, fail) => {
      this.thinkers.set(asker, { worker, settle });
      worker.onerror = (event) => fail(new Error(event.message || inWords('stopped')));
      worker.onmessage = (event: MessageEvent<FromWorker>) => {
        const message = event.data;
        if (message.kind === 'problem') fail(new Error(inWords(message.why)));
        if (message.kind !== 'why') return;
        worker.terminate();
        if (this.thinkers.get(asker)?.worker === worker) this.thinkers.delete(asker);
        settle(message.answer);
      };
      worker.postMessage({ kind: 'load', engine: this.engine });
      worker.postMessage({ kind: 'world', key: job.world, bytes: this.worldOf(job.world) });
      worker.postMessage({ kind: 'why', job: 1, setting: JSON.stringify(job.edits), ...job });
    });
  }

  dismiss(asker: string): void {
    const before = this.thinkers.get(asker);
    before?.worker.terminate();
    before?.settle(null);
    this.thinkers.delete(asker);
  }

  aside(settings: Setting[], wanted: Wanted[], asker = ''): Promise<Float64Array[]> {
    if (asker) this.dismiss(asker);
    const worker = this.make();
    return new Promise<Float64Array[]>((settle, fail) => {
      if (asker) this.thinkers.set(asker, { worker, settle: () => settle([]) });
      const out: Float64Array[] = [];
      worker.onerror = (event) => fail(new Error(event.message || inWords('stopped')));
      worker.onmessage = (event: MessageEvent<FromWorker>) => {
        if (event.data.kind === 'problem') fail(new Error(inWords(event.data.why)));
        if (event.data.kind === 'block' && event.data.values && out.push(event.data.values) === settings.length) settle(out);
      };
      worker.postMessage({ kind: 'load', engine: this.engine });
      const asks = JSON.stringify(wanted);
      settings.forEach(({ world, edits, seed }, i) => {
        if (i === 0 || world !== settings[i - 1]!.world) worker.postMessage({ kind: 'world', key: world, bytes: this.worldOf(world) });
        worker.postMessage({ kind: 'task', task: i, world, edits, setting: JSON.stringify(edits), seed, wanted, asks });
        worker.postMessage({ kind: 'run', job: i + 1, task: i, block: 0, from: 0, to: BLOCK });
      });
    }).finally(() => {
      worker.terminate();
      if (this.thinkers.get(asker)?.worker === worker) this.thinkers.delete(asker);
    });
  }

  stop(): void {
    this.cancel();
    for (const { worker } of this.workers) worker.terminate();
    for (const { worker } of this.thinkers.values()) worker.terminate();
  }
}
