// Every sentence that the page builds from figures: the answers, the findings over the charts and
// the notes on the key figures. Templates only; figures come in as numbers. sentences.test.ts
// reads them at their extremes: zero, one, none, no change, negative.
import { brigades, capital, count, figure, grouped, inFutures, list, midSentence, money, NBSP, ofHundred, pct, plural, possessive, toHundred, type Currency } from './words.ts';
import type { Score } from './data.ts';

export interface Bold { b: string }
export type Text = (string | Bold)[];

const b = (text: string): Bold => ({ b: text });
export const plain = (text: Text): string => text.map((x) => (typeof x === 'string' ? x : x.b)).join('');

// A paired comparison, future by future: how many lie lower, level and higher.
export interface Change { median: number; p5: number; p95: number; lower: number; same: number; higher: number }
export interface Count { k: number; n: number }

// "in 48 of 100 futures" with the count in bold.
function counted(c: Count, noun?: string): Text {
  const text = inFutures(c.k, c.n, noun).trim();
  const match = /^in (fewer than 1 of 100|\d+ of 100|none|every)(.*)$/.exec(text);
  return match ? ['in ', b(match[1]!), match[2]!] : [text];
}

// ---- the answers ----

export interface CostFacts {
  country: string; // as in a sentence: "Germany", "the United Kingdom"
  target: number; agreed: number; year: number;
  bill: { base: number; baseYear: number; sum: number; mean: number; last: number; years: number } | null;
  outside: boolean; // the target year lies outside the years of the scenario
  reach: { median: number; year: number; there: Count } | null; // simulated spending in that year
  money: Currency;
}

export function answerCost(f: CostFacts): Text {
  const C = capital(f.country);
  if (f.outside) return [`The target year ${f.year} lies outside the years of this scenario. Choose another one.`];
  if (!f.bill) return [`There is no spending figure for ${f.country}.`];
  const { sum, mean, last, years, base } = f.bill;
  const nothing = sum * 1000 < 0.5;
  const first: Text = nothing
    ? [`${C} already spends `, b(pct(base)), ` of its GDP on defence, so a target of ${pct(f.target)} costs nothing extra.`]
    : years === 1 ? [`At ${pct(f.target)} by ${f.year}, ${f.country} would pay `, b(money(sum, f.money)), ` more in ${f.year}.`]
    : [`At ${pct(f.target)} by ${f.year}, ${f.country} would pay `, b(money(sum, f.money)), ` more over ${count(years)} years: `,
      b(`${money(mean, f.money)} a year`), ` on average, ${money(last, f.money)} in ${f.year}.`];
  if (!f.reach) return first;
  const { median, there, year } = f.reach;
  const by = year < f.year ? `by ${year}, the scenario\u2019s last year` : 'by then';
  if (nothing) return [...first, ` In the model it spends `, b(pct(median)), ` in ${year}.`];
  if (median >= f.target - 0.05) return [...first, ` In the model it gets there ${by} `, ...counted(there, 'futures'), '.'];
  const reason = f.target > f.agreed + 0.05 ? `: only ${pct(f.agreed)} is agreed` : '';
  return [...first, ` In the model it gets to `, b(pct(median)), ` ${by}${reason}.`];
}

function opening({ k, n }: Count): string {
  const share = Math.round((100 * k) / n);
  if (share >= 90) return 'Yes, in nearly every future.';
  if (share >= 60) return 'In most futures, yes.';
  if (share > 40) return 'It is close to a coin toss.';
  if (share > 10) return 'In most futures, no.';
  return 'No, in nearly every future.';
}

export interface AloneFacts { year: number; can: Count; base: Count | null; baseName: string; never: Count; last: number }

