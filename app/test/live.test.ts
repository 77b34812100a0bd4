import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { csvParse } from 'd3';
import { exampleValue } from '../src/live/levers.ts';
import { questions } from '../src/live/questions.ts';
import { fitting } from '../src/live/domain.ts';
import { shifted, stepsOf } from '../src/live/believe.ts';
import { kept, type Deciding } from '../src/live/deciding.ts';
import { columnsOf, type Assumption, type Lever, monthName, type PageData, readData, unpack, type World } from '../src/live/data.ts';
import { readSeed, seedHalves } from '../src/live/protocol.ts';
import { readSettings, writeSettings } from '../src/live/reportlink.ts';
import { decode, encode, type Shared } from '../src/live/share.ts';
import { changeOf, condition, quantiles, summarise, verdictOf } from '../src/live/statistics.ts';

const world: World = {
  key: 'w', bytes: 10, packed: '', differs: false, first_year: 2025, n_years: 3, first_month: 2, n_months: 14,
  states: [{ state: 'GBR', name: 'United Kingdom' }, { state: 'POL', name: 'Poland' }],
  flashpoints: [{ key: 'baltic', label: 'Baltic states' }],
};

describe('page data', () => {
  it('unpacks what repeats', () => {
    // 2 bytes; copy 5 from 2 back (overlapping); 1 byte; nothing to copy
    const packed = btoa(String.fromCharCode(2, 7, 8, 5, 2, 1, 9, 0, 0));
    expect([...unpack(packed, 8)]).toEqual([7, 8, 7, 8, 7, 8, 7, 9]);
    expect(() => unpack(packed, 5)).toThrow('damaged');
    expect(() => unpack(btoa(String.fromCharCode(1, 7, 2, 3)), 10)).toThrow('damaged');
    expect(() => unpack(btoa(String.fromCharCode(3, 200)), 10)).toThrow('damaged');
  });
  it('copies from the first world', () => {
    const first = Uint8Array.of(1, 2, 3, 4, 5, 6);
    // 1 byte; copy 3 from 2; 0 bytes; copy 2 from 0
    const packed = btoa(String.fromCharCode(1, 9, 3, 2, 0, 2, 0));
    expect([...unpack(packed, 6, first)]).toEqual([9, 3, 4, 5, 1, 2]);
    expect(() => unpack(btoa(String.fromCharCode(0, 9, 0)), 9, first)).toThrow('damaged');
  });
  it('says what to do about bad data', () => {
    expect(() => readData('')).toThrow('entente app');
    expect(() => readData('{')).toThrow('damaged');
    expect(() => readData('{"schema":"entente-page","version":2}')).toThrow('another version');
  });
  it('numbers columns as the engine does', () => {
    const c = columnsOf('year x state', world);
    expect(c.count).toBe(6);
    expect(c.index(3)).toEqual({ at: '2026', index: 'POL' });
    expect(columnsOf('month', world).index(13)).toEqual({ at: '2026-03' });
    expect(monthName(world, 0)).toBe('2025-02');
    expect(monthName(world, 11)).toBe('2026-01');
  });
});

