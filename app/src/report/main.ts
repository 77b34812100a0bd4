// What scripts add to a report that is whole without them: charts as tables, tables to sort and
// filter, a map, downloads, a choice of theme. Nothing is computed, drawn again or fetched.
import { figures } from '../charts/data.ts';
import { csv, save, standalone } from '../charts/download.ts';
import { fixed } from '../format.ts';
import { drawEurope } from '../maps/europe.ts';
import type { Bill, Chart } from '../result.ts';
import { strings } from './strings.ts';
import { enhanceTables } from './tables.ts';

function button(text: string, act: () => void): HTMLButtonElement {
  const b = document.createElement('button');
  b.type = 'button';
  b.textContent = text;
  b.addEventListener('click', act);
  return b;
}

function tableOf(chart: Chart): HTMLElement {
  const scroll = document.createElement('div');
  scroll.className = 'scroll';
  scroll.tabIndex = 0;
  const table = document.createElement('table');
  const [head = [], ...body] = figures(chart);
  const top = table.createTHead().insertRow();
  for (const cell of head) {
    const th = document.createElement('th');
    th.textContent = cell;
    top.append(th);
  }
  const rows = table.createTBody();
  for (const line of body) {
    const row = rows.insertRow();
    for (const cell of line) row.insertCell().textContent = cell && !Number.isNaN(Number(cell)) ? String(+Number(cell).toPrecision(6)) : cell;
  }
  scroll.append(table);
  return scroll;
}

function toolbar(figure: HTMLElement, place: HTMLElement, chart: Chart): HTMLElement {
  const tools = document.createElement('div');
  tools.className = 'tools';
  const drawn = [...place.childNodes];
  let asTable = false;
  const toggle = button(strings.table, () => {
    asTable = !asTable;
    toggle.textContent = asTable ? strings.chart : strings.table;
    place.replaceChildren(...(asTable ? [tableOf(chart)] : drawn));
  });
  tools.append(toggle, button('CSV', () => save(`${chart.name}.csv`, 'text/csv', csv(figures(chart)))));
  const [svg, ...more] = place.querySelectorAll('svg');
  if (svg && !more.length)
    tools.append(button('SVG', () => {
      const source = figure.querySelector('.under')?.textContent ?? '';
      const finding = figure.querySelector('figcaption h3, figcaption h4')?.textContent ?? chart.title;
      place.replaceChildren(...drawn);
      save(`${chart.name}.svg`, 'image/svg+xml', standalone(svg, finding, `Entente. ${source}`));
      if (asTable) place.replaceChildren(tableOf(chart));
    }));
  return tools;
}

// A chart's own data, or that panel of another chart's which it shows alone.
function dataOf(figure: HTMLElement): Chart | null {
  const { of, panel } = figure.dataset;
  const from = of ? document.getElementById(of) : figure;
  const text = from?.querySelector('script.chart-data')?.textContent;
  if (!text) return null;
  const chart = JSON.parse(text) as Chart;
  if (panel === undefined) return chart;
  const series = chart.series.filter((s) => s.panel === panel).map(({ panel: _, ...rest }) => rest);
  return { ...chart, name: `${chart.name}_${panel.toLowerCase().replace(/\W+/g, '_')}`, series };
}

function enhance(figure: HTMLElement): void {
  const chart = dataOf(figure);
  const place = figure.querySelector<HTMLElement>('.static');
  if (!chart || !place) return;
  place.after(toolbar(figure, place, chart));
}

function addMap(): void {
  const data = document.querySelector('script.bill-data');
  const before = document.querySelector('#chart-bill_dots');
  if (!data?.textContent || !before) return;
  const bill = JSON.parse(data.textContent) as Bill;
  const by = new Map(bill.rows.map((r) => [r.state, r]));
  const figure = document.createElement('figure');
  figure.className = 'chart';
  const caption = document.createElement('figcaption');
  const title = document.createElement('h3');
  const [most] = bill.rows.filter((r) => !['USA', 'CAN'].includes(r.state)).sort((a, b) => (b.extra_bn ?? 0) - (a.extra_bn ?? 0));
  title.textContent = most ? strings.mapFinding(most.name ?? most.state, fixed(most.extra_bn, 0)) : strings.mapTitle;
  const topic = document.createElement('p');
  topic.className = 'topic';
  topic.textContent = strings.mapTitle;
  const titled = document.createElement('div');
  titled.className = 'titled';
  titled.append(title, topic);
  caption.append(titled, before.querySelector('.tag')?.cloneNode(true) ?? '');
  const note = document.createElement('p');
  note.className = 'under';
  note.textContent = strings.mapNote;
  figure.append(caption, drawEurope({
    width: Math.min(720, document.body.clientWidth - 32), title: strings.mapTitle,
    fill: (s) => by.has(s) ? 'var(--line)' : null,
    dot: (s) => by.get(s)?.extra_bn ?? null,
    label: (s) => { const r = by.get(s); return r ? strings.extra(r.name ?? s, fixed(r.extra_bn, 1)) : s; },
    apart: ['USA', 'CAN'].filter((s) => by.has(s)),
  }), note);
  before.before(figure);
}

function addTheme(): void {
  const root = document.documentElement;
  const dark = (): boolean => root.dataset['theme'] === 'dark'
    || (root.dataset['theme'] === undefined && matchMedia('(prefers-color-scheme: dark)').matches);
  const b = button(dark() ? strings.light : strings.dark, () => {
    root.dataset['theme'] = dark() ? 'light' : 'dark';
    b.textContent = dark() ? strings.light : strings.dark;
  });
  b.className = 'theme';
  document.querySelector('.brand')?.append(b);
}

// A link to a folded page opens it; on paper all are open.
function openAddressed(): void {
  const at = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const folded: HTMLDetailsElement[] = [];
  for (let d = at?.closest('details'); d; d = d.parentElement?.closest('details')) if (!d.open) folded.push(d);
  if (!folded.length) return;
  for (const d of folded) d.open = true;
  at?.scrollIntoView();
}

addTheme();
openAddressed();
addEventListener('hashchange', openAddressed);
addEventListener('beforeprint', () => {
  for (const d of document.querySelectorAll<HTMLDetailsElement>('details.flashpoint')) d.open = true;
});
enhanceTables();
addMap();
// Charts below the fold wait until they come near, so that the page opens at once.
const watcher = new IntersectionObserver((entries) => {
  for (const e of entries)
    if (e.isIntersecting) {
      watcher.unobserve(e.target);
      enhance(e.target as HTMLElement);
    }
}, { rootMargin: '600px' });
for (const figure of document.querySelectorAll<HTMLElement>('figure.chart')) watcher.observe(figure);
