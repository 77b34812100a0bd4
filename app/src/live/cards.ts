// The key figures beside the chart: four of them for each question.
import { aloneFacts, baseName, billOf, costFacts, countryName, judged, lawFacts, lastYear, leverNumber, placeName, struck } from './facts.ts';
import { REFERENCE, truceMonth } from './needs.ts';
import type { CardKey } from './questions.ts';
import { changeFigure, countryTitle, noteBill, noteYear, perThousand, riskReason, withoutSkill, yearFigure, type Change, type Count } from './sentences.ts';
import type { Model, Store } from './store.svelte.ts';
import type { Choice } from './why.ts';
import { capital, count, figure, money, ofHundred, pct, perHead, toHundred } from './words.ts';
import { s } from './strings.ts';

export type Mark = 'on' | 'bas' | 'neg' | 'off';
export interface Dots { marks: [Mark, number, string][] } // kind, how many of a hundred, what they are
export interface Card {
  key: string; title: string; was: string; now: string; unit: string; note: string; dots: Dots | null;
  mini: string; // the few words of a phone's tile
  outcome?: string; // that it shows, by its key in the register
  of?: Choice; // the column of it
  word?: 'yes' | 'no'; // a verdict in words in place of a figure
  short?: string; // the figure of a phone's tile, where it is shorter
}

const blank = (key: string, title: string, mini = title): Card => ({ key, title, was: '', now: '–', unit: '', note: s.notRecorded, dots: null, mini });

// Of a hundred futures: in which both, only yours, only the comparison's, neither.
function shareDots(now: Count, was: Count | null, change: Change | null): Dots {
  if (!was || !change) {
    const [yes = 0, no = 0] = toHundred([now.k, now.n - now.k]);
    return { marks: [['on', yes, s.dots.yes], ['off', no, s.dots.no]] };
  }
  const n = change.lower + change.same + change.higher;
  const both = Math.max(0, (was.k / was.n) * n - change.lower);
  const [b = 0, g = 0, l = 0, r = 0] = toHundred([both, change.higher, change.lower, Math.max(0, n - both - change.higher - change.lower)]);
  return { marks: [['bas', b, s.dots.both], ['on', g, s.dots.gained], ['neg', l, s.dots.lost], ['off', r, s.dots.neither]] };
}

function changeDots(c: Change, lower: string, higher: string, lowIsGood: boolean): Dots {
  const [l = 0, same = 0, h = 0] = toHundred([c.lower, c.same, c.higher]);
  const low: [Mark, number, string] = [lowIsGood ? 'on' : 'neg', l, lower];
  const high: [Mark, number, string] = [lowIsGood ? 'neg' : 'on', h, higher];
  return { marks: lowIsGood ? [low, ['bas', same, s.dots.same], high] : [high, ['bas', same, s.dots.same], low] };
}

interface Median { key: string; outcome: string; at: string; index?: string; title: string; mini: string; unit: string; show: (x: number) => string; lower: string; higher: string; lowIsGood: boolean; changeUnit: string; digits?: number; scale?: number }

// A figure with its change: where the difference of the medians is not the median difference, the
// change alone is shown.
function median(m: Model, q: Median): Card {
  const c = m.column(q.outcome, q.at, q.index ?? '');
  const x = c < 0 ? null : m.summary(q.outcome, c, false);
  const was = c < 0 ? null : m.summary(q.outcome, c, true);
  if (!x || x.p50 === null) return blank(q.key, q.title, q.mini);
  const change = m.change(q.outcome, c);
  const scale = q.scale ?? 1;
  const of = { outcome: q.outcome, at: q.at, index: q.index ?? '' };
  const range = `${s.from90(q.show(x.p5 ?? NaN), q.show(x.p95 ?? NaN))} ${s.in90}`;
  if (!change || !was || was.p50 === null)
    return { key: q.key, outcome: q.outcome, of, title: q.title, was: '', now: q.show(x.p50), unit: q.unit, note: `${capital(range)}.`, dots: null, mini: q.mini };
  const said = changeFigure(change.median * scale, q.changeUnit, q.lower, q.higher, q.digits ?? 1);
  const parts = Math.abs((x.p50 - was.p50 - change.median) * scale) > 0.15 * Math.abs((x.p50 - was.p50) * scale) + (q.digits === 0 ? 0.5 : 0.051);
  const marks = changeDots(change, q.lower, q.higher, q.lowIsGood);
  return { key: q.key, outcome: q.outcome, of, title: q.title, was: parts ? '' : q.show(was.p50), now: parts ? capital(said) : q.show(x.p50),
    unit: parts ? s.medianFuture : q.unit, dots: marks, mini: q.mini,
    note: parts ? s.levelIs(`${q.show(x.p50)} ${q.unit}`.trim(), range) : `${capital(said)} ${s.inMedian}; ${range}.` };
}

