// Settings as a reader has them, by key, in the numbers that the engine takes.
import type { PageData, Setting, World } from './data.ts';
import type { Edits } from './protocol.ts';

export function editsOf(page: Pick<PageData, 'levers' | 'assumptions'>, world: World, levers: Record<string, Setting>, priors: Record<string, number[]>): Edits {
  const edits: Edits = { levers: [], members: null, priors: [] };
  for (const lever of page.levers) {
    const x = levers[lever.key];
    if (x === undefined || lever.id < 0) continue;
    if (Array.isArray(x)) {
      edits.members = x.map((m) => world.states.findIndex((t) => t.state === m)).filter((i) => i >= 0);
    } else if (typeof x === 'number') {
      edits.levers.push([lever.id, -1, x]);
    } else { // a year's value holds until the next one named
      const first = lever.value ?? 0;
      for (let y = 0; y < world.n_years; y++) {
        const named = Object.keys(x).map(Number).filter((k) => k <= world.first_year + y);
        edits.levers.push([lever.id, y, named.length ? x[String(Math.max(...named))]! : first]);
      }
    }
  }
  for (const a of page.assumptions) {
    const p = priors[a.key];
    if (p && a.id >= 0) edits.priors.push([a.id, p]);
  }
  return edits;
}
