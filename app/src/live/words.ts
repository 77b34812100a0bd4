// Figures as they read inside a sentence: money, shares, counts, names.
export const NBSP = '\u00a0';
// In tables of words a blank stands between a figure and its per cent.
export const kept = (text: string): string => text.replaceAll(' %', `${NBSP}%`);
const MINUS = '\u2212';
const SMALL = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

export function grouped(n: number): string {
  return String(Math.round(Math.abs(n))).replace(/\B(?=(\d{3})+$)/g, ',');
}

// Up to ten in words, as in running text.
export const count = (n: number): string => SMALL[n] ?? grouped(n);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const plural = (n: number, one: string, many = `${one}s`): string => (n === 1 ? one : many);

// At most two significant digits where they say enough: 3.2, 12, 0.7; never a trailing zero.
export function figure(x: number, digits = 1): string {
  const size = Math.abs(x);
  const text = size >= 9.95 ? grouped(size) : String(+size.toFixed(digits));
  return x < 0 && Number(text.replaceAll(',', '')) !== 0 ? `${MINUS}${text}` : text;
}

// "12 brigades", "1 brigade"; a part of one as "0.1 of a brigade".
export function brigades(x: number): string {
  const size = figure(Math.abs(x));
  const what = size === '1' ? 'brigade' : size !== '0' && Math.abs(x) < 1 ? 'of a brigade' : 'brigades';
  return `${figure(x)}${NBSP}${what}`;
}

export const pct = (x: number): string => `${figure(x)}${NBSP}%`;

export function signed(x: number, digits = 1): string {
  const text = figure(x, digits);
  return x > 0 && text !== '0' ? `+${text}` : text;
}

export interface Currency { code: string; perUsd: number }

const SYMBOLS: Record<string, string> = { EUR: '€', USD: '$', GBP: '£' };

// Billions of 2024 dollars in the reader's currency.
export function money(bn: number, currency: Currency): string {
  const symbol = SYMBOLS[currency.code] ?? `${currency.code}${NBSP}`;
  const x = bn * currency.perUsd;
  const size = Math.abs(x);
  if (size >= 9999.5) return `${symbol}${figure(x / 1000, 1)}${NBSP}trn`;
  if (size >= 9.95) return `${symbol}${grouped(x)}${NBSP}bn`;
  if (size >= 0.95) return `${symbol}${figure(x)}${NBSP}bn`;
  return size * 1000 >= 0.5 ? `${symbol}${grouped(x * 1000)}${NBSP}m` : `${symbol}0`;
}

// Plain dollars per head.
export function perHead(usd: number, currency: Currency): string {
  const symbol = SYMBOLS[currency.code] ?? `${currency.code}${NBSP}`;
  return `${symbol}${grouped(usd * currency.perUsd)}`;
}

const ARTICLE = /^(United |Netherlands|Czech Republic|Philippines)/;
export const inSentence = (name: string): string => (ARTICLE.test(name) ? `the ${name}` : name);
const MANY = /^(United States|Netherlands|Philippines)$/;
export const isMany = (name: string): boolean => MANY.test(name) && name !== 'United States' && name !== 'Netherlands';

// A label inside a sentence: its first letter small, unless it is a name.
const NAME = /^([A-Z][A-Z]|(Europ|Russia|Ukrain|Chin|Taiwan|Japan|Korea|German|Fran|French|Polish|Poland|Britain|British|Baltic|Pacific|Article|Congress))/;
export const midSentence = (label: string): string => (NAME.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1));

export const possessive = (name: string): string => (name.endsWith('s') ? `${name}\u2019` : `${name}\u2019s`);

export function list(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

// "2026-08" as "August 2026"; a year stays a year.
export function dateWords(at: string): string {
  const match = /^(\d{4})-(\d{2})/.exec(at);
  return match ? `${MONTHS[Number(match[2]) - 1]} ${match[1]}` : at;
}

// Counts of futures as parts of a hundred that add up to a hundred: largest remainders.
export function toHundred(parts: readonly number[]): number[] {
  const total = parts.reduce((a, x) => a + x, 0);
  if (total <= 0) return parts.map(() => 0);
  const exact = parts.map((x) => (100 * x) / total);
  const out = exact.map(Math.floor);
  const order = exact.map((x, i) => [x - Math.floor(x), i] as const).sort((a, b) => b[0] - a[0]);
  for (let i = 0, left = 100 - out.reduce((a, x) => a + x, 0); i < left; i++) out[order[i]![1]]!++;
  return out;
}

// How many of the futures, in words that are right at both ends.
export function inFutures(k: number, n: number, noun = 'simulated futures'): string {
  const share = (100 * k) / n;
  if (k <= 0) return `in none of the ${grouped(n)} ${noun}`;
  if (k >= n) return `in every ${noun.replace(/futures$/, 'future')}`;
  if (share < 0.5) return `in fewer than 1 of 100 ${noun}`;
  if (share >= 99.5) return `in more than 99 of 100 ${noun}`;
  return `in ${Math.round(share)} of 100 ${noun}`;
}

// The same as a bare figure, for tables and cards: "48", "under 1", "over 99".
export function ofHundred(k: number, n: number, rare = 'under 1', most = 'over 99'): string {
  const share = (100 * k) / n;
  if (k <= 0) return '0';
  if (k >= n) return '100';
  return share < 0.5 ? rare : share >= 99.5 ? most : String(Math.round(share));
}
