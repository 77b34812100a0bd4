// The charts a reader can choose: what each needs, and how it is made from futures.
import type { Axis, Chart, Num, Point, Role, Series } from '../result.ts';
import type { Columns } from './data.ts';
import { ALLY } from './allies.ts';
import type { Model } from './store.svelte.ts';
import type { Tab } from './questions.ts';
import { value } from '../format.ts';
import { s } from './strings.ts';

export interface Entry {
  key: string; title: string; group: Tab;
  outcomes: string[]; note?: string | undefined;
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

function frame(m: Model, e: Pick<Entry, 'key' | 'title' | 'note'>, form: Chart['form'], x: Axis, y: Axis): Chart {
  return { name: e.key, title: e.title, kind: 'futures', form, x, y, series: [], n: m.futures,
    source: s.runSource(m.scenario.name, m.baseline.name), ...(e.note ? { note: e.note } : {}) };
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

function path(key: string, group: Entry['group'], lines: Line[], panels = false): Entry {
  const title = s.charts[key] ?? key;
  const note = s.chartNotes[key];
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
          if (!series) by.set(panel, series = { label: base ? s.baselineLine : line.label ?? s.inScenario,
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

function rows(key: string, group: Entry['group'], outcome: string, at = '', keep?: (index: string) => boolean, form: Chart['form'] = 'dots'): Entry {
  const title = s.charts[key] ?? key;
  const note = s.chartNotes[key];
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
      chart.series.push({ label: base ? s.baselineLine : s.inScenario, role: base ? 'baseline' : 'scenario', points });
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
  path('spending_europe_canada', 'cost', [{ outcome: 'spending.europe_canada' }]),
  rows('spending_2030', 'cost', 'spending.share', '2030', ally),
  rows('spending_2035', 'cost', 'spending.share', '2035', ally),
  rows('debt_2035', 'cost', 'economy.debt_added', '2035', ally),
  path('forces', 'security', [{ outcome: 'capability.europe', label: s.lines.natoEurope }, { outcome: 'capability.russia_free', label: s.lines.russiaFree, role: 'second' }]),
  rows('forces_2030', 'security', 'capability.be', '2030', powers),
  path('enablers', 'security', [{ outcome: 'capability.eta' }]),
  path('shortfall', 'security', [{ outcome: 'posture.shortfall', label: s.lines.shortfall }, { outcome: 'posture.requirement', label: s.lines.requirement, role: 'second' }]),
  path('covered', 'security', [{ outcome: 'posture.covered' }]),
  path('us_moves', 'security', [{ outcome: 'posture.us_leaving', label: s.lines.leaving }, { outcome: 'posture.us_arriving', label: s.lines.arriving, role: 'second' }]),
  rows('autonomy', 'security', 'posture.autonomy_year'),
  rows('odds_2030', 'security', 'deterrence.odds_ratio', '2030'),
  path('odds', 'security', [{ outcome: 'deterrence.odds_ratio' }], true),
  rows('q_us', 'security', 'commitment.q_us', ''),
  rows('defence_2030', 'security', 'posture.defence_in', '2030'),
  rows('defence_out_2030', 'security', 'posture.defence_out', '2030'),
  rows('taken', 'security', 'combat.taken'),
  path('area', 'war', [{ outcome: 'ukraine.area' }]),
  path('gain', 'war', [{ outcome: 'ukraine.gain' }]),
  path('soldiers', 'war', [{ outcome: 'ukraine.soldiers' }], true),
  path('armour', 'war', [{ outcome: 'ukraine.armour' }], true),
  path('ceasefire', 'war', [{ outcome: 'settlement.ceasefire' }]),
  path('zone', 'war', [{ outcome: 'settlement.zone' }], true),
  path('renewal', 'war', [{ outcome: 'deterrence.renewal_5y' }]),
  rows('months', 'war', 'settlement.months_at_war'),
  rows('map_spending', 'cost', 'spending.share', '2030', ally, 'map'),
  rows('map_forces', 'security', 'capability.be', '2030', powers, 'map'),
  rows('map_debt', 'cost', 'economy.debt_added', '2035', ally, 'map'),
  rows('map_odds', 'security', 'deterrence.odds_ratio', '2030', undefined, 'map'),
];

export const entryOf = (key: string): Entry => catalogue.find((e) => e.key === key) ?? catalogue[0]!;
