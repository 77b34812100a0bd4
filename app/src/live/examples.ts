// Worked examples of each lever: a value to set, its name and a sentence. Values of scenarios are
// those of scenarios/; the rest is in the lever's own help.
import type { Setting } from './data.ts';

export interface Example { value: Setting; name: string; says: string }
const e = (value: Setting, name: string, says: string): Example => ({ value, name, says });

const crisis = (place: string, first: number, second: number): Example[] => [
  e(0, 'None', `Nothing is forced; an attack on ${place} comes only by chance.`),
  e(first, String(first), `An attack on ${place} while forces are still being built up.`),
  e(second, String(second), `The same attack after several more years of spending.`),
];

export const examples: Record<string, Example[]> = {
  'pledge.target_pct_gdp': [e(2, '2\u00a0%: Wales', 'NATO agreed in 2014 to reach 2 % within ten years.'), e(3.5, '3.5\u00a0%: The Hague', 'The target for defence itself that allies agreed in June 2025.'), e(5, '5\u00a0%: Brussels', 'The share that the US asked for in February 2025.')],
  'pledge.agreed_pct_gdp': [e(2, '2\u00a0%: Wales', 'What all allies had promised from 2014; 23 of them met it in 2024.'), e(3.5, '3.5\u00a0%: The Hague', 'What allies agreed to aim at in June 2025.'), e(5, '5\u00a0%', 'As if allies had promised all that the US asked for.')],
  'pledge.by_year': [e(2030, '2030', 'A quick rise: five years of budgets from 2026.'), e(2032, '2032', 'The year that the scenario of the Brussels address assumes.'), e(2035, '2035: The Hague', 'The year that allies agreed in June 2025.')],
  'pledge.agreed_by_year': [e(2024, '2024: Wales', 'The deadline set in 2014; allies at 2 % rose from 10 to 23 in that year.'), e(2035, '2035: The Hague', 'The deadline agreed in June 2025.')],
  'pledge.shape': [e(0, 'Steady', 'The same step every year.'), e(1, 'Early', 'Most of the rise at first, which costs more in all.'), e(2, 'Late', 'Most of the rise at the end, as when budgets wait.')],
  'pledge.equipment_share_new': [e(0.2, '20\u00a0%', 'The least that NATO asks of a whole budget.'), e(0.4, '40\u00a0%', 'What the scenarios assume for new money.'), e(0.7, '70\u00a0%', 'Nearly all new money buys equipment; few soldiers are added.')],
  'pledge.related_pct_gdp': [e(0, 'None', 'Defence alone, as before 2025.'), e(1.5, '1.5\u00a0%: The Hague', 'For roads, ports and resilience, agreed in June 2025.')],
  'us.posture_europe': [e(1, '100\u00a0%', 'All US forces of 2024 stay.'), e(0.8, '80\u00a0%', 'Today’s scenario: a fifth leaves by 2028.'), e(0.5, '50\u00a0%', 'The scenario of the Brussels address.'), e(0, '0\u00a0%', 'The scenario in which the US leaves.')],
  'us.posture_by_year': [e(2027, '2027', 'A quick change, as in the scenario in which the US leaves.'), e(2030, '2030', 'A slower change, which leaves Europe time to fill the gap.')],
  'us.freed_to_indo_pacific': [e(0, 'None', 'All withdrawn forces go home.'), e(0.6, '60\u00a0%', 'What the scenarios assume.'), e(1, '100\u00a0%', 'All withdrawn forces go to the Indo-Pacific.')],
  'us.posture_floor': [e(0, 'No floor', 'Nothing limits the withdrawal.'), e(0.76, '76\u00a0%', 'The law for 2026: 76,000 of about 100,000.')],
  'us.credibility_signal': [e(0, 'Unchanged', 'As in 2024.'), e(-0.5, 'Brussels', 'The scenario of the Brussels address: some doubt.'), e(-3, 'The US leaves', 'The scenario in which nearly nobody counts on the US.')],
  'us.credibility_signal_pacific': [e(0, 'Unchanged', 'As in 2024.'), e(0.2, 'Brussels', 'The scenario of the address, which put the Indo-Pacific first.'), e(-1, 'January 1950', 'A speech left South Korea outside the US line of defence; the size of the change is our judgement.')],
  'us.signal_changes': [e(0, 'No', 'The signal stays as it is to the last year.'), e(1, 'Yes', 'It may change in 2029 and 2033, when presidencies begin.')],
  'europe.forward_brigades': [e(0, 'None', 'Only the brigades already planned.'), e(1, 'One more', 'About the size of the brigade that Germany promised Lithuania.'), e(6, 'Six', 'The scenario in which Europe is on its own.')],
  'europe.forward_by_year': [e(2028, '2028', 'A quick build-up.'), e(2029, '2029', 'The scenario in which Europe is on its own.')],
  'posture.planning_ratio': [e(0, 'Drawn', 'Each future draws its own ratio, from 1.25 to 3.'), e(3, '3 to 1', 'The rule of thumb for an attack on a prepared defence.')],
  'aid.us': [e(1, '2022–24', 'The average of the first three years, €1.83 bn a month.'), e(0.3, '2025: Brussels', 'What the scenario of the address assumes for 2025.'), e(0, 'None', 'Today’s scenario: no new aid is given.')],
  'aid.europe': [e(1, '2022–24', 'The average of the first three years, €1.65 bn a month.'), e(1.5, '2026', 'Today’s scenario: €2.4 bn a month from January to April 2026.'), e(2.1, 'Replaces the US', 'Europe makes up for all US aid, euro for euro.')],
  'guarantee.force_brigades': [e(0, 'None', 'No foreign soldiers after a ceasefire.'), e(4, 'Four', 'Today’s scenario: about 24,000 soldiers.'), e(10, 'Bosnia 1996', 'NATO’s force had about 60,000 soldiers.')],
  'guarantee.force_by_year': [e(2027, '2027', 'The whole force is there within a year or two.'), e(2030, '2030', 'It arrives slowly and is small at first.')],
  'guarantee.members': [e([], 'Nobody', 'No state sends soldiers.'), e(['AUS', 'CAN', 'FRA', 'GBR', 'TUR'], 'Five states', 'Today’s scenario: Britain and France with three others.'), e(['DEU', 'DNK', 'FRA', 'GBR', 'NLD', 'NOR', 'POL', 'SWE'], 'Eight Europeans', 'The scenario in which Europe is on its own.')],
  'guarantee.article5': [e(0, 'No', 'Allies owe Ukraine no help under NATO’s treaty.'), e(1, 'Yes', 'They owe it what they owe a member.')],
  'ukraine.nato_membership': [e(1, 'Open: Bucharest 2008', 'NATO said that Ukraine would become a member, without a date.'), e(0, 'Ruled out: Brussels', 'The address of February 2025 called membership unrealistic.')],
  'ukraine.pre2014_demand': [e(1, 'Insisted on', 'All territory held before 2014, Crimea included.'), e(0, 'Dropped: Brussels', 'The address of February 2025 called the return to those borders unrealistic.')],
  'ukraine.regions_demand': [e(1, 'All five', 'Crimea, Donetsk, Luhansk, Kherson and Zaporizhzhia in full.'), e(0, 'Dropped', 'The scenario with a ceasefire and a guarantee.')],
  'ukraine.line_demand': [e(0, 'Dropped', 'Russia would give back what it holds.'), e(1, 'Insisted on', 'Russia keeps at least what lies behind the line of contact.')],
  'ukraine.mediation': [e(1, 'As usual', 'The effort of 2022–24.'), e(1.25, 'Brussels', 'The scenario of the address, in which the US mediates.'), e(1.5, 'Half as much again', 'The scenario with a ceasefire and a guarantee.')],
  'crisis.taiwan_year': crisis('Taiwan', 2028, 2032), 'crisis.baltic_year': crisis('the Baltic states', 2028, 2032), 'crisis.poland_year': crisis('Poland', 2028, 2032),
  'crisis.nordic_year': crisis('Finland and Norway', 2028, 2032), 'crisis.black_sea_year': crisis('Romania and Bulgaria', 2028, 2032), 'crisis.korea_year': crisis('South Korea', 2028, 2032),
  'crisis.senkaku_year': crisis('the Senkaku Islands', 2028, 2032), 'crisis.philippines_year': crisis('the Philippines', 2028, 2032),
  'crisis.ukraine_year': [e(0, 'None', 'A ceasefire may break, but no year is forced.'), e(2029, '2029', 'A ceasefire collapses three years from today.')],
};