describe('statistics', () => {
  it('leaves missing futures out', () => {
    const s = summarise(Float64Array.of(1, NaN, 3));
    expect([s.n, s.events, s.mean, s.p50]).toEqual([3, 2, 2, 2]);
    expect(summarise(Float64Array.of(NaN)).mean).toBeNull();
  });
  it('interpolates between order statistics', () => {
    expect(quantiles(Float64Array.of(10, 0))).toEqual([0.5, 2.5, 5, 7.5, 9.5]);
    expect(quantiles(Float64Array.of(4))).toEqual([4, 4, 4, 4, 4]);
    expect(quantiles(Float64Array.of())).toEqual([null, null, null, null, null]);
  });
  it('selects the same quantiles as sorting gives', () => {
    let seed = 1;
    const random = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647;
    for (const n of [2, 3, 7, 100, 257, 4096]) {
      const x = Float64Array.from({ length: n }, () => Math.floor(random() * n) / 3);
      const sorted = x.slice().sort();
      const want = [0.05, 0.25, 0.5, 0.75, 0.95].map((p) => {
        const at = (n - 1) * p;
        const low = sorted[Math.floor(at)]!;
        return low + ((sorted[Math.floor(at) + 1] ?? low) - low) * (at - Math.floor(at));
      });
      expect(quantiles(x)).toEqual(want);
    }
  });
  it('pairs futures', () => {
    const d = changeOf(Float64Array.of(2, 3, NaN, 4.5), Float64Array.of(1, 2, 3, 3.5));
    expect(d).toMatchObject({ median: 1, lower: 0, same: 0, higher: 3 });
    // The median of the differences, not the difference of the medians.
    expect(changeOf(Float64Array.of(0, 10, 11), Float64Array.of(0, 0, 30))).toMatchObject({ median: 0, lower: 1, same: 1, higher: 1 });
    expect(changeOf(Float64Array.of(), Float64Array.of())).toBeNull();
  });
  it('counts a year that does not come as later than all others', () => {
    const never = Infinity;
    expect(summarise(Float64Array.of(2030, NaN, NaN), true, never)).toMatchObject({ events: 1, p50: Infinity });
    expect(summarise(Float64Array.of(2030, 2031, NaN), true, never).p50).toBe(2031);
    expect(changeOf(Float64Array.of(2030, NaN, 2033), Float64Array.of(2031, NaN, NaN), never)).toEqual({ median: -1, p5: -Infinity, p95: expect.anything(), lower: 2, same: 1, higher: 0 });
  });
  it('reads conditions', () => {
    expect(condition('> 0 and <= 1')?.test(1)).toBe(true);
    expect(condition('> 0 and <= 1')?.test(0)).toBe(false);
    expect(condition('about 2')).toBeNull();
    expect([verdictOf(0.95), verdictOf(0.5), verdictOf(0.1)]).toEqual(['holds', 'depends', 'does not hold']);
  });
});

describe('share links', () => {
  const shared: Shared = { v: 1, engine: '0.1.0', scenario: 'brussels-2025', baseline: 'status-quo-2024', seed: '7',
    levers: { 'aid.us': { 2025: 0.3 }, 'guarantee.members': ['GBR', 'FRA'], 'pledge.target_pct_gdp': 3.5 },
    priors: { 'deterrence.lambda': [2, 0.6] } };
  it('round-trips', () => expect(decode(`#${encode(shared)}`)).toEqual({ ok: true, shared }));
  it('keeps question, country, money and event', () => {
    const more: Shared = { ...shared, question: 'law', country: 'POL', money: 'national', per: 'gdp', tab: 'law', event: { victim: 'FRA', place: 'Kharkiv' } };
    expect(decode(`#${encode(more)}`)).toEqual({ ok: true, shared: more });
  });
  it('reads links made before the page had questions', () => {
    const old = btoa(JSON.stringify({ ...shared, tab: 'ukraine', strip: ['a|b|c'], panes: ['x', 'y'] }));
    expect(decode(`#s=${old}`)).toMatchObject({ ok: true, shared: { tab: 'war', question: 'war', seed: '7' } });
  });
  it('finds a renamed scenario', () => {
    const read = decode(`#${encode({ ...shared, scenario: 'today-2026' })}`);
    expect(read?.ok && read.shared.scenario).toBe('today');
  });
  it.each(['0', '9007199254740993', '18446744073709551615'])('keeps the seed %s to its last digit', (seed) => {
    expect(decode(`#${encode({ ...shared, seed })}`)).toEqual({ ok: true, shared: { ...shared, seed } });
    const plain = JSON.stringify(shared).replace('"seed":"7"', `"seed":${seed}`);
    expect(decode(`#s=${btoa(plain)}`)).toEqual({ ok: true, shared: { ...shared, seed } });
  });
  it.each(['18446744073709551616', '99999999999999999999999'])('refuses the seed %s', (seed) => {
    const read = decode(`#${encode({ ...shared, seed })}`);
    expect(read && !read.ok ? read.why : '').toMatch(/^This link holds a seed above 18446744073709551615/);
  });
  it('hands a seed to the engine in halves', () => {
    expect(seedHalves('18446744073709551615')).toEqual([4294967295, 4294967295]);
    expect(seedHalves('4294967298')).toEqual([2, 1]);
    expect([readSeed('007'), readSeed('-1'), readSeed('1.5'), readSeed('')]).toEqual(['7', null, null, null]);
  });
  it('is quiet without a link', () => expect(decode('#chart-forces')).toBeNull());
  it.each([
    ['cut', `#${encode(shared).slice(0, 40)}`],
    ['noise', `#s=${'x9Z_'.repeat(2500)}`],
    ['wrong type', `#s=${btoa('{"v":1,"scenario":3}')}`],
    ['not a number', `#s=${btoa(JSON.stringify({ ...shared, levers: { a: 'b' } }))}`],
  ])('says a plain sentence: %s', (_, hash) => {
    const read = decode(hash);
    expect(read?.ok).toBe(false);
    expect(read && !read.ok ? read.why : '').toMatch(/^This link is damaged/);
  });
  it('knows a newer version', () => {
    const read = decode(`#s=${btoa(JSON.stringify({ ...shared, v: 2 }))}`);
    expect(read && !read.ok ? read.why : '').toMatch(/newer version/);
  });
});

