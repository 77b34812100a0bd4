// The seven questions: what each sets, which levers it puts in view, what it draws and which four
// figures stand beside the chart. Words: strings.ts and sentences.ts.
import type { PageData } from './data.ts';

export type QuestionKey = 'cost' | 'alone' | 'law' | 'war' | 'two' | 'since' | 'address';
export type Tab = 'cost' | 'security' | 'war' | 'law' | 'why';
export type CardKey = 'bill' | 'share' | 'alone' | 'autonomy' | 'europe' | 'risk' | 'months' | 'ceasefire' | 'renewal'
  | 'area' | 'gain' | 'forces' | 'taken_baltic' | 'taken_taiwan' | 'defence_baltic' | 'nato5' | 'eu427' | 'most' | 'mine';

export interface Question {
  key: QuestionKey; tab: Tab; levers: string[]; cards: CardKey[];
  scenario: string; baseline: string; // '' is the newest
  set?: Record<string, number>; // levers that asking it moves
}

export const questions: readonly Question[] = [
  { key: 'cost', tab: 'cost', scenario: '', baseline: '', set: { 'pledge.target_pct_gdp': 5 },
    levers: ['pledge.target_pct_gdp', 'pledge.agreed_pct_gdp', 'pledge.by_year', 'pledge.shape', 'pledge.equipment_share_new', 'us.credibility_signal'],
    cards: ['bill', 'share', 'alone', 'risk'] },
  { key: 'alone', tab: 'security', scenario: '', baseline: 'status-quo-2024',
    levers: ['us.posture_europe', 'us.credibility_signal', 'europe.forward_brigades', 'pledge.agreed_pct_gdp', 'pledge.target_pct_gdp', 'pledge.equipment_share_new'],
    cards: ['autonomy', 'europe', 'forces', 'risk'] },
  { key: 'law', tab: 'law', scenario: '', baseline: '', levers: [], cards: ['nato5', 'eu427', 'most', 'mine'] },
  { key: 'war', tab: 'war', scenario: '', baseline: '',
    levers: ['aid.europe', 'aid.us', 'ukraine.mediation', 'ukraine.nato_membership', 'ukraine.pre2014_demand', 'guarantee.force_brigades'],
    cards: ['months', 'ceasefire', 'area', 'renewal'] },
  { key: 'two', tab: 'security', scenario: 'two-wars', baseline: 'status-quo-2024',
    levers: ['crisis.baltic_year', 'crisis.taiwan_year', 'us.posture_europe', 'us.freed_to_indo_pacific', 'europe.forward_brigades', 'us.credibility_signal'],
    cards: ['taken_baltic', 'taken_taiwan', 'defence_baltic', 'alone'] },
  { key: 'since', tab: 'cost', scenario: '', baseline: 'brussels-2025',
    levers: ['us.posture_europe', 'pledge.agreed_pct_gdp', 'aid.europe', 'aid.us', 'us.credibility_signal', 'guarantee.force_brigades'],
    cards: ['europe', 'alone', 'risk', 'forces'] },
  { key: 'address', tab: 'why', scenario: 'brussels-2025', baseline: 'status-quo-2024', levers: [], cards: [] },
];

// The tested parts of the model that an answer rests on, by their families in data/scorecard.csv.
export const familiesOf: Partial<Record<QuestionKey, string[]>> = {
  cost: ['spending'], since: ['spending'], war: ['ceasefire', 'front'], alone: ['deterrence', 'spending'], two: ['deterrence'],
};

// Whether drivers and tests stand beneath the answer: law and the reading have none of their own.
export const hasGround = (key: QuestionKey): boolean => key !== 'law' && key !== 'address';

export const questionOf = (key: string): Question => questions.find((q) => q.key === key) ?? questions[0]!;

// The scenario that starts last; of several, the first.
export function newestOf(page: PageData): string {
  return page.scenarios.reduce((a, x) => (x.start > a.start ? x : a), page.scenarios[0]!).key;
}

// The scenario of a question, the newest where it names none or one that the page does not hold.
export function scenarioOf(page: PageData, key: string): string {
  return page.scenarios.some((x) => x.key === key) ? key : newestOf(page);
}

// Charts of a report by the question that shows them here.
export function questionOfChart(name: string): QuestionKey {
  if (/^(bill|spending|debt)/.test(name)) return 'cost';
  if (/^(area|gain|soldiers|armour|ceasefire|zone|renewal|months|guarantees)/.test(name)) return 'war';
  if (/^(obligations|treaty)/.test(name)) return 'law';
  return 'alone';
}
