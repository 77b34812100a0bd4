import { describe, expect, it } from 'vitest';
import type { Score } from '../src/live/data.ts';
import { alike, type Card } from '../src/live/cards.ts';
import { axisTop } from '../src/live/picture.ts';
import * as say from '../src/live/sentences.ts';
import { count, dateWords, figure, inFutures, inSentence, list, midSentence, money, ofHundred, pct, possessive, toHundred } from '../src/live/words.ts';

const euro = { code: 'EUR', perUsd: 0.9239 };
const cost: say.CostFacts = { country: 'Germany', target: 5, agreed: 2, year: 2032, money: euro, outside: false,
  bill: { base: 2.12, baseYear: 2024, sum: 629, mean: 79, last: 143, years: 8 }, reach: { median: 3.2, year: 2032, there: { k: 80, n: 8192 } } };
const none = { k: 0, n: 8192 };
const all = { k: 8192, n: 8192 };
const few = { k: 10, n: 8192 };
const half = { k: 4000, n: 8192 };
const read = (t: say.Text): string => say.plain(t).replaceAll('\u00a0', ' ');

// What no sentence of the page may hold.
function grammatical(text: string): void {
  expect(text).not.toMatch(/NaN|undefined|null|Infinity|\[object|[a-z]\.[a-z]+_|\s{2}|\s[.,;]|\.\.|^\s|\s$/);
  expect(text).toMatch(/^[A-Z0-9“]/);
  expect(text).toMatch(/[.?!]$/);
  expect(text).not.toMatch(/\b1 (months|futures|states|years|countries)\b|\bone (states|months|years)\b/);
}

describe('a key figure like that of the comparison', () => {
  const card = (was: string, now: string, marks: [('on' | 'bas' | 'neg' | 'off'), number, string][]): Card => ({ key: 'x', title: 'x', was, now, unit: 'median future', note: '', dots: { marks }, mini: 'x' });
  it('has no arrow, and says whether any future differs', () => {
    expect(alike(card('2029', '2029', [['on', 0, 'earlier'], ['bas', 100, 'the same'], ['neg', 0, 'later']]))).toMatchObject({ was: '', now: '2029', unit: 'median future, unchanged' });
    expect(alike(card('2029', '2029', [['on', 3, 'earlier'], ['bas', 97, 'the same'], ['neg', 0, 'later']])).unit).toBe('median future, about the same');
    expect(alike(card('2029', '2031', []))).toMatchObject({ was: '2029', unit: 'median future' });
  });
});

describe('why the risk moves', () => {
  it('names what moved, and nothing that did not', () => {
    expect(say.riskReason({ defence: 2.14, us: -10, russia: 0 })).toBe('Behind it: the defenders have 2.1 more brigades without the US and the US is 10 points less likely to fight.');
    expect(say.riskReason({ defence: 0.13, us: 0, russia: 0 })).toBe('Behind it: the defenders have 0.1\u00a0of a brigade more without the US.');
    expect(say.riskReason({ defence: -1, us: 1, russia: 3.5 })).toBe('Behind it: the defenders have 1 fewer brigade without the US, the US is 1 point more likely to fight and Russia has 3.5 more brigades free of the war in Ukraine.');
    expect(say.riskReason({ defence: 0.01, us: 0.2, russia: null })).toBe('');
    expect(say.riskReason({ defence: NaN, us: NaN, russia: -Infinity })).toBe('');
  });
});

describe('how far to trust it', () => {
  const row = (part: Score['part'], family: string, verdict: Score['verdict'], skill: number | null = null): Score => ({ part, family, verdict, says: 'x', figure: 'y', skill, n: 1, source: 'z' });
  it('says how many tests were better and worse', () => {
    expect(say.scoreSummary([row('hindcast', 'a', 'worse', -0.1), row('hindcast', 'a', 'better', 0.1)])).toBe('Better than the best naive rule in 1 of 2 tests, worse in 1.');
    expect(say.scoreSummary([row('record', 'a', 'miss'), row('record', 'a', 'hit')])).toBe('One forecast missed, and the others held.');
    expect(say.scoreSummary([row('record', 'a', 'hit')])).toBe('Every forecast held.');
    expect(say.scoreSummary([row('benchmark', 'a', 'outside'), row('benchmark', 'a', 'wide'), row('benchmark', 'a', 'inside')]))
      .toBe('Of 3 published figures, 1 agrees with the model and 1 does not. For one more the model\u2019s range is too wide to tell.');
  });
  it('names the parts behind an answer', () => {
    const rows = [row('hindcast', 'front', 'worse'), row('hindcast', 'front', 'better'), row('hindcast', 'ceasefire', 'worse')];
    expect(say.trustLine(rows, ['front'])).toBe('The front, which this answer rests on, was forecast better than by the best naive rule in one of two tests.');
    expect(say.trustLine(rows, ['deterrence'])).toBe('');
    expect(say.trustLine(rows, ['ceasefire', 'front'])).toBe('This answer rests on the chance of a ceasefire and the front, which were forecast better than by the best naive rule in none of one test and in one of two.');
    expect([say.withoutSkill(rows, 'ceasefire'), say.withoutSkill(rows, 'front'), say.withoutSkill(rows, 'none')]).toEqual([true, false, false]);
  });
});

describe('what changes an answer most', () => {
  const d = { label: 'Pace of spending rises', low: '3.9 %', high: '4.3 %' };
  it('names two assumptions, one or none', () => {
    expect(read(say.driversLine('X', [d, { ...d, label: 'US forces' }]))).toBe('Two assumptions change X most: pace of spending rises (3.9 % where it is lowest, 4.3 % where it is highest) and US forces (3.9 % and 4.3 %).');
    for (const n of [0, 1, 2, 3]) grammatical(read(say.driversLine('the result', Array(n).fill(d))));
  });
});

describe('the axis of spending', () => {
  it('is the whole per cent above the end of the levers, whatever is shown below it', () => {
    expect([axisTop(8.4, [7]), axisTop(8.4, [2]), axisTop(7.7, []), axisTop(11.7, [])]).toEqual([9, 9, 8, 13]);
  });
  it('rises only where something would stand above it', () => {
    expect([axisTop(8.4, [9.2]), axisTop(8.4, [9]), axisTop(undefined, [3]), axisTop(8.4, [NaN, 3])]).toEqual([10, 9, 12, 9]);
  });
});

describe('the answers read as English at their extremes', () => {
  it('cost', () => {
    expect(read(say.answerCost(cost))).toBe('At 5 % by 2032, Germany would pay €581 bn more over eight years: €73 bn a year on average, €132 bn in 2032. In the model it gets to 3.2 % by then: only 2 % is agreed.');
    expect(read(say.answerCost({ ...cost, target: 2, bill: { ...cost.bill!, sum: 0, mean: 0, last: 0 } }))).toBe('Germany already spends 2.1 % of its GDP on defence, so a target of 2 % costs nothing extra. In the model it spends 3.2 % in 2032.');
    expect(read(say.answerCost({ ...cost, bill: null, reach: null }))).toBe('There is no spending figure for Germany.');
    expect(read(say.answerCost({ ...cost, bill: { ...cost.bill!, years: 1 }, year: 2025 }))).toContain('€581 bn more in 2025.');
    expect(read(say.answerCost({ ...cost, reach: { ...cost.reach!, median: 5.2, there: half } }))).toContain('In the model it gets there by then in 49 of 100 futures.');
    expect(read(say.answerCost({ ...cost, agreed: 5 }))).toMatch(/gets to 3\.2 % by then\.$/);
    for (const bill of [cost.bill, null, { ...cost.bill!, sum: 0, mean: 0, last: 0 }, { ...cost.bill!, sum: -3, mean: -1, last: -1 }, { ...cost.bill!, years: 1 }])
      for (const reach of [cost.reach, null, { median: 6, year: 2032, there: all }, { median: 1, year: 2030, there: none }])
        for (const outside of [false, true]) {
          const text = read(say.answerCost({ ...cost, bill, reach, outside, country: 'the United Kingdom' }));
          grammatical(text);
          expect(text).not.toMatch(/−/); // never a negative cost
        }
  });
  it('alone', () => {
    const f = { year: 2030, base: { k: 3441, n: 8192 }, baseName: 'the policy of 2024', last: 2035 };
    expect(read(say.answerAlone({ ...f, can: { k: 3932, n: 8192 }, never: { k: 2785, n: 8192 } })))
      .toBe('It is close to a coin toss. In 2030 Europe can defend its eastern flank alone in 48 of 100 simulated futures (42 with the policy of 2024). In 34 of 100 futures it still cannot by 2035.');
    for (const can of [none, few, half, { k: 8190, n: 8192 }, all]) for (const never of [none, few, half, all]) for (const base of [null, none, half, all]) grammatical(read(say.answerAlone({ ...f, can, never, base })));
    expect(read(say.answerAlone({ ...f, can: none, never: all, base: null }))).toBe('No, in nearly every future. In 2030 Europe can defend its eastern flank alone in none of the 8,192 simulated futures. By 2035 it still cannot in any future.');
    expect(read(say.answerAlone({ ...f, can: all, never: none, base: null }))).toContain('By 2035 it can in every future.');
  });
  it('war', () => {
    const f = { end: '2036', baseName: 'today’s policy', ceasefire: half, by: 'the end of 2027' };
    const c: say.Change = { median: -9, p5: -71, p95: 8, lower: 62, same: 30, higher: 8 };
    expect(read(say.answerWar({ ...f, months: 24, change: c }))).toBe('In the median future Ukraine has 24 more months of war before the end of 2036, and the war is nine months shorter than with today’s policy. A ceasefire comes by the end of 2027 in 49 of 100 simulated futures.');
    expect(read(say.answerWar({ ...f, months: 0, change: null }))).toContain('Ukraine has no more war before the end of 2036');
    expect(read(say.answerWar({ ...f, months: 1, change: { ...c, median: 1 } }))).toContain('one month longer');
    expect(read(say.answerWar({ ...f, months: 5, change: { ...c, lower: 0, higher: 0, same: 100, median: 0 } }))).toContain('before the end of 2036, in every future as with today’s policy.');
    expect(read(say.answerWar({ ...f, months: 5, change: { ...c, median: 0, lower: 7, same: 64, higher: 29 } }))).toContain('as with today’s policy; the war is longer in 29 and shorter in 7 of 100.');
    for (const months of [0, 0.4, 1, 2, 24, 124]) for (const median of [-9, -1, 0, 1, 30]) for (const ceasefire of [null, none, few, half, all]) grammatical(read(say.answerWar({ ...f, months, ceasefire, change: { ...c, median } })));
  });
  it('two wars', () => {
    const baltic = { key: 'baltic', place: 'the Baltic states', where: 'in the Baltic states', year: 2028, taken: half };
    const taiwan = { key: 'taiwan', place: 'Taiwan', where: 'over Taiwan', year: 2028, taken: few };
    expect(read(say.answerTwo([baltic, taiwan]))).toBe('If war starts in the Baltic states and over Taiwan in 2028, the attacker reaches its objective in 49 of 100 futures in the Baltic states and in fewer than 1 of 100 over Taiwan.');
    expect(read(say.answerTwo([baltic]))).toBe('If war starts in the Baltic states in 2028, the attacker reaches its objective in 49 of 100 futures.');
    for (const places of [[], [baltic], [{ ...baltic, taken: null }], [baltic, { ...taiwan, year: 2030 }], [{ ...baltic, taken: none }, { ...taiwan, taken: all }, { ...taiwan, key: 'x', where: 'in Korea' }]]) grammatical(read(say.answerTwo(places)));
  });
  it('since', () => {
    const f = { policy: 'today’s policy', was: 'the Brussels address', year: 2030, spend: 3.3, spendWas: 3.1, can: half, canWas: few };
    for (const x of [f, { ...f, spend: 3.1 }, { ...f, can: none, canWas: none }, { ...f, can: all }]) grammatical(read(say.answerSince(x)));
    expect(read(say.answerSince({ ...f, spend: 3.1, can: few }))).toContain('as with the Brussels address');
  });
  it('a text', () => {
    for (const supported of [0, 1, 6]) for (const not of [0, 1, 3]) for (const depends of [0, 1, 5]) for (const built of [0, 1, 4]) for (const open of [0, 1, 2]) grammatical(read(say.answerAddress({ supported, not, depends, built, open }, 'the Brussels address')));
    expect(read(say.answerAddress({ supported: 6, not: 3, depends: 5, built: 4, open: 0 }, 'the Brussels address'))).toBe('Of 18 claims in the Brussels address, six are supported, five depend on assumptions and three are not supported. Four are true by construction.');
    expect(read(say.answerAddress({ supported: 1, not: 0, depends: 1, built: 0, open: 0 }, 'the text'))).toBe('Of 2 claims in the text, one is supported and one depends on assumptions.');
  });
  it('a claim', () => {
    const lever = (key: string) => (key === 'us.posture_europe' ? { value: 0.5, unit: 'share', kind: 'yearly' } : null);
    const f = { unit: '%', median: -3.27, low: -13.6, high: -0.21, up: 10, same: 0, down: 8182, share: { k: 2870, n: 8192 }, base: { k: 0, n: 8192 }, lever };
    expect(read(say.claimSentence('The shift lowers the risk: {abs:median} % lower ({abs:high} to {abs:low}), from {low}.', f))).toBe('The shift lowers the risk: 3.3 % lower (0.21 to 14), from −14.');
    for (const [low, high, median, said] of [[-13.6, -0.21, -3.27, '3.3 % lower (0.21 to 14)'], [0, 6, 2, '2 % higher (0 to 6)'], [-18, 43, 0, '0 % higher (18 lower to 43 higher)']] as const)
      expect(read(say.claimSentence('{median|% higher|% lower} ({band|higher|lower})', { ...f, low, high, median }))).toBe(said);
    expect(read(say.claimSentence('{median} ({band})', f))).toBe('−3.3 (−14 to −0.21)');
    expect(read(say.claimSentence('It keeps {lever:us.posture_europe}: in {share} of 100 futures ({base} under the previous policy).', f))).toBe('It keeps 50 %: in 35 of 100 futures (0 under the previous policy).');
    expect(read(say.claimSentence('Yes: in {share} of 100 futures ({base} under the previous policy).', { ...f, base: null }))).toBe('Yes: in 35 of 100 futures.');
    expect(read(say.claimSentence('longer in {up}, the same in {same}, shorter in {down} of 100.', f))).toBe('longer in 0, the same in 0, shorter in 100 of 100.');
    expect(read(say.claimSentence('{value} bn', { unit: 'bn 2024 USD', value: 1388.02, lever }))).toBe('1,388 bn');
    expect(read(say.claimSentence('{value} times', { unit: 'ratio', value: 2.1459, lever }))).toBe('2.15 times');
    expect(read(say.claimSentence('{median} % and {value}', { unit: 'share', median: 0.5, lever }))).toBe('50 % and –');
    const flank = 'It lacks at least {threshold} brigades: {median|missing|to spare} ({low|missing|to spare} to {high|missing|to spare}), {money}{value} bn.';
    expect(read(say.claimSentence(flank, { unit: 'bn 2024 USD', threshold: 10, median: 1.2, low: -15, high: 23, value: 300, lever }))).toBe('It lacks at least 10 brigades: 1.2 missing (15 to spare to 23 missing), $300 bn.');
    expect(read(say.claimSentence('{money}{value} and {median|months more|months fewer}', { unit: 'EUR bn', value: 2, median: -4, lever }))).toBe('€2.00 and 4 months fewer');
    expect(read(say.claimSentence('{median}', { unit: 'BE', median: -0.0001, lever }))).toBe('0');
    expect(read(say.claimSentence('{value}', { unit: 'BE', value: -1500, lever }))).toBe('\u22121,500');
  });
  it('law', () => {
    const f = { target: 'troops from France are attacked at Kharkiv', covered: true, day: 'June 2026' };
    const support = { words: 'support without fighting', level: 3, states: 27 };
    expect(read(say.answerLaw({ ...f, owed: [support, { words: 'consultation', level: 2, states: 6 }] })))
      .toBe('Nobody would be bound to fight. If troops from France are attacked at Kharkiv, 27 states owe support without fighting and six more states owe consultation.');
    expect(read(say.answerLaw({ ...f, owed: [] }))).toContain('no treaty in the data asks anything of anyone');
    expect(read(say.answerLaw({ ...f, owed: [], covered: false }))).toBe('There is no treaty data for June 2026.');
    expect(read(say.answerLaw({ ...f, owed: [{ words: 'all means in its power', level: 7, states: 1 }] }))).toBe('If troops from France are attacked at Kharkiv, one state owes all means in its power.');
    for (const owed of [[], [support], [{ ...support, states: 1 }], [support, { ...support, states: 1 }, { ...support, states: 1 }], [support, support, support, support]]) grammatical(read(say.answerLaw({ ...f, owed })));
  });
});

describe('notes and findings', () => {
  it('says no change without a sign', () => {
    const c: say.Change = { median: 0, p5: 0, p95: 0, lower: 0, same: 10, higher: 0 };
    expect(say.noteChange(c, 'lower', 'higher')).toBe('No change in any future.');
    expect(say.noteChange({ ...c, lower: 4, same: 0, higher: 96 }, 'lower', 'higher')).toBe('Higher in 96, lower in 4 of 100 futures.');
    expect(say.changeFigure(0.04, 'points', 'lower', 'higher')).toBe('no change');
    expect(say.changeFigure(-1, 'months', 'shorter', 'longer', 0)).toBe('1 month shorter');
    expect(say.changeFigure(-0.13, 'brigades', 'fewer', 'more')).toBe('0.1\u00a0of a brigade less');
    expect(say.changeFigure(0.98, 'brigades', 'fewer', 'more')).toBe('1 brigade more');
    expect(say.findMap('alone', [{ name: 'Malta', x: 0.12 }])).toBe('Malta can send most: 0.1\u00a0of a brigade within 30 days');
    expect(say.changeFigure(-9, 'months', 'shorter', 'longer', 0)).toBe('9 months shorter');
    expect(say.changeFigure(Infinity, '', 'earlier', 'later')).toBe('no longer comes by the last year');
  });
  it('finds', () => {
    expect(say.findAlone([{ year: 2029, median: -1 }, { year: 2030, median: -0.2 }, { year: 2031, median: 1 }])).toBe('Europe alone is short of forces until 2031');
    expect(say.findAlone([{ year: 2035, median: -1 }])).toBe('Europe alone is short of forces in every year to 2035');
    expect(say.findMap('cost', [{ name: 'Poland', x: 0.5 }, { name: 'Germany', x: 2.9 }])).toBe('One of 2 allies would have to add 2\u00a0% of GDP or more');
    expect(say.findMap('war', [{ name: 'Poland', x: 0 }])).toBe('None of the 1 allies are in the guarantee force');
    expect(say.findMap('alone', [])).toBe('There are no figures for the map');
    expect(say.findWar([], dateWords)).toBe('There are no figures for a ceasefire');
    expect(say.findWar([{ at: '2027-01', share: 0.2 }, { at: '2028-03', share: 0.6 }], dateWords)).toBe('A ceasefire is more likely than not from March 2028');
    expect(say.findSince('the Brussels address', 3.3, 3.3, 2035)).toBe('Europe and Canada get to about 3.3\u00a0% by 2035, as with the Brussels address');
  });
});

describe('figures in words', () => {
  it('counts futures at both ends', () => {
    expect(inFutures(0, 8192)).toBe('in none of the 8,192 simulated futures');
    expect(inFutures(1, 8192)).toBe('in fewer than 1 of 100 simulated futures');
    expect(inFutures(8191, 8192)).toBe('in more than 99 of 100 simulated futures');
    expect(inFutures(8192, 8192)).toBe('in every simulated future');
    expect([ofHundred(0, 9), ofHundred(9, 9), ofHundred(1, 1000)]).toEqual(['0', '100', 'under 1']);
    expect(toHundred([1, 1, 1])).toEqual([34, 33, 33]);
    expect(toHundred([0, 0])).toEqual([0, 0]);
  });
  it('writes money, shares and names', () => {
    expect(money(629, euro)).toBe('€581\u00a0bn');
    expect(money(0.0123, { code: 'PLN', perUsd: 4 })).toBe('PLN\u00a049\u00a0m');
    expect(money(20000, { code: 'USD', perUsd: 1 })).toBe('$20\u00a0trn');
    expect(money(0, euro)).toBe('€0');
    expect([midSentence('Pace of rises'), midSentence('US aid'), midSentence('European forces')]).toEqual(['pace of rises', 'US aid', 'European forces']);
    expect([pct(5), pct(3.04), pct(12.3), figure(-0.04), figure(-3.2), count(3), count(12)]).toEqual(['5\u00a0%', '3\u00a0%', '12\u00a0%', '0', '−3.2', 'three', '12']);
    expect([inSentence('United Kingdom'), inSentence('Poland'), possessive('Netherlands'), list(['a', 'b', 'c'])]).toEqual(['the United Kingdom', 'Poland', 'Netherlands’', 'a, b and c']);
  });

  it('says which lever would shorten the war', () => {
    const x = (label: string, end: string, months: number) => ({ label, end, months });
    expect(say.plain(say.shorteningLine([]))).toBe('None of these levers would shorten the war by a month on average.');
    expect(say.plain(say.shorteningLine([x('Military aid', 'no aid', 3), x('Military aid', 'four times as much', -0.4)]))).toBe('None of these levers would shorten the war by a month on average.');
    expect(say.plain(say.shorteningLine([x('Military aid', 'no aid', -1), x('Mediation', 'twice the usual effort', 2)]))).toBe('Of these levers only military aid (no aid) would shorten the war, by one month on average.');
    expect(say.plain(say.shorteningLine([x('Military aid', 'no aid', -1.6), x('Mediation', 'half', -9), x('Mediation', 'twice the usual effort', -11.2)])))
      .toBe('Of these levers, mediation (twice the usual effort) would shorten the war most, by 11 months on average; military aid (no aid) comes next, by two months on average.');
  });
});