export function answerAlone(f: AloneFacts): Text {
  const than = f.base && ofHundred(f.base.k, f.base.n) !== ofHundred(f.can.k, f.can.n) ? ` (${ofHundred(f.base.k, f.base.n)} with ${f.baseName})`
    : f.base ? ` (the same with ${f.baseName})` : '';
  const first: Text = [`${opening(f.can)} In ${f.year} Europe can defend its eastern flank alone `, ...counted(f.can), `${than}.`];
  if (f.never.k <= 0) return [...first, ` By ${f.last} it can in every future.`];
  if (f.never.k >= f.never.n) return [...first, ` By ${f.last} it still cannot in any future.`];
  return [...first, ' In ', ...counted(f.never, 'futures').slice(1), ` it still cannot by ${f.last}.`];
}

const months = (n: number): string => `${count(n)} ${plural(n, 'month')}`;

export interface WarFacts { months: number; end: string; change: Change | null; baseName: string; ceasefire: Count | null; by: string }

export function answerWar(f: WarFacts): Text {
  const m = Math.round(f.months);
  const war: Text = ['In the median future Ukraine has ', b(m <= 0 ? 'no more war' : `${m === 1 ? 'one more month' : `${count(m)} more months`} of war`), ` before the end of ${f.end}`];
  const truce: Text = f.ceasefire ? [` A ceasefire comes by ${f.by} `, ...counted(f.ceasefire), '.'] : [];
  return [...war, ...(f.change ? monthsChange(f.change, f.baseName) : ['.']), ...truce];
}

function monthsChange(c: Change, baseName: string): Text {
  const n = Math.round(Math.abs(c.median));
  const [lower, , higher] = toHundred([c.lower, c.same, c.higher]);
  if (c.lower + c.higher === 0) return [`, in every future as with ${baseName}.`];
  if (n === 0) return [`, as with ${baseName}; the war is longer in ${higher} and shorter in ${lower} of 100.`];
  return [', and the war is ', b(`${months(n)} ${c.median < 0 ? 'shorter' : 'longer'}`), ` than with ${baseName}.`];
}

export interface Struck { key: string; place: string; where: string; year: number; taken: Count | null } // "the Baltic states", "in the Baltic states"

// `places`: those where the settings force a war.
export function answerTwo(places: readonly Struck[]): Text {
  if (!places.length) return ['These settings force no war. Choose a year for one of the attacks below.'];
  const years = new Set(places.map((p) => p.year));
  const when = years.size === 1 ? `If war starts ${list(places.map((p) => p.where))} in ${places[0]!.year}` : `If war starts ${list(places.map((p) => `${p.where} in ${p.year}`))}`;
  const known = places.filter((p): p is Struck & { taken: Count } => p.taken !== null);
  if (!known.length) return [`${when}, the model has no figure for how it ends.`];
  const parts = known.flatMap((p, i): Text => [i === 0 ? '' : i === known.length - 1 ? ' and ' : ', ', ...counted(p.taken, i ? '' : 'futures'), known.length > 1 ? ` ${p.where}` : '']);
  return [`${when}, the attacker reaches its objective `, ...parts, '.'];
}

export interface SinceFacts { policy: string; was: string; year: number; spend: number; spendWas: number; can: Count; canWas: Count }

export function answerSince(f: SinceFacts): Text {
  const same = Math.abs(f.spend - f.spendWas) < 0.05;
  const money = same ? ` of GDP in ${f.year}, as with ${f.was}` : ` of GDP in ${f.year} rather than ${pct(f.spendWas)} with ${f.was}`;
  const alike = ofHundred(f.can.k, f.can.n) === ofHundred(f.canWas.k, f.canWas.n);
  return [`With ${f.policy}, Europe and Canada would spend `, b(pct(f.spend)), `${money}. They can defend the eastern flank without the US `,
    ...counted(f.can), alike ? ', as before.' : `, not ${ofHundred(f.canWas.k, f.canWas.n)}.`];
}

export interface Verdicts { supported: number; not: number; depends: number; built: number; open: number }

