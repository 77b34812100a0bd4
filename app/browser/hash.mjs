// The hash of outcomes that `entente run` prints (src/futures/reduce.c, run.c), written a second
// time: of 256 values of a column, and of the sum of the columns of a block.
const LANES = 8;

// (low half of t) * m + (high half of t), of 64-bit words in halves.
function step(h, low, high) {
  const a = (h[0] ^ low) >>> 0;
  const b = (h[1] ^ high) >>> 0;
  const m = 0x9e3779b1;
  const p = (a & 0xffff) * (m & 0xffff);
  const q = (a >>> 16) * (m & 0xffff) + (p / 65536 >>> 0);
  const r = (a & 0xffff) * (m >>> 16) + (q & 0xffff);
  const lowest = ((r & 0xffff) * 65536 + (p & 0xffff)) >>> 0;
  const highest = (a >>> 16) * (m >>> 16) + Math.floor(q / 65536) + Math.floor(r / 65536);
  const sum = lowest + b;
  h[0] = sum >>> 0;
  h[1] = (highest + (sum > 0xffffffff ? 1 : 0)) >>> 0;
}

const word = (x) => BigInt.asUintN(64, x);

function finished(z) {
  let x = word(z);
  x = word((x ^ (x >> 30n)) * 0xbf58476d1ce4e5b9n);
  x = word((x ^ (x >> 27n)) * 0x94d049bb133111ebn);
  return x ^ (x >> 31n);
}

// `words`: the values as pairs of 32-bit halves, low ones first.
export function columnHash(words, column) {
  let z = BigInt(column + 1) * 0x9e3779b97f4a7c15n;
  let factor = 0xd1342543de82ef95n;
  for (let lane = 0; lane < LANES; lane++) {
    const start = word(0x243f6a8885a308d3n + BigInt(column * LANES + lane));
    const h = [Number(start & 0xffffffffn), Number(start >> 32n)];
    for (let f = lane; f < words.length / 2; f += LANES) step(h, words[2 * f], words[2 * f + 1]);
    z += (BigInt(h[0]) | (BigInt(h[1]) << 32n)) * factor;
    factor = word(factor * 0xd1342543de82ef95n);
  }
  return finished(z);
}

export const blockHash = (hash, block) => finished(hash + BigInt(block + 1) * 0x9e3779b97f4a7c15n);
