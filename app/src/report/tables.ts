// Sorting, filtering and CSV for the tables that already stand in the page.
import { csv, save } from '../charts/download.ts';
import { strings } from './strings.ts';

function keyOf(row: HTMLTableRowElement, column: number): number | string {
  const cell = row.cells[column];
  const figure = cell?.dataset['v'];
  if (figure !== undefined) return Number(figure);
  return cell?.classList.contains('n') ? NaN : (cell?.textContent ?? '').trim();
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en');
}

const empty = (k: number | string): boolean => typeof k === 'number' ? Number.isNaN(k) : k === '';

function sortBy(table: HTMLTableElement, column: number, down: boolean): void {
  const body = table.tBodies[0];
  if (!body) return;
  const rows = [...body.rows].filter((r) => !r.classList.contains('total'));
  const keyed = rows.map((row, i) => ({ row, i, key: keyOf(row, column) }));
  keyed.sort((a, b) => {
    if (empty(a.key) || empty(b.key)) return Number(empty(a.key)) - Number(empty(b.key)) || a.i - b.i;
    return (down ? -1 : 1) * compare(a.key, b.key) || a.i - b.i;
  });
  const totals = [...body.rows].filter((r) => r.classList.contains('total'));
  body.append(...keyed.map((k) => k.row), ...totals);
}

function makeSortable(table: HTMLTableElement): void {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') === 'ascending'
        || (head.getAttribute('aria-sort') === null && head.classList.contains('n'));
      heads.forEach((h) => h.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      sortBy(table, column, down);
    });
  });
}

function contentOf(table: HTMLTableElement): string[][] {
  return [...table.rows].map((row) => [...row.cells].map((c) =>
    c.dataset['v'] ?? (c.textContent ?? '').trim().replace(/\s+/g, ' ')));
}

function toolsFor(table: HTMLTableElement, rows: HTMLTableRowElement[]): HTMLElement {
  const tools = document.createElement('div');
  tools.className = 'tools';
  if (rows.length > 12) {
    const label = document.createElement('label');
    const input = document.createElement('input');
    input.type = 'search';
    input.addEventListener('input', () => {
      const wanted = input.value.trim().toLowerCase();
      for (const row of rows)
        row.hidden = wanted !== '' && !(row.textContent ?? '').toLowerCase().includes(wanted);
    });
    label.append(`${strings.filter} `, input);
    tools.append(label);
  }
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'CSV';
  button.addEventListener('click', () =>
    save(`${table.dataset['name'] ?? 'table'}.csv`, 'text/csv', csv(contentOf(table))));
  tools.append(button);
  return tools;
}

export function enhanceTables(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>('table[data-name]')) {
    const rows = [...(table.tBodies[0]?.rows ?? [])];
    if (rows.length < 3) continue;
    makeSortable(table);
    table.closest('.scroll')?.before(toolsFor(table, rows));
  }
}
