// Which assumptions change the answer on show most: one figure of it, over 4,096 futures, with the
// boxes of "why" left out (nothing lies beyond infinity).
import { columnOf } from './believe.ts';
import { countryName, leverNumber } from './facts.ts';
import { driversLine, type Text } from './sentences.ts';
import { BLOCKS, clearRows, readWhy, choices, namer, type Choice } from './why.ts';
import type { Store } from './store.svelte.ts';
import { figure, NBSP, pct, possessive } from './words.ts';
import { s } from './strings.ts';

// The figure that stands for a question's answer, and its name inside a sentence.
function figureOf(store: Store): { choice: Choice; what: string } | null {
  const world = store.worldOf(store.scenarioKey);
  const last = world.first_year + world.n_years - 1;
  const seen = String(Math.min(Math.round(leverNumber(store, 'pledge.by_year')), last));
  switch (store.question) {
    case 'cost': return { choice: { outcome: 'spending.share', at: seen, index: store.country }, what: s.driven.cost(possessive(countryName(store)), seen) };
    case 'alone': return { choice: choices['alone']![0]!, what: s.driven.alone };
    case 'war': return { choice: choices['war']![0]!, what: s.driven.war };
    case 'two': return { choice: { outcome: 'combat.taken', at: '', index: 'baltic' }, what: s.driven.two };
    case 'since': return { choice: choices['since']![0]!, what: s.driven.since };
    default: return null;
  }
}

const show = (x: number, unit: string): string => (unit === '% of GDP' ? pct(x) : unit.startsWith('share') ? `${figure(100 * x, 0)}${NBSP}%` : figure(x, 0));

// Null: nothing to say, or overtaken by a later question.
export async function driversOf(store: Store): Promise<Text | null> {
  const of = figureOf(store);
  const wanted = of && columnOf(store, of.choice);
  const outcome = of && store.page.outcomes.find((x) => x.key === of.choice.outcome);
  if (!of || !wanted || !outcome || !store.engine) return null;
  const used = store.page.assumptions.filter((a) => a.id >= 0 && a.distribution !== 'discrete'); // a choice has no lowest value
  const { world, edits } = store.edits(true);
  const answer = await store.engine.why({ world, edits, seed: store.seed, blocks: BLOCKS, outcome: wanted.outcome, column: wanted.columns[0]!,
    inputs: used.map((a) => a.id), worse: true, logarithm: outcome.log, bound: Infinity }, 'drivers');
  if (!answer) return null;
  const name = namer(used);
  const of2 = clearRows(readWhy(answer).rows).slice(0, 2);
  return driversLine(of.what, of2.map((r) => ({ label: name(r.assumption), low: show(r.low.value, outcome.unit), high: show(r.high.value, outcome.unit) })));
}
