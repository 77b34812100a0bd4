// The charts a reader can choose: what each needs, and how it is made from futures.
import type { Axis, Chart, Num, Point, Role, Series } from '../result.ts';
import type { Columns } from './data.ts';
import { ALLY } from './allies.ts';
import type { Model } from './store.svelte.ts';
import { value } from '../format.ts';

export interface Entry {
  key: string; title: string; group: 'spending' | 'posture' | 'deterrence' | 'ukraine' | 'maps';
  outcomes: string[]; note?: string;
  wants: (outcome: string, columns: Columns) => number[]; // the columns of an outcome that it shows
  make: (m: Model) => Chart | null;
}

interface Line { outcome: string; label?: string; role?: Role; index?: string }

function point(m: Model, outcome: string, column: number, x: number | string, base: boolean): Point | null {
  const row = m.summary(outcome, column, base);
  if (!row) return null;
  if (m.unit(outcome) === 'share of futures') return { x, y: row.mean };
  return { x, y: row.p50, p5: row.p5, p25: row.p25, p75: row.p75, p95: row.p95 };
}

function years(at: string): number {
  return at.length > 4 ? Number(at.slice(0, 4)) + (Number(at.slice(5, 7)) - 1) / 12 : Number(at);
}

function frame(m: Model, e: { key: string; title: string; note?: string }, form: Chart['form'], x: Axis, y: Axis): Chart {
  return { name: e.key, title: e.title, kind: 'futures', form, x, y, series: [], n: m.futures,
    source: `${m.scenario.name}; baseline ${m.baseline.name}`, ...(e.note ? { note: e.note } : {}) };
}

// Months are shown by the quarter, and the last.
function quarterly(columns: Columns): number[] {
  const all = Array.from({ length: columns.count }, (_, c) => c);
  const at = (c: number): string => columns.index(c).at ?? '';
  if (at(0).length === 4) return all;
  const last = at(columns.count - 1);
  const first = at(0);
  return all.filter((c) => at(c) === last || at(c) === first || ['03', '06', '09', '12'].includes(at(c).slice(5)));
}

function path(key: string, title: string, group: Entry['group'], lines: Line[], panels = false, note = ''): Entry {
  const outcomes = lines.map((l) => l.outcome);
  const entry: Entry = { key, title, group, outcomes, note, wants: (_, columns) => quarterly(columns), make: (m) => {
    const first = outcomes[0]!;
    const chart = frame(m, entry, 'fan', { label: '', time: true }, { label: m.label(first), unit: m.unit(first) });
    for (const line of lines) {
      const columns = m.columns(line.outcome);
      if (!columns) return null;
      for (const base of [true, false]) {
        if (base && line.role === 'second') continue;
        const by = new Map<string, Series>();
        for (const c of entry.wants(line.outcome, columns)) {
          const { at = '', index = '' } = columns.index(c);
          const p = point(m, line.outcome, c, years(at), base);
          if (!p) continue;
          const panel = panels ? m.indexName(index) : '';
          let series = by.get(panel);
          if (!series) by.set(panel, series = { label: base ? 'baseline' : line.label ?? 'scenario',
            role: base ? 'baseline' : line.role ?? 'scenario', points: [], ...(panel ? { panel } : {}) });
          series.points.push(p);
        }
        chart.series.push(...by.values());
      }
    }
    return chart.series.length ? chart : null;
  } };
  return entry;
}

function rows(key: string, title: string, group: Entry['group'], outcome: string, at = '', keep?: (index: string) => boolean, note = '', form: Chart['form'] = 'dots'): Entry {
  const wants = (_: string, columns: Columns): number[] => Array.from({ length: columns.count }, (_x, c) => c).filter((c) => {
    const { at: when = '', index = '' } = columns.index(c);
    return (!at || when === at) && (!keep || keep(index));
  });
  const entry: Entry = { key, title: at ? `${title}, ${at}` : title, group, outcomes: [outcome], note, wants, make: (m) => {
    const columns = m.columns(outcome);
    if (!columns) return null;
    const unit = m.unit(outcome);
    const chart = frame(m, entry, form, { label: '' }, { label: m.label(outcome), unit });
    for (const base of [true, false]) {
      const points: Point[] = [];
      for (const c of wants(outcome, columns)) {
        const { index = '' } = columns.index(c);
        const p = point(m, outcome, c, m.indexName(index) || m.label(outcome), base);
        if (p) points.push({ ...p, ...(form === 'map' ? { code: index } : {}), ...(base ? {} : { label: value(p.y as Num, unit) }) });
      }
      chart.series.push({ label: base ? 'baseline' : 'scenario', role: base ? 'baseline' : 'scenario', points });
    }
    const order = chart.series[1]!.points;
    order.sort((a, b) => (b.y ?? -Infinity) - (a.y ?? -Infinity));
    chart.series.reverse();
    return order.length ? chart : null;
  } };
  return entry;
}

