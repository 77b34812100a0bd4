// Which assumptions decide a key figure: those that explain more than a third of its variance, each
// alone, and those that the register names because they do so together with others. They stand on
// its card as sliders, as in the report (src/result/result_why.c). The shares are of 1,024 futures
// in a worker of its own.
import { columnOf } from './believe.ts';
import type { Card } from './cards.ts';
import type { Store } from './store.svelte.ts';
import { namer, readWhy } from './why.ts';

const BLOCKS = 4;
const RULES = 0.3; // a third, less the error of that many futures

export interface Deciding { key: string; label: string; judged: boolean; share: number; of: string } // share 0: together with others; of: the figure's title
const MOST = 4;

// Null: overtaken by a later question.
export async function decidingOf(store: Store, card: Card): Promise<Deciding[] | null> {
  const wanted = card.of && columnOf(store, card.of);
  const outcome = store.page.outcomes.find((x) => x.key === card.of?.outcome);
  if (!wanted || !outcome || !store.engine) return [];
  const used = store.page.assumptions.filter((a) => a.id >= 0 && a.distribution !== 'discrete' && a.distribution !== 'fixed');
  const { world, edits } = store.edits(true);
  const answer = await store.engine.why({ world, edits, seed: store.seed, blocks: BLOCKS, outcome: wanted.outcome, column: wanted.columns[0]!,
    inputs: used.map((a) => a.id), worse: true, logarithm: outcome.log, bound: Infinity }, 'deciding');
  if (!answer) return null;
  const name = namer(used);
  const words = outcome.decided_by.split(' ');
  const named = (key: string): boolean => words.includes(key) || words.includes(`${key}[${card.of?.index}]`); // at one flashpoint alone
  return readWhy(answer).rows.flatMap((r) => {
    const a = used.find((x) => x.id === r.assumption)!;
    const alone = r.share.value > RULES;
    return alone || named(a.key) ? [{ key: a.key, label: name(a.id), judged: a.basis === 'expert judgement', share: alone ? Math.min(1, r.share.value) : 0, of: card.title }] : [];
  }).sort((x, y) => y.share - x.share).slice(0, MOST);
}

// What was moved stays on its card, however little it then decides: a slider must not vanish under
// the pointer.
export const kept = (found: readonly Deciding[], before: readonly Deciding[], moved: (key: string) => boolean): Deciding[] =>
  [...found, ...before.filter((x) => moved(x.key) && !found.some((y) => y.key === x.key))];