export function answerAddress(v: Verdicts, text: string): Text {
  const all = v.supported + v.not + v.depends + v.built + v.open;
  if (all === 0) return [`${capital(text)} makes no claim that the model can check.`];
  const are = (n: number, what: string): string => `${count(n)} ${n === 1 ? 'is' : 'are'} ${what}`;
  const rest = [...(v.depends ? [`${count(v.depends)} ${v.depends === 1 ? 'depends' : 'depend'} on assumptions`] : []), ...(v.not ? [are(v.not, 'not supported')] : [])];
  const joined = rest.length === 2 ? `, ${rest[0]} and ${rest[1]}` : rest.length ? ` and ${rest[0]}` : '';
  const end = [v.built ? ` ${capital(are(v.built, 'true by construction'))}.` : '', v.open ? ` ${capital(are(v.open, 'still being computed'))}.` : ''];
  return [`Of ${all} ${plural(all, 'claim')} in ${text}, `, b(v.supported ? are(v.supported, 'supported') : 'none is supported'), `${joined}.`, ...end.filter(Boolean)];
}

export interface LawFacts {
  target: string; // "troops from France are attacked at Kharkiv"
  owed: { words: string; level: number; states: number }[]; // from the highest level down, none empty
  covered: boolean; // whether the page has treaty data for that day
  day: string;
}

export function answerLaw(f: LawFacts): Text {
  if (!f.covered) return [`There is no treaty data for ${f.day}.`];
  if (!f.owed.length) return [`If ${f.target}, no treaty in the data asks anything of anyone.`];
  const who = (n: number, more: boolean): string => `${count(n)}${more ? ' more' : ''} ${plural(n, 'state')}`;
  const owes = (n: number): string => (n === 1 ? 'owes' : 'owe');
  const bound = (f.owed[0]?.level ?? 0) >= 6 ? '' : 'Nobody would be bound to fight. ';
  const parts: Text = [`${bound}If ${f.target}, `];
  f.owed.slice(0, 2).forEach((g, i) => parts.push(i ? ' and ' : '', b(who(g.states, i > 0)), ` ${owes(g.states)} ${g.words}`));
  const rest = f.owed.slice(2).reduce((sum, g) => sum + g.states, 0);
  return [...parts, rest ? `; ${count(rest)} ${plural(rest, 'other')} ${owes(rest)} less.` : '.'];
}

// ---- findings over the charts ----

export function findCost(f: CostFacts): string {
  const C = capital(f.country);
  if (!f.reach) return `There are no simulated figures for ${f.country}`;
  if (f.bill && f.bill.sum * 1000 < 0.5) return `${C} already spends more than the ${pct(f.target)} asked for`;
  if (f.reach.median >= f.target - 0.05) return `${C} is asked for ${pct(f.target)} and gets there in the median future`;
  return `${C} is asked for ${pct(f.target)} and gets to about ${pct(f.reach.median)}`;
}

export function findAlone(margins: readonly { year: number; median: number }[]): string {
  const short = margins.filter((m) => m.median < 0);
  const last = margins.at(-1)?.year ?? 0;
  if (!short.length) return 'Europe alone has enough forces in every year of the median future';
  if (short.length === margins.length) return `Europe alone is short of forces in every year to ${last}`;
  const until = short.at(-1)!.year;
  return until === last ? `Europe alone is short of forces again by ${last}` : `Europe alone is short of forces until ${until + 1}`;
}

export function findWar(shares: readonly { at: string; share: number }[], words: (at: string) => string): string {
  const first = shares.find((x) => x.share > 0.5);
  if (!shares.length) return 'There are no figures for a ceasefire';
  if (!first) return `A ceasefire stays less likely than not until ${words(shares.at(-1)!.at)}`;
  return first === shares[0] ? 'A ceasefire is more likely than not in every month shown' : `A ceasefire is more likely than not from ${words(first.at)}`;
}

export function findTwo(places: readonly Struck[]): string {
  const known = places.filter((p): p is Struck & { taken: Count } => p.taken !== null);
  if (!known.length) return 'No war is forced in these settings';
  return `Attacks that succeed, of 100: ${list(known.map((p) => `${ofHundred(p.taken.k, p.taken.n)} ${p.where}`))}`;
}