function bill(store: Store, m: Model): Card {
  const f = costFacts(store, m);
  const title = countryTitle(f.country, s.extraIf(pct(f.target), m.scenario.start.slice(0, 4), f.year));
  if (!f.bill) return blank('bill', title, s.mini.bill);
  const base = m.untouched ? null : billOf(store, false);
  const sum = f.bill.sum;
  const line = billOf(store)!;
  const gdp = line.gdp.slice(0, f.bill.years).reduce((a, x) => a + x, 0);
  const now = sum * 1000 < 0.5 ? s.nothing : store.per === 'head' ? perHead(line.per_head, f.money) : store.per === 'gdp' ? pct((100 * sum) / gdp) : money(sum, f.money);
  return { key: 'bill', title, was: '', now, unit: store.per === 'head' ? s.aHeadIn(f.year) : store.per === 'gdp' ? s.ofGdpOver : '',
    note: noteBill(f, base ? base.cumulative_bn : null, baseName(store)), dots: null, mini: s.mini.bill };
}

function alone(m: Model): Card {
  const title = s.cards.alone(REFERENCE);
  const c = m.column('posture.covered', REFERENCE);
  const now = c < 0 ? null : m.count('posture.covered', c, false);
  const was = c < 0 ? null : m.count('posture.covered', c, true);
  if (!now) return blank('alone', title, s.mini.alone);
  const change = m.change('posture.covered', c);
  return { key: 'alone', outcome: 'posture.covered', of: { outcome: 'posture.covered', at: REFERENCE, index: '' }, title, was: change && was ? ofHundred(was.k, was.n) : '', now: ofHundred(now.k, now.n), unit: s.of100,
    note: '', dots: shareDots(now, was, change), mini: s.mini.alone };
}

function shareOf(m: Model, key: string, outcome: string, at: string, index: string, title: string, mini: string): Card {
  const c = m.column(outcome, at, index);
  const now = c < 0 ? null : m.count(outcome, c, false);
  const was = c < 0 ? null : m.count(outcome, c, true);
  if (!now) return blank(key, title, mini);
  const change = m.change(outcome, c);
  return { key, outcome, of: { outcome, at, index }, title, was: change && was ? ofHundred(was.k, was.n) : '', now: ofHundred(now.k, now.n), unit: s.of100,
    note: '', dots: shareDots(now, was, change), mini };
}

function risk(m: Model): Card {
  const title = s.cards.risk(REFERENCE);
  const c = m.column('deterrence.attack', REFERENCE, 'baltic');
  const o = m.column('deterrence.odds_ratio', REFERENCE, 'baltic');
  const x = c < 0 ? null : m.summary('deterrence.attack', c, false);
  const was = c < 0 ? null : m.summary('deterrence.attack', c, true);
  if (!x || x.p50 === null) return blank('risk', title, s.mini.risk);
  const change = o < 0 ? null : m.change('deterrence.odds_ratio', o);
  const by = o < 0 ? null : m.percent('deterrence.odds_ratio', o);
  const told = !change || by === null ? '' : changeFigure(by, '\u00a0%', s.lower, s.higher, Math.abs(by) < 1 ? 1 : 0).replace(' \u00a0', '\u00a0');
  // Medians of the two may part the other way than the median of their ratios: then only the ratio is told.
  const agrees = was && was.p50 !== null && (by === null || by * (x.p50 - was.p50) >= 0);
  const shift = (key: string, at: string, index = 'baltic'): number | null => { const k = m.column(key, at, index); return k < 0 ? null : m.change(key, k)?.median ?? null; };
  const before = change && agrees ? perThousand(was.p50!) : '';
  return { key: 'risk', outcome: 'deterrence.attack', of: { outcome: 'deterrence.attack', at: REFERENCE, index: 'baltic' }, title, was: before === perThousand(x.p50) ? '' : before, now: perThousand(x.p50), unit: s.perThousand,
    note: told ? [`${capital(told)} ${s.inMedian}.`, riskReason({ defence: shift('posture.defence_out', REFERENCE), us: 100 * (shift('commitment.q_us', '') ?? NaN), russia: shift('capability.russia_free', REFERENCE, '') })].filter(Boolean).join(' ') : s.riskNote, dots: change ? changeDots(change, s.lower, s.higher, true) : null, mini: s.mini.risk };
}

