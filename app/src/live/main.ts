import { mount } from 'svelte';
import App from './App.svelte';
import EngineWorker from './worker.ts?worker&inline';
import { fromBase64, PageProblem, readData, worldBytes, type PageData } from './data.ts';
import { Desk } from './desk.ts';
import { WorkerEngine, type Engine } from './engine.ts';
import { decode } from './share.ts';
import { Store } from './store.svelte.ts';
import { s } from './strings.ts';
import './live.css';

function say(target: HTMLElement, why: string): void {
  const p = document.createElement('p');
  p.className = 'wait';
  p.setAttribute('role', 'alert');
  p.textContent = why;
  target.replaceChildren(p);
}

// A module of one function that uses SIMD: validates only where the engine can run.
const simd = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11);

async function unzipped(base64: string): Promise<ArrayBuffer> {
  const bytes = fromBase64(base64);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

async function engineOf(data: PageData): Promise<{ engine: Engine | null; desk: Desk | null; why: string }> {
  const packed = document.getElementById('entente-engine')?.textContent?.trim() ?? '';
  if (!packed || packed.startsWith('@')) return { engine: null, desk: null, why: s.noEngine };
  if (typeof WebAssembly !== 'object' || !WebAssembly.validate(simd)) return { engine: null, desk: null, why: s.noWasm };
  const engine = await WebAssembly.compile(await unzipped(packed)); // once, for all workers
  const worldOf = worldBytes(data.worlds);
  const count = Math.max(1, Math.min(8, navigator.hardwareConcurrency || 2));
  return { engine: new WorkerEngine(() => new EngineWorker(), engine, worldOf, count), desk: await Desk.open(engine, worldOf), why: '' };
}

async function start(target: HTMLElement): Promise<void> {
  try {
    const data = readData(document.getElementById('entente-data')?.textContent);
    const { engine, desk, why } = await engineOf(data);
    const store = new Store(data, engine, desk);
    store.problem = why;
    const read = decode(location.hash);
    if (read?.ok) store.takeShared(read.shared);
    else if (read) store.notice = read.why;
    else if (location.hash.length > 1) {
      try {
        store.showLink(location.hash.slice(1));
      } catch {
        store.notice = s.badLink;
      }
    }
    engine?.ready.catch((e: unknown) => { store.problem = e instanceof Error ? e.message : String(e); });
    target.replaceChildren();
    mount(App, { target, props: { store } });
  } catch (error) {
    say(target, error instanceof PageProblem ? error.message : s.cannotStart(error instanceof Error ? error.message : String(error)));
  }
}

const target = document.getElementById('app');
if (target) void start(target);
