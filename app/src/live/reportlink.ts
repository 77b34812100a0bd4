// What a report's link changes in the scenario it opens (src/cli/live_link.c):
//     vs=status-quo-2024;aid.us=2025:0.3,2026:0;guarantee.members=GBR,FRA;~deterrence.lambda=2,0.6
import type { PageData, Setting } from './data.ts';
import { s } from './strings.ts';

export interface Settings { baseline: string; levers: Record<string, Setting>; priors: Record<string, number[]>; left: string[] }

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
    if (key === 'vs' && page.scenarios.some((x) => x.key === value)) out.baseline = value;
    else if (lever && setting !== null) out.levers[key] = setting;
    else if (prior && value && numbers.length === prior.parameters.length && numbers.every(Number.isFinite)) out.priors[prior.key] = numbers;
    else out.left.push(key.slice(0, 40));
  }
  return out;
}