export function findSince(name: string, to: number, was: number, year: number): string {
  const d = to - was;
  const than = Math.abs(d) < 0.05 ? `, as with ${name}` : `, ${figure(Math.abs(d))} points ${d > 0 ? 'more' : 'less'} than with ${name}`;
  return `Europe and Canada get to about ${pct(to)} by ${year}${than}`;
}

export function findLaw(f: LawFacts): string {
  const most = [...f.owed].sort((x, y) => y.states - x.states)[0];
  if (!f.covered) return `No treaty data for ${f.day}`;
  if (!most) return 'No treaty asks anything of anyone';
  return `${capital(count(most.states))} ${plural(most.states, 'state')} ${most.states === 1 ? 'owes' : 'owe'} ${most.words}`;
}

// The title of a question's map: how many allies it is true of.
export function findMap(question: string, of: readonly { name: string; x: number }[]): string {
  const all = of.length;
  const most = [...of].sort((a, z) => z.x - a.x)[0];
  if (!most) return 'There are no figures for the map';
  const over = (bar: number): number => of.filter((t) => t.x >= bar).length;
  const allies = (n: number): string => (n === 0 ? `None of the ${all} allies` : n === all ? `All ${all} allies` : `${capital(count(n))} of ${all} allies`);
  if (question === 'cost') return `${allies(over(2))} would have to add 2\u00a0% of GDP or more`;
  if (question === 'since') return `${allies(over(3.5))} ${over(3.5) === 1 ? 'spends' : 'spend'} 3.5\u00a0% of GDP or more in 2030`;
  if (question === 'war') return `${allies(over(0.5))} ${over(0.5) === 1 ? 'is' : 'are'} in the guarantee force`;
  return `${capital(most.name)} can send most: ${brigades(most.x)} within 30 days`;
}

// ---- notes on the key figures ----

// "Higher in 96, lower in 4 of 100 futures."; parts that are none are left out.
export function noteChange(c: Change, lower: string, higher: string): string {
  const [l = 0, s = 0, h = 0] = toHundred([c.lower, c.same, c.higher]);
  if (c.lower + c.higher === 0) return 'No change in any future.';
  const parts = ([[h, higher], [s, 'the same'], [l, lower]] as const).filter(([n]) => n > 0).sort((x, y) => y[0] - x[0]);
  if (parts.length === 1) return `${capital(parts[0]![1])} in nearly every future.`;
  return `${capital(parts.map(([n, word]) => `${word} in ${n}`).join(', '))} of 100 futures.`;
}

// How a change reads as a figure: "9 months shorter", "no change".
export function changeFigure(median: number, unit: string, lower: string, higher: string, digits = 1): string {
  const size = figure(Math.abs(median), digits);
  if (!Number.isFinite(median)) return median < 0 ? `now comes by the last year` : 'no longer comes by the last year';
  if (size === '0') return 'no change';
  if (unit === 'brigades' && Math.abs(median) < 1 && size !== '1') return `${brigades(Math.abs(median))} ${median < 0 ? 'less' : 'more'}`;
  const what = size === '1' ? unit.replace(/^([a-z]+)s$/, '$1') : unit;
  return `${size}${what ? ` ${what}` : ''} ${median < 0 ? lower : higher}`;
}

// What the risk of an attack rests on, as far as it differs from the comparison in the median future:
// brigades, points, brigades.
export interface RiskParts { defence: number | null; us: number | null; russia: number | null }
export function riskReason(x: RiskParts): string {
  const force = (v: number): string => {
    const said = brigades(Math.abs(v));
    return said.endsWith('of a brigade') ? `${said} ${v < 0 ? 'less' : 'more'}` : said.replace(NBSP, v < 0 ? ' fewer ' : ' more ');
  };
  const points = (v: number): string => { const size = figure(Math.abs(v), 0); return `${size} ${size === '1' ? 'point' : 'points'} ${v < 0 ? 'less' : 'more'} likely`; };
  const moved = (v: number | null, least: number): v is number => v !== null && Number.isFinite(v) && Math.abs(v) >= least;
  const parts = [moved(x.defence, 0.05) ? `the defenders have ${force(x.defence)} without the US` : '', moved(x.us, 0.5) ? `the US is ${points(x.us)} to fight` : '',
    moved(x.russia, 0.05) ? `Russia has ${force(x.russia)} free of the war in Ukraine` : ''].filter(Boolean);
  return parts.length ? `Behind it: ${list(parts)}.` : '';
}

