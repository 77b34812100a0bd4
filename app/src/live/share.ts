// A link that holds every lever, assumption, the seed and the engine's version.
import type { Setting } from './data.ts';

export interface Shared {
  v: 1;
  engine: string;
  scenario: string;
  baseline: string;
  seed: number;
  levers: Record<string, Setting>;
  priors: Record<string, number[]>;
  strip?: string[];
  panes?: string[];
  tab?: string;
}

export type Read = { ok: true; shared: Shared } | { ok: false; why: string };

const LONGEST = 8192;

export function encode(shared: Shared): string {
  const bytes = new TextEncoder().encode(JSON.stringify(shared));
  let text = '';
  for (const b of bytes) text += String.fromCharCode(b);
  return `s=${btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

const broken = 'This link is damaged: it may have been cut when it was copied. Ask for it again, or go on with the scenario shown.';

function isSetting(x: unknown): x is Setting {
  if (typeof x === 'number') return Number.isFinite(x);
  if (Array.isArray(x)) return x.length <= 80 && x.every((s) => typeof s === 'string' && /^[A-Z]{3}$/.test(s));
  return typeof x === 'object' && x !== null
    && Object.entries(x).every(([k, v]) => /^\d{4}$/.test(k) && typeof v === 'number' && Number.isFinite(v));
}

const tabs = ['statement', 'bill', 'posture', 'deterrence', 'ukraine', 'obligations', 'why', 'assumptions', 'sources'];

const isTexts = (x: unknown): boolean => x === undefined || (Array.isArray(x) && x.every((t) => typeof t === 'string'));

function isShared(x: unknown): x is Shared {
  if (typeof x !== 'object' || x === null) return false;
  const s = x as Record<string, unknown>;
  const object = (o: unknown): o is Record<string, unknown> => typeof o === 'object' && o !== null && !Array.isArray(o);
  return typeof s['scenario'] === 'string' && typeof s['baseline'] === 'string' && typeof s['engine'] === 'string'
    && Number.isSafeInteger(s['seed']) && (s['seed'] as number) >= 0
    && isTexts(s['strip']) && isTexts(s['panes']) && (s['panes'] === undefined || (s['panes'] as string[]).length === 2)
    && (s['tab'] === undefined || tabs.includes(s['tab'] as string))
    && object(s['levers']) && Object.values(s['levers']).every(isSetting)
    && object(s['priors']) && Object.values(s['priors']).every((p) =>
      Array.isArray(p) && p.length <= 6 && p.every((n) => typeof n === 'number' && Number.isFinite(n)));
}

// `hash` is location.hash; null when the page was opened without a link.
export function decode(hash: string): Read | null {
  const text = hash.replace(/^#/, '');
  if (!text.startsWith('s=')) return null;
  if (text.length > LONGEST) return { ok: false, why: broken };
  try {
    const plain = atob(text.slice(2).replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(plain, (c) => c.charCodeAt(0));
    const read: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const version = (read as { v?: unknown }).v;
    if (typeof version === 'number' && version > 1)
      return { ok: false, why: 'This link was made by a newer version of Entente. Open it with that version, or go on with the scenario shown.' };
    return version === 1 && isShared(read) ? { ok: true, shared: read } : { ok: false, why: broken };
  } catch {
    return { ok: false, why: broken };
  }
}
