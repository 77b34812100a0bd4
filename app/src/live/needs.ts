// The columns of outcomes that the answer, the chart and the key figures of a question read.
import type { Scenario } from './data.ts';
import { questionOf, type CardKey, type QuestionKey } from './questions.ts';

export interface Need { outcome: string; keep: (at: string, index: string) => boolean }

export const REFERENCE = '2030'; // the year of figures that are not paths

const all = (outcome: string): Need => ({ outcome, keep: () => true });
const year = (outcome: string): Need => ({ outcome, keep: (at) => at === REFERENCE });
const place = (outcome: string, flashpoint: string): Need => ({ outcome, keep: (at, index) => index === flashpoint && (!at || at === REFERENCE) });

// The month of figures about the war: the end of the year after the one in which a scenario starts.
export const truceMonth = (x: Scenario): string => `${Number(x.start.slice(0, 4)) + 1}-12`;
export const lastMonth = (x: Scenario): string => x.horizon.slice(0, 7);

const cards: Record<CardKey, (country: string, x: Scenario) => Need[]> = {
  bill: () => [], share: (c) => [{ outcome: 'spending.share', keep: (_, index) => index === c }],
  alone: () => [year('posture.covered')], autonomy: () => [all('posture.autonomy_year')],
  europe: () => [year('spending.europe_canada')], risk: () => [place('deterrence.attack', 'baltic'), place('deterrence.odds_ratio', 'baltic'),
    place('posture.defence_out', 'baltic'), place('commitment.q_us', 'baltic'), year('capability.russia_free')],
  months: () => [all('settlement.months_at_war')], ceasefire: (_, x) => [{ outcome: 'settlement.ceasefire', keep: (at) => at === truceMonth(x) }],
  renewal: () => [year('deterrence.renewal_5y')], area: (_, x) => [{ outcome: 'ukraine.area', keep: (at) => at === truceMonth(x) }],
  gain: (_, x) => [{ outcome: 'ukraine.gain', keep: (at) => at === truceMonth(x) }], forces: () => [year('capability.europe')],
  taken_baltic: () => [place('combat.taken', 'baltic')], taken_taiwan: () => [place('combat.taken', 'taiwan')],
  defence_baltic: () => [{ outcome: 'posture.defence_out', keep: (at, i) => i === 'baltic' && at === '2028' }, { outcome: 'posture.defence_in', keep: (at, i) => i === 'baltic' && at === '2028' }],
  nato5: () => [], eu427: () => [], most: () => [], mine: () => [],
};

const pictures: Record<QuestionKey, (country: string) => Need[]> = {
  cost: (c) => [{ outcome: 'spending.share', keep: (_, index) => index === c }],
  alone: () => [all('posture.shortfall'), all('posture.covered'), all('posture.autonomy_year')],
  law: () => [year('posture.covered')], // shows none, but a run has to ask for something
  war: () => [all('settlement.ceasefire'), all('settlement.months_at_war')],
  two: () => [all('combat.taken')], since: () => [all('spending.europe_canada'), year('posture.covered')], address: () => [],
};

// By state, for the map of a question.
const maps: Partial<Record<QuestionKey, Need[]>> = {
  alone: [year('capability.be')], since: [year('spending.share')],
};

// `map`: with what the question's map shows.
export function needsOf(question: QuestionKey, country: string, scenario: Scenario, map = true): Need[] {
  return [...pictures[question](country), ...(map ? maps[question] ?? [] : []), ...questionOf(question).cards.flatMap((k) => cards[k](country, scenario))];
}