export function noteBill(f: CostFacts, baseSum: number | null, baseName: string): string {
  if (!f.bill) return '';
  const each = `${money(f.bill.mean, f.money)} a year on average, ${money(f.bill.last, f.money)} in ${f.year}, at 2024 prices.`;
  if (baseSum === null) return each;
  if (baseSum * 1000 < 0.5) return `${each} With ${baseName}: nothing extra.`;
  return `${each} With ${baseName}: ${money(baseSum, f.money)}.`;
}

export function yearFigure(median: number, last: number): string {
  return Number.isFinite(median) ? String(Math.round(median)) : `not by ${last}`;
}

export function noteYear(never: Count, neverWas: Count | null, last: number, baseName: string): string {
  const now = never.k <= 0 ? `By ${last} in every future` : never.k >= never.n ? `Not by ${last} in any future` : `Not by ${last} ${inFutures(never.k, never.n, 'futures')}`;
  return neverWas ? `${now} (${ofHundred(neverWas.k, neverWas.n)} with ${baseName}).` : `${now}.`;
}

export function perThousand(x: number): string {
  const v = x * 1000;
  return v >= 0.05 ? figure(v) : v > 0 ? 'under 0.1' : '0';
}

export function noteRisk(c: Change | null, percent: number): string {
  if (!c || c.lower + c.higher === 0) return 'In 1,000 a year, in the model. No change in any future.';
  const size = figure(Math.abs(percent), Math.abs(percent) < 1 ? 1 : 0);
  const said = size === '0' ? 'No change in the median future' : `${size}\u00a0% ${percent < 0 ? 'lower' : 'higher'} in the median future`;
  return `In 1,000 a year, in the model. ${said}; ${noteChange(c, 'lower', 'higher').replace(/^./, (x) => x.toLowerCase())}`;
}

// ---- how far to trust it ----

const isMiss = (x: Score): boolean => x.verdict === 'worse' || x.verdict === 'miss' || x.verdict === 'outside';
const isHit = (x: Score): boolean => x.verdict === 'better' || x.verdict === 'hit' || x.verdict === 'inside';

// What a part of the scorecard comes to, in a sentence or two.
export function scoreSummary(rows: readonly Score[]): string {
  const hits = rows.filter(isHit).length;
  const misses = rows.filter(isMiss).length;
  const wide = rows.filter((x) => x.verdict === 'wide').length;
  switch (rows[0]?.part) {
    case 'hindcast': return `Better than the best naive rule in ${hits} of ${rows.length} ${plural(rows.length, 'test')}, worse in ${misses}.`;
    case 'record': return misses === 0 ? 'Every forecast held.' : `${capital(count(misses))} ${plural(misses, 'forecast')} missed, and the others held.`;
    case 'benchmark': return `Of ${rows.length} published figures, ${hits} ${plural(hits, 'agrees', 'agree')} with the model and ${misses} ${plural(misses, 'does', 'do')} not.${wide ? ` For ${count(wide)} more the model’s range is too wide to tell.` : ''}`;
    default: return '';
  }
}

const FAMILY: Record<string, string> = { spending: 'Defence spending', deterrence: 'Deterrence', front: 'The front', ceasefire: 'The chance of a ceasefire' };

