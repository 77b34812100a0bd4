// Figures in words, by the same rules as the program's own reports (src/report/words.c).
const MINUS = '\u2212';
export const NONE = '\u2013';

export function isShare(unit: string): boolean {
  return unit.startsWith('share');
}

export function unitText(unit: string): string {
  if (unit === 'share') return '%';
  if (unit === 'share of futures') return '% of futures';
  if (unit === 'ratio' || unit === 'year') return '';
  if (unit.startsWith('level')) return 'on the scale of 0 to 7';
  if (unit.startsWith('choice')) return 'kind';
  if (unit === 'BE') return 'brigade equivalents';
  if (unit === 'disputed issues') return 'of the disputed issues';
  if (unit === 'km2') return 'km²';
  if (unit === 'km2/month') return 'km² a month';
  return unit;
}

export function fixed(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined || Number.isNaN(value)) return NONE;
  if (Math.abs(value) >= 1e15) return value.toPrecision(3).replace(/\.?0+e/, 'e');
  const digits = Math.abs(value).toFixed(decimals);
  const zero = /^[0.]*$/.test(digits);
  const [whole = '', rest] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (rest === undefined ? '' : `.${rest}`);
  return (value < 0 && !zero ? MINUS : '') + grouped;
}

function threeDigits(size: number): number {
  return size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.0995 ? 2 : size >= 0.00995 ? 3 : size >= 0.000995 ? 4 : size >= 0.0000995 ? 5 : 6;
}

export function value(x: number | null | undefined, unit: string): string {
  if (x === null || x === undefined || Number.isNaN(x)) return NONE;
  if (unit === 'year') return fixed(x, 0).replace(',', '');
  if (isShare(unit)) {
    const percent = x * 100;
    return fixed(percent, Math.abs(percent) < 1 && percent !== 0 ? 1 : 0);
  }
  const size = Math.abs(x);
  if (unit.startsWith('% of') || unit === 'ratio') return fixed(x, size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
  if (unit.startsWith('level')) return fixed(x, Number.isInteger(x) ? 0 : 1);
  return fixed(x, size < 0.0000005 ? 0 : threeDigits(size));
}

export function change(x: number | null | undefined, unit: string): string {
  const plain = value(x, unit === 'year' ? 'years' : unit);
  return x !== null && x !== undefined && x > 0 && !/^[0.]*$/.test(plain) ? `+${plain}` : plain;
}

export function withUnit(x: number | null | undefined, unit: string): string {
  const text = unitText(unit);
  return text ? `${value(x, unit)} ${text}` : value(x, unit);
}

export function axisTitle(axis: { label?: string; unit?: string } | undefined): string {
  return [axis?.label ?? '', unitText(axis?.unit ?? '')].filter(Boolean).join(', ');
}
