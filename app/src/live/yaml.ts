// Scenario files: written whole, read as far as levers go. The full grammar is the command
// line's; a file that needs more says so.
import type { Assumption, PageData, Setting } from './data.ts';
import type { Store } from './store.svelte.ts';
import { s } from './strings.ts';

function flow(x: Setting): string {
  if (Array.isArray(x)) return `[${x.join(', ')}]`;
  if (typeof x === 'object') return `{${Object.entries(x).map(([k, v]) => `${k}: ${v}`).join(', ')}}`;
  return String(x);
}

export function scenarioYaml(store: Store): string {
  const levers = Object.entries(store.levers).map(([k, v]) => {
    const choices = store.page.levers.find((l) => l.key === k)?.choices ?? [];
    return `  ${k}: ${typeof v === 'number' && choices.length ? choices[v] ?? v : flow(v)}`;
  });
  const priors = Object.entries(store.priors).map(([k, p]) => {
    const a = store.page.assumptions.find((x) => x.key === k);
    return `  ${k}: {${a?.distribution ?? 'fixed'}: [${p.join(', ')}]}`;
  });
  return [`name: ${s.ownSetting}`, `base: ${store.scenarioKey}`, `start: ${store.scenario.start}`, `horizon: ${store.scenario.horizon}`,
    ...(levers.length ? ['levers:', ...levers] : []), ...(priors.length ? ['assumptions:', ...priors] : []), ''].join('\n');
}

function settingOf(text: string, choices: string[]): Setting | null {
  const list = /^\[(.*)\]$/.exec(text);
  if (list) return (list[1] ?? '').split(',').map((x) => x.trim()).filter(Boolean);
  const map = /^\{(.*)\}$/.exec(text);
  if (map) {
    const pairs = (map[1] ?? '').split(',').map((x) => x.split(':').map((y) => y.trim()));
    if (pairs.some(([k, v]) => !/^\d{4}$/.test(k ?? '') || !v || Number.isNaN(Number(v)))) return null;
    return Object.fromEntries(pairs.map(([k, v]) => [k!, Number(v)]));
  }
  if (choices.includes(text)) return choices.indexOf(text);
  if (/^(yes|true)$/.test(text)) return 1;
  if (/^(no|false)$/.test(text)) return 0;
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : null;
}

export interface ReadScenario { base: string | null; levers: Record<string, Setting>; priors: Record<string, number[]>; left: string[] }

// "{lognormal: [2.0, 0.6]}": parameters of the kind of prior that the register has.
function priorOf(text: string, a: Assumption): number[] | null {
  const match = /^\{\s*([a-z]+):\s*\[([^\]]*)\]\s*\}$/.exec(text);
  const numbers = (match?.[2] ?? '').split(',').map((x) => Number(x.trim() || NaN));
  return match?.[1] === a.distribution && numbers.length === a.parameters.length && numbers.every(Number.isFinite) ? numbers : null;
}

export function readYaml(text: string, page: PageData): ReadScenario {
  if (text.length > 1e6) throw new Error(s.yamlLong);
  const out: ReadScenario = { base: null, levers: {}, priors: {}, left: [] };
  let section = '';
  text.split(/\r?\n/).forEach((raw, i) => {
    const line = raw.replace(/(^|\s)#.*$/, '').trimEnd();
    if (!line.trim() || line.trim() === '---') return;
    const match = /^(\s*)([A-Za-z0-9_.]+):\s*(.*)$/.exec(line);
    if (!match) { if (section === 'levers') throw new Error(s.yamlLine(i + 1)); return; }
    const [, indent = '', key = '', rest = ''] = match;
    if (!indent) {
      section = key;
      if (key === 'base') {
        if (page.scenarios.some((x) => x.key === rest)) out.base = rest;
        else out.left.push(`base ${rest}`);
      } else if (!['levers', 'assumptions', 'name', 'about', 'start', 'horizon'].includes(key)) out.left.push(key);
      return;
    }
    if (section === 'assumptions') {
      const a = page.assumptions.find((x) => x.key === key);
      const numbers = a ? priorOf(rest, a) : null;
      if (numbers) out.priors[key] = numbers;
      else out.left.push(key);
    }
    if (section !== 'levers') return;
    const lever = page.levers.find((l) => l.key === key);
    if (!lever) throw new Error(s.yamlLever(i + 1, key));
    const setting = settingOf(rest, lever.choices);
    if (setting === null) throw new Error(s.yamlValue(i + 1, rest, key));
    out.levers[key] = setting;
  });
  return out;
}