function autonomy(store: Store, m: Model): Card {
  const last = lastYear(store);
  const f = aloneFacts(store, m);
  const x = m.summary('posture.autonomy_year', 0, false);
  const was = m.summary('posture.autonomy_year', 0, true);
  if (!f || !x) return blank('autonomy', s.cards.autonomy, s.mini.autonomy);
  const change = m.change('posture.autonomy_year', 0);
  const text = (y: number | null): string => yearFigure(y ?? Infinity, last);
  return { key: 'autonomy', outcome: 'posture.autonomy_year', of: { outcome: 'posture.autonomy_year', at: '', index: '' }, title: s.cards.autonomy, was: change && was ? text(was.p50) : '', now: text(x.p50), unit: s.medianFuture,
    note: noteYear(f.never, change && was ? { k: was.n - was.events, n: was.n } : null, last, baseName(store)),
    dots: change ? changeDots(change, s.earlier, s.later, true) : shareDots({ k: x.events, n: x.n }, null, null), mini: s.mini.autonomy };
}

function taken(store: Store, m: Model, place: string): Card {
  const where = s.inPlace(place, placeName(store, place));
  const title = s.cards.taken(where);
  const found = struck(store, m).find((x) => x.key === place);
  if (!found?.taken) return { ...blank(`taken_${place}`, title, s.mini.taken(where)), now: s.noWar, note: s.noneForced };
  return { key: `taken_${place}`, of: { outcome: 'combat.taken', at: '', index: place }, title, was: '', now: ofHundred(found.taken.k, found.taken.n), unit: s.of100, note: place === 'baltic' ? `${s.warIn(found.year)} ${s.onePlace}` : s.warIn(found.year),
    dots: shareDots(found.taken, null, null), mini: s.mini.taken(where) };
}

function law(store: Store, key: CardKey): Card {
  const found = judged(store);
  const clause = (test: RegExp, title: string, mini: string): Card => {
    const c = found?.clauses.find((x) => test.test(x.clause));
    const verdict = c?.verdict === 'yes' ? 'yes' : 'no';
    return { key, title, was: '', now: !c ? s.notRecorded : c.verdict === 'yes' ? s.appliesYes : c.verdict === 'contested' ? s.appliesContested : s.appliesNo, unit: '',
      note: c?.sentence ?? '', dots: null, mini, word: verdict, short: c?.verdict === 'yes' ? capital(s.yes) : c?.verdict === 'contested' ? s.appliesContested : capital(s.no) };
  };
  if (key === 'nato5') return clause(/^nato_5$/, s.cards.nato5, s.mini.nato5);
  if (key === 'eu427') return clause(/^teu_42_7$/, s.cards.eu427, s.mini.eu427);
  const f = lawFacts(store, found);
  if (key === 'most') {
    const owing = f.owed.reduce((sum, g) => sum + g.states, 0);
    return { key, title: s.cards.owing, was: '', now: String(owing), unit: owing === 1 ? s.state1 : s.states, dots: null, mini: s.mini.owing,
      note: f.owed.length ? `${capital(f.owed.map((g) => `${count(g.states)} ${g.words}`).join('; '))}.` : '' };
  }
  const mine = found?.states.find((x) => x.state === store.country);
  const words = capital(store.page.levels[mine?.firm ?? 0] ?? '');
  return { key, title: s.cards.mine(countryName(store)), was: '', now: words, unit: '', dots: null, mini: s.mini.mine, word: mine?.firm ? 'yes' : 'no',
    note: mine && mine.contested > mine.firm ? s.ifContested(store.page.levels[mine.contested] ?? '') : '' };
}

