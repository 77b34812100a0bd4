import { describe, expect, it } from 'vitest';
import { csv } from '../src/charts/download.ts';
import { figures, panelsOf, timeOf } from '../src/charts/data.ts';
import type { Chart } from '../src/result.ts';

const chart: Chart = {
  name: 'c', title: 'C', form: 'fan', x: { label: '', time: true }, y: { label: 'Y', unit: 'BE' },
  series: [
    { label: 'scenario', role: 'scenario', panel: 'A', points: [{ x: '2026-07', y: 1, p5: 0, p95: 2 }] },
    { label: 'baseline', role: 'baseline', panel: 'B', points: [{ x: 2030, y: null }] },
  ],
};

describe('charts', () => {
  it('reads years and months', () => {
    expect(timeOf('2026-07')).toBe(2026.5);
    expect(timeOf('2030')).toBe(2030);
    expect(timeOf('soon')).toBeNaN();
  });
  it('lists panels in order', () => expect(panelsOf(chart)).toEqual(['A', 'B']));
  it('gives every figure away', () => {
    expect(figures(chart)[1]).toEqual(['scenario', 'A', '2026-07', '1', '0', '', '', '2']);
    expect(figures(chart)[2]?.[3]).toBe('');
  });
});

describe('csv', () => {
  it('quotes and guards', () => {
    expect(csv([['a,b', 'say "x"'], ['=1+1', '-2']])).toBe('"a,b","say ""x"""\r\n\'=1+1,-2\r\n');
  });
});