// How the parts behind an answer did against the best naive rule.
export function trustLine(rows: readonly Score[], families: readonly string[]): string {
  const parts = families.flatMap((family) => {
    const tests = rows.filter((x) => x.part === 'hindcast' && x.family === family);
    const better = tests.filter(isHit).length;
    return tests.length ? [{ name: FAMILY[family] ?? capital(family), n: tests.length, of: better === tests.length && better > 1 ? `all ${count(better)}` : `${count(better)} of ${count(tests.length)}` }] : [];
  });
  const [one, ...more] = parts;
  if (!one) return '';
  if (!more.length) return `${one.name}, which this answer rests on, was forecast better than by the best naive rule in ${one.of} ${plural(one.n, 'test')}.`;
  return `This answer rests on ${list(parts.map((x) => midSentence(x.name)))}, which were forecast better than by the best naive rule in ${list(parts.map((x, i) => (i ? `in ${x.of}` : `${x.of} ${plural(x.n, 'test')}`)))}.`;
}

// ---- what changes an answer most ----

export interface Driver { label: string; low: string; high: string } // the result in the lowest and the highest fifth of an assumption

export function driversLine(what: string, drivers: readonly Driver[]): Text {
  const [one, two] = drivers;
  if (!one) return [`No assumption changes ${what} much.`];
  if (!two) return [`One assumption changes ${what} most: `, b(midSentence(one.label)), ` (${one.low} where it is lowest, ${one.high} where it is highest).`];
  return [`Two assumptions change ${what} most: `, b(midSentence(one.label)), ` (${one.low} where it is lowest, ${one.high} where it is highest) and `, b(midSentence(two.label)), ` (${two.low} and ${two.high}).`];
}

// A lever at one of its ends, and by how many months the war is longer then, on average.
export interface Shortening { label: string; end: string; months: number }

export function shorteningLine(tried: readonly Shortening[]): Text {
  const best = new Map<string, Shortening>(); // of the two ends of a lever
  for (const x of tried) if (Math.round(x.months) < 0 && x.months < (best.get(x.label)?.months ?? 0)) best.set(x.label, x);
  const [one, two] = [...best.values()].sort((a, z) => a.months - z.months);
  const by = (x: Shortening): string => `by ${months(Math.round(-x.months))} on average`;
  const name = (x: Shortening): Text => [b(midSentence(x.label)), ` (${x.end})`];
  if (!one) return ['None of these levers would shorten the war by a month on average.'];
  if (!two) return ['Of these levers only ', ...name(one), ` would shorten the war, ${by(one)}.`];
  return ['Of these levers, ', ...name(one), ` would shorten the war most, ${by(one)}; `, ...name(two), ` comes next, ${by(two)}.`];
}

// A part that beat the naive rule in no test: its figures say so.
export const withoutSkill = (rows: readonly Score[], family: string): boolean => {
  const tests = rows.filter((x) => x.part === 'hindcast' && x.family === family);
  return tests.length > 0 && !tests.some(isHit);
};

// ---- the reading of a text, claim by claim ----

// ---- a claim's own sentence, its slots filled as src/result/claim_sentence.c fills them ----

// Two significant digits, no zeros for show; whole numbers from 10.
function twoDigits(x: number): string {
  const a = Math.abs(x);
  const text = x.toFixed(a >= 9.95 || a === 0 ? 0 : a >= 0.995 ? 1 : a >= 0.0995 ? 2 : 3);
  return tidy(text.includes('.') ? text.replace(/\.?0+$/, '') : text);
}
// Accounts have the digits that are published, thousands parted.
const published = (x: number): string => tidy(Math.abs(x) >= 999.5 ? `${x < 0 ? '-' : ''}${grouped(x)}` : x.toFixed(Math.abs(x) >= 99.5 ? 0 : Math.abs(x) >= 0.995 ? 2 : 3));
const tidy = (text: string): string => (/^-[0.]*$/.test(text) ? text.slice(1) : text.replace('-', '\u2212'));

// Months are whole.
const simulated = (x: number, f: ClaimFigures): string => twoDigits(f.unit === 'months' ? Math.round(x) : x);
const scaleOf = (f: ClaimFigures): number => (f.unit === 'share' || f.unit === 'disputed issues' ? 100 : 1);

export interface ClaimFigures {
  unit: string;
  threshold?: number; // that the claim's condition compares with
  median?: number | undefined; low?: number | undefined; high?: number | undefined; // over the futures that have a value
  value?: number; // an account
  up?: number; same?: number; down?: number; // futures above, at and below zero
  share?: Count; base?: Count | null;
  lever: (key: string) => { value: number; unit: string; kind: string } | null;
}