const ally = (state: string): boolean => ALLY.has(state);
const powers = (state: string): boolean => ally(state) || ['RUS', 'UKR', 'CHN', 'JPN', 'KOR', 'TWN', 'AUS'].includes(state);

export const catalogue: Entry[] = [
  path('spending_europe_canada', 'Defence spending of the allies without the US', 'spending', [{ outcome: 'spending.europe_canada' }]),
  rows('spending_2030', 'Defence spending by ally', 'spending', 'spending.share', '2030', ally),
  rows('spending_2035', 'Defence spending by ally', 'spending', 'spending.share', '2035', ally),
  rows('debt_2035', 'Debt added by defence', 'spending', 'economy.debt_added', '2035', ally),
  path('forces', 'Ready land forces', 'posture', [{ outcome: 'capability.europe', label: 'NATO-Europe' }, { outcome: 'capability.russia_free', label: 'Russia, free', role: 'second' }]),
  rows('forces_2030', 'Ready land forces by state', 'posture', 'capability.be', '2030', powers),
  path('enablers', 'Worth of European forces without US enablers', 'posture', [{ outcome: 'capability.eta' }]),
  path('shortfall', 'Requirement on the eastern flank and shortfall without the US', 'posture', [{ outcome: 'posture.shortfall', label: 'shortfall' }, { outcome: 'posture.requirement', label: 'requirement', role: 'second' }]),
  path('covered', 'Requirement met without the US', 'posture', [{ outcome: 'posture.covered' }]),
  path('us_moves', 'US forces leaving the European plan and arriving in the Indo-Pacific', 'posture', [{ outcome: 'posture.us_leaving', label: 'leaving' }, { outcome: 'posture.us_arriving', label: 'arriving', role: 'second' }]),
  rows('autonomy', 'First year from which the requirement stays met', 'posture', 'posture.autonomy_year'),
  rows('odds_2030', 'Odds of attack against 2021', 'deterrence', 'deterrence.odds_ratio', '2030', undefined, '1 is the reference state of 2021.'),
  path('odds', 'Odds of attack against 2021, by flashpoint', 'deterrence', [{ outcome: 'deterrence.odds_ratio' }], true),
  rows('q_us', 'The US would fight, by flashpoint', 'deterrence', 'commitment.q_us', '', undefined, 'Judgement; priors under Assumptions.'),
  rows('defence_2030', 'Defence at day 30 if the US comes', 'deterrence', 'posture.defence_in', '2030'),
  rows('defence_out_2030', 'Defence at day 30 if the US stays out', 'deterrence', 'posture.defence_out', '2030'),
  rows('taken', 'Objective taken, if attacked', 'deterrence', 'combat.taken'),
  path('area', 'Ukrainian territory held by Russia', 'ukraine', [{ outcome: 'ukraine.area' }]),
  path('gain', 'Russian gain', 'ukraine', [{ outcome: 'ukraine.gain' }]),
  path('soldiers', 'Soldiers by side', 'ukraine', [{ outcome: 'ukraine.soldiers' }], true),
  path('armour', 'Armour by side', 'ukraine', [{ outcome: 'ukraine.armour' }], true),
  path('ceasefire', 'Ceasefire by date', 'ukraine', [{ outcome: 'settlement.ceasefire' }]),
  path('zone', 'Settlement zone over time', 'ukraine', [{ outcome: 'settlement.zone' }], true, '0: Ukraine’s aims, 1: Russia’s.'),
  path('renewal', 'War renewed within five years of a ceasefire', 'ukraine', [{ outcome: 'deterrence.renewal_5y' }]),
  rows('months', 'Months at war to the horizon', 'ukraine', 'settlement.months_at_war'),
  rows('map_spending', 'Map: defence spending by ally', 'maps', 'spending.share', '2030', ally, '', 'map'),
  rows('map_forces', 'Map: ready land forces by state', 'maps', 'capability.be', '2030', powers, '', 'map'),
  rows('map_debt', 'Map: debt added by defence', 'maps', 'economy.debt_added', '2035', ally, '', 'map'),
  rows('map_odds', 'World map: odds of attack against 2021', 'maps', 'deterrence.odds_ratio', '2030', undefined, '1 is the reference state of 2021.', 'map'),
];

export const entryOf = (key: string): Entry => catalogue.find((e) => e.key === key) ?? catalogue[0]!;
