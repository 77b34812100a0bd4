// Outline of a prior, for a small picture: heights only, no figure is read from it.
function at(distribution: string, p: readonly number[], x: number): number {
  const [a = 0, b = 1, c = 1] = p;
  switch (distribution) {
    case 'triangular': return x < a || x > c ? 0 : x < b ? (x - a) / (b - a || 1) : (c - x) / (c - b || 1);
    case 'uniform': return x >= a && x <= b ? 1 : 0;
    case 'normal': return Math.exp(-0.5 * ((x - a) / b) ** 2);
    case 'lognormal': return x <= 0 ? 0 : Math.exp(-0.5 * (Math.log(x / a) / b) ** 2) / x;
    case 'beta': return x <= 0 || x >= 1 ? 0 : x ** (a - 1) * (1 - x) ** (b - 1);
    default: return 0;
  }
}

function range(distribution: string, p: readonly number[]): [number, number] {
  const [a = 0, b = 1, c = 1] = p;
  switch (distribution) {
    case 'triangular': return [a, c];
    case 'uniform': return [a - 0.1 * (b - a), b + 0.1 * (b - a)];
    case 'normal': return [a - 3 * b, a + 3 * b];
    case 'lognormal': return [0, a * Math.exp(2.5 * b)];
    default: return [0, 1];
  }
}

export function density(distribution: string, p: readonly number[], width = 90, height = 26): string {
  if (distribution === 'discrete') {
    const most = Math.max(...p);
    return p.map((w, i) => `M${((i + 0.5) / p.length) * width},${height}v${-(w / most) * height * 0.9}`).join('');
  }
  const [low, high] = range(distribution, p);
  const n = 40;
  const xs = Array.from({ length: n + 1 }, (_, i) => low + ((high - low) * (i + (i === 0 ? 0.01 : i === n ? -0.01 : 0))) / n);
  const ys = xs.map((x) => at(distribution, p, x));
  const most = Math.max(...ys, 1e-300);
  const top = ys.map((y, i) => `${((i / n) * width).toFixed(1)},${(height - (y / most) * height * 0.9).toFixed(1)}`);
  return `M0,${height}L${top.join('L')}L${width},${height}Z`;
}
