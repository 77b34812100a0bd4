// The answer to the question on show, from the figures at hand; null while there are none.
import { aloneFacts, costFacts, judged, lawFacts, policyName, sinceFacts, struck, warFacts } from './facts.ts';
import { answerAddress, answerAlone, answerCost, answerLaw, answerSince, answerTwo, answerWar, type Text } from './sentences.ts';
import { verdictsOf } from './reading.ts';
import type { Store } from './store.svelte.ts';

export function answerOf(store: Store): Text | null {
  if (store.question === 'law') return answerLaw(lawFacts(store, judged(store)));
  const m = store.model;
  if (!m || m.scenario !== store.scenario) return null;
  switch (store.question) {
    case 'cost': return answerCost(costFacts(store, m));
    case 'alone': { const f = aloneFacts(store, m); return f && answerAlone(f); }
    case 'war': { const f = warFacts(store, m); return f && answerWar(f); }
    case 'two': return answerTwo(struck(store, m));
    case 'since': { const f = sinceFacts(store, m); return f && answerSince(f); }
    case 'address': return answerAddress(verdictsOf(store), policyName(store, store.scenarioKey));
  }
}
