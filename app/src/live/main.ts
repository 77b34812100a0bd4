import { mount } from 'svelte';
import App from './App.svelte';
import EngineWorker from './worker.ts?worker&inline';
import { fromBase64, PageProblem, readData, worldBytes, type PageData } from './data.ts';
import { Desk } from './desk.ts';
import { WorkerEngine, type Engine } from './engine.ts';
import { decode } from './share.ts';
import { newestOf } from './questions.ts';
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

const COUNT = Math.max(1, Math.min(8, navigator.hardwareConcurrency || 2));

// The engine is unpacked and compiled, and the workers start, while this thread reads the data.
interface Begun { module: Promise<WebAssembly.Module> | null; workers: Worker[]; why: string }
function begin(): Begun {
  const packed = document.getElementById('entente-engine')?.textContent?.trim() ?? '';
  const why = !packed || packed.startsWith('@') ? s.noEngine : typeof WebAssembly !== 'object' || !WebAssembly.validate(simd) ? s.noWasm : '';
  if (why) return { module: null, workers: [], why };
  const module = unzipped(packed).then((bytes) => WebAssembly.compile(bytes)); // once, for all workers
  module.catch(() => undefined); // told where it is awaited
  return { module, workers: Array.from({ length: COUNT }, () => new EngineWorker()), why };
}

async function engineOf(begun: Begun, data: PageData): Promise<{ engine: Engine | null; desk: Desk | null }> {
  if (!begun.module) return { engine: null, desk: null };
  const worldOf = worldBytes(data.worlds);
  worldOf(newestOf(data)); // the page opens on it
  const module = await begun.module;
  return { engine: new WorkerEngine(() => begun.workers.pop() ?? new EngineWorker(), module, worldOf, COUNT), desk: await Desk.open(module, worldOf) };
}

async function start(target: HTMLElement): Promise<void> {
  try {
    const begun = begin();
    const data = readData(document.getElementById('entente-data')?.textContent);
    const { engine, desk } = await engineOf(begun, data);
    const store = new Store(data, engine, desk);
    store.problem = begun.why;
    // What the page was written with stays until the first picture, unless a link asks for another.
    if (location.hash.length < 2) store.shipped = document.getElementById('shipped')?.innerHTML ?? '';
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
