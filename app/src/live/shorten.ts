// What would shorten the war: each lever of the question at either end, one at a time, on the same
// 256 futures.
import { MONTHS, type Store } from './store.svelte.ts';
import { endsOf } from './levers.ts';
import { shorteningLine, type Shortening, type Text } from './sentences.ts';

// Null: overtaken by a later question.
export async function shorteningOf(store: Store): Promise<Text | null> {
  const o = store.page.outcomes.find((x) => x.key === MONTHS);
  if (!o || !store.engine) return null;
  const six = store.asked.levers.flatMap((k) => store.page.levers.find((l) => l.key === k && l.id >= 0) ?? []);
  const tries = six.flatMap((lever) => ([lever.min, lever.max] as const).flatMap((value, end) => (value === null ? [] : [{ lever, value, end }])));
  const settings = [store.edits(true), ...tries.map((t) => store.edits(true, { ...store.levers, [t.lever.key]: t.value }))];
  const [now, ...rows] = await store.engine.aside(settings.map((x) => ({ ...x, seed: store.seed })), [{ outcome: o.id, columns: [0] }], 'drivers');
  if (!now || rows.length < tries.length) return null;
  const found = tries.map((t, i): Shortening => {
    let sum = 0;
    rows[i]!.forEach((x, f) => { sum += x - now[f]!; });
    return { label: t.lever.label, end: endsOf(t.lever, store.page)[t.end]!, months: sum / now.length };
  });
  return shorteningLine(found);
}
