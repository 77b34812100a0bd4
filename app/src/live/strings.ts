// The words of the page that belong to no register: names of its parts, buttons, notes. Sentences
// made from figures are in sentences.ts; levers, assumptions and outcomes bring their own words.
import type { QuestionKey, Tab } from './questions.ts';
import type { Score } from './data.ts';
import type { View } from './store.svelte.ts';

const anew = 'Make it again with: entente app --file entente.html';
const shortest = (key: string): string => ({ 'status-quo-2024': '2024', 'brussels-2025': 'Brussels', today: 'today' }[key] ?? 'compared');
const by = (key: string): string => ({ 'status-quo-2024': '2024 policy', 'brussels-2025': 'Brussels', today: 'today’s policy' }[key] ?? 'comparison');

export const s = {
  title: 'Entente', claim: 'what a defence promise costs, and what it buys',
  who: 'Entente is an open simulator of collective defence. It is neutral and recommends nothing.',
  skip: 'Skip to the answer', share: 'Share', moreMenu: 'More', tour: 'Tour in 90 seconds', undo: 'Undo', redo: 'Redo', reset: 'Reset all',
  yaml: 'Scenario (YAML)', open: 'Open a scenario or settings file', theme: 'Light or dark', seed: 'Seed', dismiss: 'Dismiss', close: 'Close', back: 'Back', nextStep: 'Next',
  shared: 'Link copied.', shareBy: 'Copy this link:',
  sharedFile: 'This page is a file on your machine, so its address is of no use to others. Your settings were saved as entente-settings.yaml: open it with More, Open a scenario or settings file.',
  futuresIn: (n: string, ms: string): string => `${n} futures in ${ms} ms.`,
  running: 'Computing …', provisional: 'Provisional: more futures are being computed.',
  foot: (version: string, scenario: string, baseline: string, seed: number): string => `Entente ${version}. Scenario: ${scenario}. Compared with: ${baseline}. Seed ${seed}. Works offline; nothing leaves this page.`,

  questionsLabel: 'Questions', chooseQuestion: 'Choose a question',
  questions: {
    cost: 'What would 5 % cost my country?', alone: 'Can Europe defend itself without the US?', law: 'Who must help if troops in Ukraine are attacked?',
    war: 'What would shorten the war?', two: 'What if two wars start at once?', since: 'What has changed since Brussels?', address: 'The Brussels address, statement by statement',
  } as Record<QuestionKey, string>,
  howWorked: 'How it is worked out', lawPresumes: 'Assumes an armed attack, and that the victim asks for help. What a state owes is not what it will do.',
  spoke: { 'brussels-2025': 'The US Secretary of Defense’s address to allies in Brussels, 12 February 2025.' } as Record<string, string>,
  myCountry: 'My country', scenario: 'Scenario', comparedWith: 'Compared with', moneyIn: 'Money', currency: 'Currency', perWhat: 'Amounts',
  axisMoney: 'In money', axisGdp: 'In % of GDP', moneySubtitle: (who: string, code: string, head: boolean): string => `Defence spending of ${who}, ${code} ${head ? 'a head' : 'bn'} a year at 2024 prices, with GDP at central growth`,
  per: { all: 'in all', head: 'a head', gdp: '% of GDP' } as Record<string, string>,
  policies: { 'status-quo-2024': 'the policy of 2024', today: 'today’s policy', 'brussels-2025': 'the Brussels address' } as Record<string, string>,
  policyOf: (name: string): string => `the scenario “${name}”`, textNames: { 'brussels-2025': 'the Brussels address' } as Record<string, string>,
  short: by, shortest, yours: 'yours', yourSettings: 'your settings', yourSetting: 'your setting', with: 'with',
  ownAssumptions: (n: number): string => `${n} ${n === 1 ? 'assumption' : 'assumptions'} of the reader’s`,

  // levers
  leversLabel: 'Levers', changeAny: 'Change the policy', changeAttack: 'Change the attack',
  change: { cost: 'Change the promise', alone: 'Change the plan', war: 'Change the policy', two: 'Change the test', since: 'Change today’s policy' } as Record<string, string>,
  marks: (key: string, name: string): string => ({ 'status-quo-2024': 'policy of 2024', today: 'today’s policy', 'brussels-2025': 'Brussels address' }[key] ?? name),
  allLevers: (n: number): string => `All ${n} levers`, filter: 'Search', noLever: 'No lever matches.', leverOf: (i: number, n: number): string => `Lever ${i} of ${n}`,
  previous: 'Previous lever', next: 'Next lever', none: 'none', unchanged: 'unchanged', yes: 'yes', no: 'no', noAttack: 'No attack is forced',
  pointsMoved: (n: string, lower: boolean): string => `${n} points ${lower ? 'lower' : 'higher'}`,
  brigade: 'brigade', brigades: 'brigades', timesMean: (x: string): string => `${x} × 2022–24`, times: (x: string): string => `${x} times`,
  choices: { linear: 'Steady', early: 'Early', late: 'Late' } as Record<string, string>,
  leverGroups: { pledge: 'Spending', posture: 'Forces', commitment: 'Credibility', aid: 'Aid to Ukraine', guarantee: 'Guarantees for Ukraine', terms: 'Terms of peace', 'stress test': 'Stress tests' } as Record<string, string>,
  byYear: 'By year', add: 'Add a country', remove: (n: string): string => `Remove ${n}`, onMap: 'On the map', whatIsThis: 'What it means', source: 'Source', resetOne: 'Reset',
  actsElsewhere: (what: string): string => `This changes nothing shown here. It acts on: ${what}.`, actsNowhere: 'This makes no difference to any result with these settings.',
  theBill: 'the cost estimate', andMore: (n: number): string => `${n} more`,

  // the figure
  figure: 'Chart', showAs: 'Show as', views: { chart: 'Chart', map: 'Map', table: 'Table' } as Record<View, string>, chartKeys: 'Chart. The arrow keys read it year by year.',
  png: 'Picture', svg: 'SVG', csv: 'Data', embed: 'Embed', story: 'Story', table: 'Table', embedThis: 'Put this into another page:',
  openAt: 'Live:', openLive: 'Open this in the live page', openLocally: 'To change these settings, open the live page: entente app --file entente.html.',
  caveat: 'This is not a forecast. It is what follows from stated assumptions about policy, forces and behaviour.', noPicture: 'The picture could not be made.',
  csvHeads: ['unit', 'source', 'settings'], year: 'year', month: 'month', place: 'place', attacks: 'futures with an attack', newer: 'newer release', state: 'State',
  observed: 'Observed', nineInTen: '9 in 10 futures', half: 'half of futures', nineShort: '9 in 10', halfShort: 'half', medianWord: 'median', medianOf: (name: string): string => `median, ${name}`,
  from90: (a: string, b: string): string => `${a} to ${b}`, in90: 'in 9 of 10 futures',
  shareIn: (x: string, year: number): string => `${x} in ${year}`, release: (name: string): string => name.replace(/^NATO-(\d{4})-(\d{2})$/, (_, y: string, m: string) => `NATO, ${['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'][Number(m) - 1]} ${y}`),
  observedTo: (y: number): string => `Observed to ${y}`, simulatedFrom: (y: number): string => `simulated futures from ${y}`,
  subtitle: (what: string, past: string): string => `${what}, % of GDP. ${past}`, defenceOf: (who: string): string => `Defence spending of ${who}`, europeCanada: 'Europe and Canada',
  askedBy: (x: string, y: number): string => `${x} asked for by ${y}`, askedFor: 'asked for',
  sourceLine: (a: string, b: string): string => (a ? `Sources: ${a}; ${b}.` : `Source: ${b}. No observed history.`), version: (n: number): string => `Entente, ${n.toLocaleString('en')} simulated futures`,
  natoBoth: 'NATO, June 2024 (line) and later releases (dots)', natoOne: 'NATO, June 2024', noHistory: '',
  aloneSubtitle: 'Brigades more or fewer than needed to hold the eastern flank on day 30 without the US. One brigade: 6,000 soldiers with support',
  enough: '0: exactly what is needed', spare: 'Brigades to spare', missing: 'Brigades missing', enoughOf100: 'Futures with enough forces, of 100', enoughWord: 'enough, of 100', brigadeUnit: 'brigade equivalents (6,000 soldiers with support each)',
  warSubtitle: 'Futures of 100 in which a ceasefire has come by then', all100: '100', of100short: 'of 100', futuresOf100: 'of 100 simulated futures',
  twoSubtitle: 'Of 100 futures with an attack there: in how many the attacker reaches its objective. Large dots: attacks that you force',
  lawSubtitle: 'What treaties ask of each state, counting only undisputed duties', lawSource: (v: string): string => `Sources: treaty texts, Entente ${v}; outlines: Natural Earth`, levelUnit: 'level of obligation in words',
  eventIs: (a: string, v: string, where: string, date: string): string => `Attacker: ${a}. Attacked: ${v}, at ${where}, on ${date}.`,
  mapSubtitle: { cost: 'Points of GDP that each ally would have to add.', alone: 'Brigades that each ally can send within 30 days, 2030, median future.',
    war: 'Countries in the guarantee force.', two: 'Of 100 futures with an attack: in how many the attacker reaches its objective', since: 'Defence spending in 2030, % of GDP, median future.', law: '' } as Record<string, string>,
  extraSaid: (sum: string): string => `${sum} more in all`, inForce: 'in the guarantee force', notInForce: 'not in the guarantee force', inForceHead: 'In the guarantee force', notInForceHead: 'Not in it',
  statesN: (n: number): string => `${n} ${n === 1 ? 'country' : 'countries'}`, to: 'to', beyondMap: 'Beyond the map', pickOnMap: 'A click on an ally makes it your country.', map: 'Map',
  nothingOwed: 'Nothing owed', attacked: 'Attacked', attackerWord: 'Attacker', isAttacked: (n: string): string => `${n}: attacked`, isAttacker: (n: string): string => `${n}: attacker`, owedMap: 'What each state owes',
  crimea: 'Crimea (hatched) is Ukraine, occupied by Russia.', mapSays: (name: string, x: string, was: string): string => `${name}: ${x}; comparison ${was}`,

  // key figures
  keyFigures: 'Key figures', whatItDoes: 'What it does', whichApply: 'Which promises apply', before: 'comparison:', now: ', your settings:', notRecorded: 'no figure',
  of100: 'of 100 futures', of100Word: 'of 100', medianFuture: 'median future', inMedian: 'in the median future', ofGdpIn: 'of GDP', ofGdp: '% of GDP', ofGdpOver: 'of GDP over those years', points: 'points', months: 'months', chance: 'chance', kmMonth: 'km² a month', perThousand: 'in 1,000 a year',
  nothing: 'nothing', aHeadIn: (y: number): string => `a head in ${y}`, lower: 'lower', higher: 'higher', fewer: 'fewer', more: 'more', less: 'less', shorter: 'shorter', longer: 'longer', earlier: 'earlier', later: 'later',
  levelIs: (level: string, range: string): string => `With your settings ${level} in the median future; ${range}.`, riskNote: 'In the model, with these settings.',
  extraIf: (target: string, from: string, to: number): string => `extra spending if it meets ${target}, ${from} to ${to}`,
  dots: { yes: 'yes', no: 'no', both: 'in both', gained: 'only with yours', lost: 'only before', neither: 'in neither', same: 'the same', true: 'true', false: 'not true' },
  cards: {
    alone: (y: string): string => `Europe can defend its eastern flank without the US in ${y}`, risk: (y: string): string => `Yearly chance of an attack on the Baltic states, ${y}`,
    autonomy: 'First year in which Europe has enough forces', europe: (y: string): string => `Europe and Canada: defence spending in ${y}`, share: (y: string): string => `defence spending in ${y}`, forces: (y: string): string => `European land forces ready in 30 days, ${y}`,
    months: (y: number): string => `Months of war in Ukraine until the end of ${y}`, ceasefire: (y: string): string => `A ceasefire in Ukraine by the end of ${y}`, renewal: 'War renewed within five years of a ceasefire in 2030',
    area: (y: string): string => `Ukrainian land held by Russia, December ${y}`, gain: (y: string): string => `Monthly Russian advance, December ${y}`, taken: (p: string): string => `The attacker reaches its objective ${p}`, defence: 'Brigades defending the Baltic states on day 30, without the US, 2028',
    nato5: 'NATO, Article 5: an attack on one is an attack on all', eu427: 'European Union, Article 42(7): help by all means in their power', owing: 'States that owe something under some treaty', mine: (c: string): string => `What ${c} would owe`,
  },
  mini: {
    bill: 'more in all', alone: 'of 100: Europe holds alone, 2030', risk: 'in 1,000: attack on the Baltic states, 2030', autonomy: 'first year with enough', europe: (y: string): string => `% of GDP, Europe and Canada, ${y}`, share: (y: string): string => `% of GDP in the model, ${y}`, forces: (y: string): string => `brigades ready, ${y}`,
    months: (y: number): string => `months of war to ${y}`, ceasefire: (y: string): string => `of 100: ceasefire by ${y}`, renewal: '% chance: war again in 5 years', area: (y: string): string => `km² held, ${y}`, gain: 'km² a month', taken: (p: string): string => `of 100 attacks succeed ${p}`, defence: 'brigades, Baltic states, 2028',
    nato5: 'NATO Article 5', eu427: 'EU Article 42(7)', owing: 'states owe help', mine: 'my country owes',
  },
  appliesYes: 'Applies', appliesNo: 'Does not apply', appliesContested: 'Disputed', states: 'states', state1: 'state', ifContested: (words: string): string => `If disputed readings hold: ${words}.`,
  noWar: 'No war', noneForced: 'No attack is forced there with these settings.', warIn: (y: number): string => `In futures with the attack, forced in ${y}.`,
  inPlace: (key: string, name: string): string => `${['taiwan', 'senkaku'].includes(key) ? 'over' : 'in'} ${name}`,

  // the reading of a text
  parts: 'In parts', verdictsHead: 'Verdicts', saidHead: 'The statement, in other words', findingHead: 'What follows in the model', noClaims: 'This scenario makes no claims.',
  groupsOfClaims: { bill: 'Money', deterrence: 'Forces and risk', ukraine: 'War and peace', obligations: 'Law', money: 'Money', forces: 'Forces', guarantees: 'Risk and guarantees', war: 'War and peace', law: 'Law', '': 'Other' } as Record<string, string>,
  verdicts: { supported: 'Supported', not: 'Not supported', depends: 'Depends on assumptions', built: 'True by construction', open: 'Computing', none: 'Not answered here' },
  claimRule: 'A claim is supported if it is true in at least 90 of 100 simulated futures, not supported if in at most 10, and depends on assumptions in between.',
  timesShare: (x: string): string => `${x} times its share`, bnTotal: (x: string): string => `$${x} bn more in the target year, at 2024 prices`, medianIs: (x: string, a: string, b: string): string => `Median ${x} (${a} to ${b} in 9 of 10 futures).`,
  countedIn: (n: number): string => `From ${n.toLocaleString('en-GB')} futures.`,
  ofThose: (n: number): string => `Counted in the ${n} of 100 futures that have a value.`, seeReport: 'The page cannot compute this. See the report or entente run.', needsBaseline: (name: string): string => `Compare with ${name} to see this.`,
  asWritten: 'This is for the scenario as written: the plan is found by entente posture.',

  // law
  thatPoint: 'the place chosen on the map', orClick: 'A click on the map sets the place.', examples: 'Examples:',
  lawFields: { victim: 'Who is attacked', object: 'What is attacked', place: 'Where', attacker: 'Attacker', date: 'When' },
  objects: { territory: 'territory', forces: 'troops', vessel: 'a ship', aircraft: 'an aircraft', cyber: 'networks', infrastructure: 'infrastructure' } as Record<string, string>,
  struck: {
    territory: (v: string, p: string): string => `${v} is attacked${p ? ` at ${p}` : ''}`, forces: (v: string, p: string): string => `troops from ${v} are attacked${p ? ` at ${p}` : ''}`,
    vessel: (v: string, p: string): string => `a ship from ${v} is attacked${p ? ` at ${p}` : ''}`, aircraft: (v: string, p: string): string => `an aircraft from ${v} is attacked${p ? ` at ${p}` : ''}`,
    cyber: (v: string): string => `networks in ${v} are attacked`, infrastructure: (v: string, p: string): string => `infrastructure of ${v} is attacked${p ? ` at ${p}` : ''}`,
  } as Record<string, (victim: string, place: string) => string>,
  clauses: 'Clause by clause', clause: 'Clause', applies: 'Applies', why: 'Why', owed: 'What is owed', owes: 'Owes', ifContestedHead: 'If disputed readings hold', firm: 'Undisputed', contested: 'If disputed readings hold',
  showAll: 'Show clauses that do not apply', levelNote: 'Levels order the words of the treaties. They do not say what a state would do.', mapNote: 'Crimea is shown as part of Ukraine.',
  lawProblem: 'This event could not be judged. Check the place and the date.', nobody: 'No state owes anything under the treaties in the data.', sideBySide: 'Disputed readings, side by side', majority: 'Majority reading', minority: 'Minority reading',
  applied: { yes: 'yes', no: 'no', contested: 'disputed' } as Record<string, string>,

  // beneath
  moreLabel: 'More on this', tabs: { cost: 'Cost', security: 'Security', war: 'War', law: 'Law', why: 'Why, and how sure' } as Record<Tab, string>,
  aboutHead: 'What this is', assumptionsHead: (n: number): string => `All ${n} assumptions, with basis and source`, sourcesHead: (n: number): string => `All ${n} sources`,
  kinds: 'The page gives three kinds of answer. Cost estimates are arithmetic on published figures. Obligations apply the words of treaties to an event. Everything else comes from models and depends on their assumptions.',
  engineIs: (engine: string): string => `Engine ${engine}, seed`, sameNumbers: 'The same levers and seed give the same figures on the command line:',
  assumptionsNote: 'Every simulated future takes one value of each assumption from its range. Change a range and see what follows.',
  assumptionHeads: ['Assumption', 'Range', 'Parameters', 'Unit', 'Basis', 'Source'], assumptions: 'Assumptions',
  noDistribution: (label: string, kind: string): string => `${label}: these parameters do not make a ${kind} distribution, so the old ones stay.`,
  multiple: 'Times today’s share', extra: 'More in the target year', sum: 'More in all', perHeadHead: 'A head', government: 'Of government spending', yearsToTarget: 'Years at the present pace',
  allAllies: 'All allies', alliesWithoutUs: 'Allies without the US',
  fewPay: (n: number): string => `${['No ally', 'One ally', 'Two allies', 'Three allies', 'Four allies', 'Five allies', 'Six allies', 'Seven allies', 'Eight allies', 'Nine allies'][n] ?? `${n} allies`} would carry four fifths of the extra cost`, nobodyPays: (t: string): string => `Every ally already spends ${t} % of its GDP`,
  billNote: (target: string, year: string): string => `What it would cost each ally to spend ${target} % of its GDP by ${year}, if its economy grows as expected and nothing else changes. At 2024 prices.`,
  related: (share: string, most: string): string => `Defence-related spending: a second target of ${share} % of GDP, at most $${most} bn a year at 2024 prices for all allies. What states spend on it now is not published.`,
  billOutside: 'The target year lies outside the years of this scenario. Choose an earlier one.', extraByYear: 'Extra spending by year, allies without the US',
  billDots: (year: string): string => `Share of GDP in ${year}, and the target`, defence: 'Defence', target: 'target', aboveBase: 'Extra spending', billSource: 'NATO, IMF', bnUsd: 'bn 2024 USD',
  whyIntro: 'These assumptions change the result most. Each row shows one assumption: the dots are the average result when it is in its lowest and in its highest fifth. Based on 2,048 simulated futures with your settings.',
  outcome: 'Result', drivers: (name: string): string => `What drives this result? ${name}`, mean: 'Mean', geometric: 'Geometric mean', highest: 'in its highest fifth', lowest: 'in its lowest fifth', interval: '95 % interval',
  tornadoNote: 'Lines show the 95 % sampling error. The widest swing comes first.', tradeoff: 'Recall and precision of every box', tradeoffNote: 'Smaller boxes are more precise and hold fewer of the failures.', tradeoffFold: 'Recall and precision',
  coverage: 'Recall: share of all failures inside', density: 'Precision: share failing inside', box: (n: number): string => `box ${n}, path`, chosen: (n: number): string => `box ${n}`, failsBeyond: (low: boolean): string => (low ? 'Fails below' : 'Fails above'),
  whereItFails: (name: string): string => `Where it fails: ${name}`, believe: 'What would have to be true for the opposite result', whyNot: 'Too few futures have a value of this result to say.', happens: 'is so', happensNot: 'is not so',
  lies: (low: boolean, at: string): string => `lies ${low ? 'below' : 'above'} ${at}`, between: (a: string, b: string): string => `from ${a} to ${b}`, atLeast: (a: string): string => `at least ${a}`, atMost: (a: string): string => `at most ${a}`,
  baseRate: (name: string, bad: string, all: string, n: string): string => `${name} ${bad} in ${all} % of ${n} simulated futures (base rate).`,
  boxed: (limits: string, density: string, densityRange: string, coverage: string, coverageRange: string): string => `If ${limits}, it is so in ${density} % of simulated futures (${densityRange} when resampled). They hold ${coverage} % of all such cases (${coverageRange}).`,
  believed: (good: string, limits: string, density: string, all: string): string => `It ${good} in ${all} % of simulated futures. Where ${limits}, this holds in ${density} %.`,
  noBox: 'No box is more precise than the whole: nothing tells the failing futures apart.', noOpposite: 'Nothing tells the opposite apart.',
  whyDone: (n: string, silent: number, all: number): string => `${n} futures have a value. ${silent} of ${all} assumptions make no difference beyond the sampling error.`,
  notHere: (command: string): string => `The same on the command line: ${command}`,
  trustHead: 'How far to trust it',
  trustIntro: 'The model was tested on the past and compared with published studies. Its misses come first.',
  trustParts: { hindcast: 'Against the best naive rule', record: 'Forecast in February 2025, and what came', benchmark: 'Beside published studies' },
  trustRest: (n: number): string => `${n} more`, noSkill: 'On past wars this part does no better than a naive rule.',
  scored: { worse: '', better: '', level: '', miss: 'Missed:', hit: 'Held:', outside: 'Disagrees:', wide: 'Too wide:', inside: 'Agrees:' } as Record<Score['verdict'], string>,
  mindHead: 'What would change my mind?', mindIntro: 'Move the two assumptions that matter most, and see whether the answer turns. Half of the futures is the line.',
  mindOf: (key: string, at: string): string => (key === 'posture.covered' ? `Europe can defend its eastern flank alone in ${at}.` : key === 'settlement.ceasefire' ? `A ceasefire in Ukraine comes by the end of ${at.slice(0, 4)}.` : ''),
  mindNow: (n: string): string => `With your beliefs: in ${n} of 100 futures.`, mindWas: (n: string): string => `With the stated assumptions: ${n} of 100.`, mindTurns: (name: string, to: string, from: string): string => `The smallest change that turns the answer: ${name} at ${to} instead of ${from}.`,
  mindNever: 'No single one of the six main assumptions turns the answer within its range.', mindReset: 'Back to the stated assumptions', mindUse: 'Use these beliefs everywhere',

  // charts of the tabs
  charts: {
    spending_europe_canada: 'Defence spending of Europe and Canada', spending_2030: 'Defence spending by ally', spending_2035: 'Defence spending by ally', debt_2035: 'Public debt added by defence', forces: 'European and Russian land forces ready to deploy',
    forces_2030: 'Land forces ready within 30 days, by state', enablers: 'European effectiveness without US support', shortfall: 'Forces needed and forces missing on the eastern flank', covered: 'Europe can defend its eastern flank alone', us_moves: 'US forces leaving European plans and arriving in the Indo-Pacific',
    autonomy: 'First year in which Europe has enough forces', odds_2030: 'Risk of attack relative to 2021', odds: 'Risk of attack relative to 2021, by place', q_us: 'Assumed chance that the US fights, by place', defence_2030: 'Defending forces on day 30 if the US fights', defence_out_2030: 'Defending forces on day 30 if the US stays out',
    taken: 'The attacker reaches its objective, if there is an attack', area: 'Ukrainian territory held by Russia', gain: 'Monthly Russian advance', soldiers: 'Soldiers by side', armour: 'Tanks by side', ceasefire: 'Ceasefire in Ukraine by date', zone: 'Peace terms both sides would accept', renewal: 'War renewed within five years of a ceasefire', months: 'Months of war left in Ukraine',
    map_spending: 'Map: defence spending by ally', map_forces: 'Map: land forces ready within 30 days', map_debt: 'Map: public debt added by defence', map_odds: 'World map: risk of attack relative to 2021',
  } as Record<string, string>,
  chartNotes: { odds_2030: '1 means unchanged since 2021. Compare a place with itself under another policy, not with other places.', map_odds: '1 means unchanged since 2021.', q_us: 'Expert judgement; see the assumptions.', zone: '0: all Ukraine’s way; 100: all Russia’s way.' } as Record<string, string>,
  lines: { natoEurope: 'Europe', russiaFree: 'Russia, outside Ukraine', shortfall: 'missing', requirement: 'needed', leaving: 'leaving', arriving: 'arriving' },
  indices: { Russia: 'Russia', Ukraine: 'Ukraine', attacker: 'Attacker', defender: 'Defender', low: 'Low', high: 'High', width: 'Width' } as Record<string, string>,
  baselineLine: 'comparison', inScenario: 'your setting', runSource: (scenario: string, baseline: string): string => `${scenario}; compared with ${baseline}`, sampled: (n: string): string => `${n} simulated futures.`, bands: 'Line: median; bands: half and 9 in 10 of the simulated futures.',

  tourSteps: [
    { at: '.qs, .pick', title: 'Ask a question.', text: 'Each question sets a scenario, six levers, a chart and four key figures.', ask: 'cost' },
    { at: '.ans', title: 'Read the answer.', text: 'It is rewritten at every move of a lever. Choose your country beside it.' },
    { at: '.lever', title: 'Move a lever.', text: 'The blue dot is your setting, the grey triangle the policy it is compared with.' },
    { at: '.centre', title: 'Look at the range.', text: 'The bands hold half and nine in ten of the simulated futures; ink is what was observed. The map and the table show the same.' },
    { at: '.cards', title: 'See what else changes.', text: 'A hundred dots stand for a hundred futures: what differs is coloured, what stays is grey.' },
    { at: '#tab-why', title: 'Doubt it.', text: 'Here are the assumptions that drive the answer and what would turn it.' },
    { at: '.out, .acts', title: 'Take it with you.', text: 'Picture, data, embed and story carry finding, unit, settings and source.' },
  ] as { at: string; title: string; text: string; ask?: QuestionKey }[],

  // what goes wrong
  leftOut: (what: string): string => `This link sets ${what}, which this page does not know. The rest was taken over.`, badLink: 'This link is damaged. You see the default scenario.',
  badFile: (why: string): string => `The file cannot be read as a scenario: ${why}`, notTaken: (file: string, what: string): string => `${file}: not taken over: ${what}.`,
  ownSetting: 'Your own scenario', yamlLong: 'it is longer than a scenario can be.', yamlLine: (n: number): string => `line ${n} is not 'key: value'.`, yamlLever: (n: number, key: string): string => `line ${n}: the lever '${key}' does not exist.`, yamlValue: (n: number, text: string, key: string): string => `line ${n}: ${key} cannot be '${text}'.`,
  noScenario: 'The page contains no scenario.', linkScenario: 'This link names a scenario that this page does not contain. You see the default scenario.',
  linkEngine: (theirs: string, ours: string): string => `This link was made with engine ${theirs}; this page has ${ours}, so figures may differ.`,
  linkBroken: 'This link is damaged, perhaps because part of it was lost in copying. Ask for it again; until then you see the default scenario.',
  linkNewer: 'This link was made by a newer version of Entente. Open it with that version; until then you see the default scenario.', linkTooLong: 'its settings, which are too long',
  noEngine: 'This copy of the page contains no engine, so it cannot compute anything. Make a whole one with: entente app --file entente.html',
  noWasm: 'This browser cannot run the engine (WebAssembly with SIMD is missing or switched off). Use a current Firefox, Chrome, Edge or Safari.',
  noData: `This page contains no data. ${anew}`, dataDamaged: `The data in this page are damaged. ${anew}`, dataVersion: `The data in this page are of another version than its program. ${anew}`, worldDamaged: `A world in this page is damaged. ${anew}`,
  cannotStart: (why: string): string => `The page could not start: ${why}`,
  problems: {
    noMemory: 'The browser gives this page too little memory. Close other pages, then open it again.', worldVersion: `The world in this page is of another version than its engine. ${anew}`, worldMissing: `This page does not contain the world it needs. ${anew}`,
    noBlock: 'The engine could not run these futures. Open the page again.', notReady: 'The engine is not ready. Open the page again.', stopped: 'The engine stopped. Open the page again.',
  } as Record<string, string>,
};

// A problem by its name, as a worker tells it; what has none is said as it is.
export const inWords = (name: string): string => s.problems[name] ?? name;
