// The settings of an attack.
export type LawFieldName = 'victim' | 'object' | 'place' | 'attacker' | 'date';
export const lawFields: readonly LawFieldName[] = ['victim', 'object', 'place', 'attacker', 'date'];
