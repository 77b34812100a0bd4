// What a link that people can read changes in the scenario it opens: a report's
// (src/cli/live_link.c), and the one that stands in every picture that leaves the page:
//     today/spending?vs=status-quo-2024;aid.us=2025:0.3,2026:0;guarantee.members=GBR,FRA;~deterrence.lambda=2,0.6
// A picture's also says what was asked, for whom, in what money and with which seed:
//     ask=cost;for=DEU;money=USD;per=head;seed=2;event=RUS,FRA,forces,Kharkiv,2026-06-01
import type { PageData, Setting } from './data.ts';
import { readSeed } from './protocol.ts';
import { questions, type QuestionKey } from './questions.ts';
import type { Shared } from './share.ts';
import { s } from './strings.ts';

export interface Settings {
  baseline: string; levers: Record<string, Setting>; priors: Record<string, number[]>; left: string[];
  question?: QuestionKey; country?: string; money?: string; per?: string; seed?: string; event?: Record<string, string>;
}

export const MONEY_CHART = 'spending-money'; // spending in money instead of shares
const FIELDS = ['attacker', 'victim', 'object', 'place', 'date', 'lat', 'lon'];

const settingText = (x: Setting): string => (typeof x === 'number' ? String(x) : Array.isArray(x) ? x.join(',') : Object.entries(x).map(([y, v]) => `${y}:${v}`).join(','));

// The page's state by the names of its levers, after the chart that is shown.
export function writeSettings(x: Shared, chart: string): string {
  const parts = [`vs=${x.baseline}`, ...Object.entries(x.levers).map(([k, v]) => `${k}=${settingText(v)}`), ...Object.entries(x.priors).map(([k, v]) => `~${k}=${v.join(',')}`)];
  if (x.question) parts.push(`ask=${x.question}`);
  if (x.country) parts.push(`for=${x.country}`);
  if (x.money && x.money !== 'EUR') parts.push(`money=${x.money}`);
  if (x.per && x.per !== 'all') parts.push(`per=${x.per}`);
  if (x.seed !== '1') parts.push(`seed=${x.seed}`);
  if (x.event) parts.push(`event=${FIELDS.map((f) => (x.event![f] ?? '').replace(/[,;=?/&#%]/g, ' ').replaceAll(' ', '_')).join(',').replace(/,+$/, '')}`);
  return encodeURI(`${x.scenario}/${chart}?${parts.join(';')}`);
}

function settingOf(kind: string, text: string): Setting | null {
  const parts = text.split(',').filter(Boolean);
  if (kind === 'states') return parts.every((p) => /^[A-Z]{3}$/.test(p)) ? parts : null;
  if (text.includes(':')) {
    const pairs = parts.map((p) => p.split(':'));
    return pairs.every(([y, v]) => /^\d{4}$/.test(y ?? '') && v !== '' && Number.isFinite(Number(v)))
      ? Object.fromEntries(pairs.map(([y, v]) => [y!, Number(v)])) : null;
  }
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : null;
}

export function readSettings(text: string, page: Pick<PageData, 'levers' | 'assumptions' | 'scenarios'>): Settings {
  const out: Settings = { baseline: '', levers: {}, priors: {}, left: [] };
  if (text.length > 8192) return { ...out, left: [s.linkTooLong] };
  for (const part of text.split(';').filter(Boolean)) {
    const [key = '', value = ''] = part.split('=');
    const lever = page.levers.find((l) => l.key === key);
    const prior = key.startsWith('~') ? page.assumptions.find((a) => a.key === key.slice(1)) : undefined;
    const numbers = value.split(',').map(Number);
    const setting = lever ? settingOf(lever.kind, value) : null;
    if (key === 'ask' && questions.some((q) => q.key === value)) out.question = value as QuestionKey;
    else if (key === 'for' && /^[A-Z]{3}$/.test(value)) out.country = value;
    else if (key === 'money' && /^(USD|national)$/.test(value)) out.money = value;
    else if (key === 'per' && /^(head|gdp)$/.test(value)) out.per = value;
    else if (key === 'seed' && readSeed(value) !== null) out.seed = value;
    else if (key === 'event' && value.length < 300) out.event = Object.fromEntries(value.split(',').slice(0, FIELDS.length).map((v, i) => [FIELDS[i]!, v.replaceAll('_', ' ')]));
    else if (key === 'vs' && page.scenarios.some((x) => x.key === value)) out.baseline = value;
    else if (lever && setting !== null) out.levers[key] = setting;
    else if (prior && value && numbers.length === prior.parameters.length && numbers.every(Number.isFinite)) out.priors[prior.key] = numbers;
    else out.left.push(key.slice(0, 40));
  }
  return out;
}