describe('a link for people to read', () => {
  const page = { levers: [{ key: 'a.b', kind: 'number' }, { key: 'y.z', kind: 'yearly' }, { key: 'm', kind: 'states' }, { key: 'none', kind: 'states' }], assumptions: [{ key: 'p.q', parameters: [1, 2] }], scenarios: [{ key: 'today' }, { key: 'then' }] } as unknown as PageData;
  const state: Shared = { v: 1, engine: '', scenario: 'today', baseline: 'then', seed: '18446744073709551615', levers: { 'a.b': -0.5, 'y.z': { 2025: 0.3, 2026: 0 }, m: ['FRA', 'GBR'], none: [] }, priors: { 'p.q': [2, 0.6] },
    question: 'law', country: 'POL', money: 'USD', per: 'head', event: { attacker: 'RUS|BLR', victim: 'FRA', object: 'forces', place: 'New; Town, 5 %', date: '2026-06-01' } };
  it('says the whole state and is read again', () => {
    const link = writeSettings(state, 'obligations');
    expect(link).toMatch(/^today\/obligations\?vs=then;a\.b=-0\.5;/);
    const read = readSettings(decodeURIComponent(link).split('?')[1]!, page);
    expect(read).toMatchObject({ baseline: 'then', levers: state.levers, priors: state.priors, left: [], question: 'law', country: 'POL', money: 'USD', per: 'head', seed: state.seed });
    expect(read.event).toEqual({ ...state.event, place: 'New  Town  5  ' });
  });
  it('leaves out what it does not know', () => {
    expect(readSettings('ask=nothing;for=Poland;seed=-1;money=GBP', page).left).toEqual(['ask', 'for', 'seed', 'money']);
  });
});

describe('worked examples', () => {
  const table = (name: string) => csvParse(readFileSync(new URL(`../../data/${name}.csv`, import.meta.url), 'utf8'));
  const levers = table('levers');
  const examples = table('examples');
  it('every lever has two or more, inside its range, each a sentence', () => {
    for (const { key, kind, min, max } of levers) {
      const own = examples.filter((x) => x.lever === key);
      expect(own.length, key).toBeGreaterThanOrEqual(2);
      expect(new Set(own.map((x) => x.name)).size, key).toBe(own.length);
      for (const x of own) {
        expect(x.says, key).toMatch(/^[A-Z0-9].*\.$/);
        const value = exampleValue({ kind } as Lever, x.value!);
        if (kind === 'states') expect(value, key).toEqual(expect.not.arrayContaining([expect.not.stringMatching(/^[A-Z]{3}$/)]));
        else if (max !== '') expect(Number(value) >= Number(min) && Number(value) <= Number(max), key).toBe(true);
        else expect(Number.isInteger(value), key).toBe(true);
      }
    }
    expect(examples.filter((x) => !levers.some((l) => l.key === x.lever))).toEqual([]);
  });
  it('every question has what was said before it, with a source', () => {
    const said = table('background');
    expect(said.map((x) => x.question)).toEqual(questions.map((q) => q.key));
    for (const x of said) expect([x.says, x.source], x.question!).toEqual([expect.stringMatching(/^[A-Z].*\.$/), expect.stringMatching(/\w/)]);
  });
});

