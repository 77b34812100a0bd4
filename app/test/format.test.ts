import { describe, expect, it } from 'vitest';
import { change, fixed, unitText, value, withUnit } from '../src/format.ts';
import { brigades, figure, money, pct, signed } from '../src/live/words.ts';

// The same rows as src/report/words_test.c: page and program must say a figure alike.
describe('figures in words', () => {
  it.each([
    [2.1459, 'ratio', '2.15'], [4.12, '% of GDP', '4.12'], [0.3149, 'share of futures', '31'],
    [0.00351, 'per year', '0.0035'], [0.00004, 'per year', '0.000040'], [0.004, 'share', '0.4'], [0, 'share', '0'], [2033, 'year', '2033'], [117639.2, 'km2', '117,639'],
    [-0.7164, 'months', '\u22120.72'], [1442.13, 'bn 2024 USD', '1,442'], [1e18, 'BE', '1e+18'],
    [null, 'BE', '\u2013'], [NaN, 'year', '\u2013'],
  ] as const)('%s %s', (x, unit, want) => expect(value(x, unit)).toBe(want));

  it('carries a sign on changes', () => {
    expect(change(0.12, 'share of futures')).toBe('+12');
    expect(change(-1.2, 'year')).toBe('\u22121.20');
    expect(change(-0.00001, '% of GDP')).toBe('0.00');
  });

  it('groups thousands', () => {
    expect(fixed(999, 0)).toBe('999');
    expect(fixed(-1234567.891, 2)).toBe('\u22121,234,567.89');
    expect(fixed(-0.001, 1)).toBe('0.0');
  });

  it('never shows a zero with a minus', () => {
    const units = ['share', 'share of futures', 'per year', 'year', 'BE', 'months', 'ratio', '% of GDP', 'level of 7', 'km2'];
    for (const x of [-0, -1e-300, -1e-7, -0.00004, -0.0004, -0.004, -0.04, -0.4])
      for (const said of [...units.flatMap((u) => [value(x, u), change(x, u), withUnit(x, u)]), ...[0, 1, 2, 3].map((d) => fixed(x, d)),
        figure(x), figure(x, 0), figure(x, 2), signed(x), pct(x), brigades(x), money(x, { code: 'EUR', perUsd: 1 })])
        expect(said).not.toMatch(/[-\u2212]0(\.0*)?(?![.\d])/);
  });

  it('names units', () => {
    expect(unitText('share of futures')).toBe('% of futures');
    expect(withUnit(0.31, 'share of futures')).toBe('31 % of futures');
    expect(withUnit(2.15, 'ratio')).toBe('2.15');
  });
});