// "0.14 to 6", the smaller first; with a word at either end where one lies on the other side of zero
// than the median: "18 fewer to 43 more".
function bandOf(f: ClaimFigures, bySign: string[]): string {
  const scale = scaleOf(f), ends = [scale * (f.low ?? NaN), scale * (f.high ?? NaN)], value = f.median ?? f.value ?? 0;
  if (!ends.every(Number.isFinite)) return '\u2013';
  const below = value <= 0 && ends.every((x) => x <= 0), above = value >= 0 && ends.every((x) => x >= 0);
  const said = ends.map((x) => {
    if (!bySign.length) return simulated(x, f);
    return below || above ? simulated(Math.abs(x), f) : `${simulated(Math.abs(x), f)} ${x < 0 ? bySign[1] ?? bySign[0] : bySign[0]}`;
  });
  return (bySign.length && below ? said.reverse() : said).join(' to ');
}

function slotOf(slot: string, f: ClaimFigures): string {
  const absolute = slot.startsWith('abs:');
  // "median|missing|to spare": the size, and one of two words by its sign
  const [name = '', ...bySign] = (absolute ? slot.slice(4) : slot).split('|');
  if (name === 'money') return /EUR/.test(f.unit) ? '€' : '$';
  if (name === 'threshold') return String(+(f.threshold ?? 0).toPrecision(4));
  if (name.startsWith('lever:')) {
    const at = f.lever(name.slice(6));
    if (!at) return name.slice(6);
    if (at.kind === 'switch') return at.value > 0.5 ? 'yes' : 'no';
    return at.unit === 'share' ? pct(100 * at.value) : twoDigits(at.value);
  }
  if (name === 'up' || name === 'same' || name === 'down') {
    const parts = toHundred([f.up ?? 0, f.same ?? 0, f.down ?? 0]);
    return String(parts[name === 'up' ? 0 : name === 'same' ? 1 : 2] ?? 0);
  }
  const count = name === 'share' ? f.share : name === 'base' ? f.base : null;
  if (count) return ofHundred(count.k, count.n, 'fewer than 1', 'more than 99');
  if (name === 'band') return bandOf(f, bySign);
  const x = name === 'low' ? f.low : name === 'high' ? f.high : name === 'value' ? f.value : name === 'median' ? f.median : undefined;
  if (x === undefined || !Number.isFinite(x)) return '\u2013';
  const shown = (absolute || bySign.length ? Math.abs(x) : x) * scaleOf(f);
  const size = name === 'value' ? published(shown) : simulated(shown, f);
  const word = x < 0 ? bySign[1] ?? bySign[0] : bySign[0];
  return word ? `${size} ${word}` : size;
}

// What stands in brackets about the policy before goes where nothing is known of it.
export function claimSentence(template: string, f: ClaimFigures): Text {
  const known = f.base ? template : template.replace(/ \([^()]*\{base\}[^()]*\)/, '');
  return known.split(/(\{[^{}]*\})/).filter(Boolean).map((part) => {
    if (!/^\{.*\}$/.test(part)) return part;
    const text = slotOf(part.slice(1, -1), f);
    return /^\{(abs:)?(median|value|share)(\|[^{}]*)?\}$/.test(part) ? b(text) : text;
  });
}

export function claimShare(yes: Count, base: Count | null, baseName: string): Text {
  const than = base ? ` (${ofHundred(base.k, base.n)} with ${baseName})` : '';
  return ['True ', ...counted(yes, 'futures'), `${than}.`];
}

export const futuresLine = (n: number, provisional: boolean): string =>
  (provisional ? `Provisional, ${grouped(n)} futures. Not a forecast: what follows from stated assumptions.`
    : `Not a forecast: what follows from stated assumptions, in ${grouped(n)} simulated futures.`);

export const countryTitle = (country: string, rest: string): string => `${possessive(capital(country))} ${rest}`;