describe('what decides a figure', () => {
  const a = (distribution: string, parameters: number[]): Assumption => ({ key: 'k', id: 1, label: 'K', group: '', unit: '', basis: '', source: '', distribution, parameters, names: '', central: null, unit_words: '', help: '' });
  it('moves a range as a whole, and knows by how much it was moved', () => {
    for (const one of [a('beta', [2, 10]), a('triangular', [1, 2, 3]), a('normal', [0, 1]), a('lognormal', [2, 0.5]), a('uniform', [0, 1])])
      for (const by of [-2, -1, 0, 0.5, 2]) {
        const p = shifted(one, by).parameters;
        expect(p.every(Number.isFinite), one.distribution).toBe(true);
        expect(stepsOf(one, by === 0 ? undefined : p), one.distribution).toBe(by);
      }
    const [x = 0, y = 0] = shifted(a('beta', [2, 10]), 1).parameters;
    expect(x + y).toBeCloseTo(12); // as much weight
    expect(x / (x + y)).toBeCloseTo(1 / 6 + Math.sqrt(20 / (144 * 13)));
    expect(stepsOf(a('normal', [0, 1]), [0.3, 2])).toBe(null);
  });
  it('keeps what the reader moved, and drops the rest', () => {
    const d = (key: string, share: number): Deciding => ({ key, label: key, judged: true, share });
    expect(kept([d('a', 0.5)], [d('b', 0.4), d('c', 0.4)], (key) => key === 'b').map((x) => x.key)).toEqual(['a', 'b']);
    expect(kept([d('b', 0.5)], [d('b', 0.4)], () => true)).toEqual([d('b', 0.5)]);
  });
});

describe('settings of a link', () => {
  const lever = { key: 'aid.us', id: 1, label: '', group: '', unit: '', kind: 'yearly', min: 0, max: 3, step: 0.05, value: 1, choices: [],
    help: '', source: '', title: '', unit_words: '', low_end: '', high_end: '' } as const;
  const shape = { ...lever, key: 'pledge.shape', kind: 'choice', min: null, max: null, choices: ['linear', 'early', 'late'] } as const;
  const members = { ...lever, key: 'guarantee.members', kind: 'states', min: null, max: null } as const;
  const days = { key: 'combat.land_days', id: 1, label: '', group: '', unit: 'days', basis: '', source: '', distribution: 'fixed', parameters: [180],
    names: '', central: 180, low: 60, high: 360, unit_words: '', help: '' };
  const rho = { ...days, key: 'combat.rho', distribution: 'triangular', parameters: [1, 2, 3], low: 0.5, high: 4 };
  const page = { levers: [lever, shape, members].map((l) => ({ ...l, choices: [...l.choices] })), assumptions: [days, rho] };
  it('keeps what lies in its range', () => {
    const levers = { 'aid.us': { 2025: 0.3, 2030: 3 }, 'pledge.shape': 2, 'guarantee.members': ['GBR'] };
    const priors = { 'combat.land_days': [90], 'combat.rho': [0.5, 1, 4] };
    expect(fitting(page, levers, priors)).toEqual({ levers, priors, unknown: [], outside: [] });
  });
  it('leaves out what the program refuses', () => {
    for (const levers of [{ 'aid.us': 1e308 }, { 'aid.us': -0.1 }, { 'aid.us': { 2025: 1, 2026: 9 } }, { 'aid.us': ['GBR'] }, { 'pledge.shape': 3 },
      { 'pledge.shape': -1e308 }, { 'pledge.shape': 0.5 }, { 'guarantee.members': 4 }])
      expect(fitting(page, levers, {})).toEqual({ levers: {}, priors: {}, unknown: [], outside: Object.keys(levers) });
    for (const priors of [{ 'combat.land_days': [1e9] }, { 'combat.land_days': [90, 90] }, { 'combat.rho': [3, 2, 1] }, { 'combat.rho': [-9, 1, 2] }])
      expect(fitting(page, {}, priors)).toEqual({ levers: {}, priors: {}, unknown: [], outside: Object.keys(priors) });
    expect(fitting(page, { 'aid.mars': 1 }, { 'x.y': [1] })).toEqual({ levers: {}, priors: {}, unknown: ['aid.mars', 'x.y'], outside: [] });
  });
});
