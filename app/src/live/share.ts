// A link that holds every lever, assumption, the seed and the engine's version.
import type { Setting } from './data.ts';
import { readSeed } from './protocol.ts';
import { s } from './strings.ts';

export interface Shared {
  v: 1;
  engine: string;
  scenario: string;
  baseline: string;
  seed: string; // in the link a number, or its digits where a number cannot hold it
  levers: Record<string, Setting>;
  priors: Record<string, number[]>;
  tab?: string;
  question?: string;
  country?: string;
  money?: string; // EUR, USD or national
  per?: string; // all, head or gdp
  axis?: string; // money: the chart of spending in money
  event?: Record<string, string>;
}

export type Read = { ok: true; shared: Shared } | { ok: false; why: string };

const LONGEST = 8192;

export function encode(shared: Shared): string {
  const bytes = new TextEncoder().encode(JSON.stringify({ ...shared, seed: Number.isSafeInteger(Number(shared.seed)) ? Number(shared.seed) : shared.seed }));
  let text = '';
  for (const b of bytes) text += String.fromCharCode(b);
  return `s=${btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

function isSetting(x: unknown): x is Setting {
  if (typeof x === 'number') return Number.isFinite(x);
  if (Array.isArray(x)) return x.length <= 80 && x.every((m) => typeof m === 'string' && /^[A-Z]{3}$/.test(m));
  return typeof x === 'object' && x !== null
    && Object.entries(x).every(([k, v]) => /^\d{4}$/.test(k) && typeof v === 'number' && Number.isFinite(v));
}

const tabs = ['cost', 'security', 'war', 'law', 'why'];

// What tabs were called in links made before the page had its questions.
const FORMER: Record<string, { tab: string; question: string }> = {
  statement: { tab: 'why', question: 'address' }, bill: { tab: 'cost', question: 'cost' }, posture: { tab: 'security', question: 'alone' },
  deterrence: { tab: 'security', question: 'alone' }, ukraine: { tab: 'war', question: 'war' }, obligations: { tab: 'law', question: 'law' },
  why: { tab: 'why', question: 'alone' }, assumptions: { tab: 'why', question: 'alone' }, sources: { tab: 'why', question: 'alone' },
};

const isText = (x: unknown, form: RegExp): boolean => x === undefined || (typeof x === 'string' && form.test(x));
const isTexts = (x: unknown): boolean => x === undefined || (typeof x === 'object' && x !== null && !Array.isArray(x)
  && Object.entries(x).every(([k, v]) => /^[a-z_]{1,20}$/.test(k) && typeof v === 'string' && v.length <= 120));

// JSON.parse would round a number above 2^53: its digits are read as a text.
const quoted = (json: string): string => json.replace(/("seed"\s*:\s*)(\d{16,})(?=\s*[,}])/, '$1"$2"');
const digitsOf = (seed: unknown): unknown => Number.isSafeInteger(seed) ? String(seed) : seed;

function isShared(x: unknown): x is Shared {
  if (typeof x !== 'object' || x === null) return false;
  const o = x as Record<string, unknown>;
  const object = (y: unknown): y is Record<string, unknown> => typeof y === 'object' && y !== null && !Array.isArray(y);
  return typeof o['scenario'] === 'string' && typeof o['baseline'] === 'string' && typeof o['engine'] === 'string'
    && typeof o['seed'] === 'string' && readSeed(o['seed']) !== null
    && (o['tab'] === undefined || tabs.includes(o['tab'] as string) || (typeof o['tab'] === 'string' && Object.hasOwn(FORMER, o['tab'])))
    && isText(o['question'], /^[a-z0-9-]{1,20}$/) && isText(o['country'], /^[A-Z]{3}$/) && isText(o['money'], /^(EUR|USD|national)$/)
    && isText(o['per'], /^(all|head|gdp)$/) && isText(o['axis'], /^money$/) && isTexts(o['event'])
    && object(o['levers']) && Object.values(o['levers']).every(isSetting)
    && object(o['priors']) && Object.values(o['priors']).every((p) =>
      Array.isArray(p) && p.length <= 6 && p.every((n) => typeof n === 'number' && Number.isFinite(n)));
}

// Scenarios that were renamed; links with the old name stay good.
const renamed: Record<string, string> = { 'today-2026': 'today' };
export const presentName = (scenario: string): string => renamed[scenario] ?? scenario;

// `hash` is location.hash; null when the page was opened without a link.
export function decode(hash: string): Read | null {
  const text = hash.replace(/^#/, '');
  if (!text.startsWith('s=')) return null;
  if (text.length > LONGEST) return { ok: false, why: s.linkBroken };
  try {
    const plain = atob(text.slice(2).replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(plain, (c) => c.charCodeAt(0));
    const read: unknown = JSON.parse(quoted(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    const version = (read as { v?: unknown }).v;
    if (typeof version === 'number' && version > 1)
      return { ok: false, why: s.linkNewer };
    if (version !== 1) return { ok: false, why: s.linkBroken };
    const given = digitsOf((read as { seed?: unknown }).seed);
    const shared: unknown = { ...(read as object), seed: given };
    if (typeof given === 'string' && /^\d+$/.test(given) && readSeed(given) === null) return { ok: false, why: s.linkSeed };
    if (!isShared(shared)) return { ok: false, why: s.linkBroken };
    const { v, engine, levers, priors } = shared;
    const seed = String(BigInt(shared.seed));
    const scenario = presentName(shared.scenario), baseline = presentName(shared.baseline);
    const rest: Partial<Shared> = {};
    for (const k of ['tab', 'question', 'country', 'money', 'per', 'axis', 'event'] as const) if (shared[k] !== undefined) Object.assign(rest, { [k]: shared[k] });
    const former = shared.tab !== undefined && Object.hasOwn(FORMER, shared.tab) ? FORMER[shared.tab] : undefined;
    return { ok: true, shared: { v, engine, scenario, baseline, seed, levers, priors, ...rest, ...former } };
  } catch {
    return { ok: false, why: s.linkBroken };
  }
}