// Where both figures read alike there is no arrow between them: words say so, and whether any of a
// hundred futures differs.
export function alike(card: Card): Card {
  if (!card.was || card.was !== card.now) return card;
  const moved = card.dots?.marks.some(([kind, n]) => (kind === 'on' || kind === 'neg') && n > 0) ?? false;
  return { ...card, was: '', unit: [card.unit, moved ? s.nearlySame : s.unchanged].filter(Boolean).join(', ') };
}

// A figure that rests on a part which beat the naive rule in no test says so.
export function cardOf(store: Store, m: Model, key: CardKey): Card {
  const card = alike(figureOf(store, m, key));
  const family = store.page.outcomes.find((o) => o.key === card.outcome)?.tested_by;
  return family && withoutSkill(store.page.scorecard, family) ? { ...card, note: [card.note, s.noSkill].filter(Boolean).join(' ') } : card;
}

function figureOf(store: Store, m: Model, key: CardKey): Card {
  const year = (x: number): string => pct(x);
  const target = Math.round(leverNumber(store, 'pledge.by_year'));
  const world = store.worldOf(store.scenarioKey);
  const seen = String(Math.min(target, world.first_year + world.n_years - 1));
  const truce = truceMonth(store.scenario);
  switch (key) {
    case 'bill': return bill(store, m);
    case 'share': return median(m, { key, outcome: 'spending.share', at: seen, index: store.country, title: countryTitle(countryName(store), s.cards.share(seen)), mini: s.mini.share(seen), unit: s.ofGdpIn, show: year,
      lower: s.lower, higher: s.higher, lowIsGood: false, changeUnit: s.points });
    case 'alone': return alone(m);
    case 'risk': return risk(m);
    case 'autonomy': return autonomy(store, m);
    case 'europe': return median(m, { key, outcome: 'spending.europe_canada', at: REFERENCE, title: s.cards.europe(REFERENCE), mini: s.mini.europe(REFERENCE), unit: s.ofGdpIn, show: year,
      lower: s.lower, higher: s.higher, lowIsGood: false, changeUnit: s.points });
    case 'forces': return median(m, { key, outcome: 'capability.europe', at: REFERENCE, title: s.cards.forces(REFERENCE), mini: s.mini.forces(REFERENCE), unit: s.brigades, show: (x) => figure(x, 0),
      lower: s.fewer, higher: s.more, lowIsGood: false, changeUnit: s.brigades });
    case 'months': return median(m, { key, outcome: 'settlement.months_at_war', at: '', title: s.cards.months(lastYear(store)), mini: s.mini.months(lastYear(store)), unit: s.months, show: (x) => figure(x, 0),
      lower: s.shorter, higher: s.longer, lowIsGood: true, changeUnit: s.months, digits: 0 });
    case 'ceasefire': return shareOf(m, key, 'settlement.ceasefire', truce, '', s.cards.ceasefire(truce.slice(0, 4)), s.mini.ceasefire(truce.slice(0, 4)));
    case 'renewal': return median(m, { key, outcome: 'deterrence.renewal_5y', at: REFERENCE, title: s.cards.renewal, mini: s.mini.renewal, unit: s.chance, show: (x) => pct(x * 100),
      lower: s.lower, higher: s.higher, lowIsGood: true, changeUnit: s.points, scale: 100, digits: 0 });
    case 'area': return median(m, { key, outcome: 'ukraine.area', at: truce, title: s.cards.area(truce.slice(0, 4)), mini: s.mini.area(truce.slice(0, 4)), unit: 'km²', show: (x) => figure(+x.toPrecision(3), 0),
      lower: s.less, higher: s.more, lowIsGood: true, changeUnit: 'km²', digits: 0 });
    case 'gain': return median(m, { key, outcome: 'ukraine.gain', at: truce, title: s.cards.gain(truce.slice(0, 4)), mini: s.mini.gain, unit: s.kmMonth, show: (x) => figure(x, 0),
      lower: s.less, higher: s.more, lowIsGood: true, changeUnit: s.kmMonth, digits: 0 });
    case 'taken_baltic': return taken(store, m, 'baltic');
    case 'taken_taiwan': return taken(store, m, 'taiwan');
    case 'defence_baltic': return median(m, { key, outcome: 'posture.defence_out', at: '2028', index: 'baltic', title: s.cards.defence, mini: s.mini.defence, unit: s.brigades, show: (x) => figure(x, 0),
      lower: s.fewer, higher: s.more, lowIsGood: false, changeUnit: s.brigades });
    default: return law(store, key);
  }
}
