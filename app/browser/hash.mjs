// The hash of outcomes that `entente run` prints (src/futures/reduce.c, run.c), written a second
// time: of 256 values of a column, and of the sum of the columns of a block.
const LANES = 8;

// sum += (low, high), 64-bit words in halves.
function add(sum, low, high) {
  const lowest = sum[0] + low;
  sum[0] = lowest >>> 0;
  sum[1] = (sum[1] + high + (lowest > 0xffffffff ? 1 : 0)) >>> 0;
}

const whole = (half) => BigInt(half[0]) | (BigInt(half[1]) << 32n);

const word = (x) => BigInt.asUintN(64, x);

function finished(z) {
  let x = word(z);
  x = word((x ^ (x >> 30n)) * 0xbf58476d1ce4e5b9n);
  x = word((x ^ (x >> 27n)) * 0x94d049bb133111ebn);
  return x ^ (x >> 31n);
}

// `words`: the values as pairs of 32-bit halves, low ones first. Each lane has two running sums: of
// its values, and of the first sum with its halves exchanged.
export function columnHash(words, column) {
  let z = BigInt(column + 1) * 0x9e3779b97f4a7c15n;
  let factor = 0xd1342543de82ef95n;
  const sums = [[], []];
  for (let lane = 0; lane < LANES; lane++) {
    const first = [0, 0];
    const second = [0, 0];
    for (let f = lane; f < words.length / 2; f += LANES) {
      add(first, words[2 * f], words[2 * f + 1]);
      add(second, first[1], first[0]);
    }
    sums[0].push(whole(first));
    sums[1].push(whole(second));
  }
  for (const sum of sums.flat()) {
    z += sum * factor;
    factor = word(factor * 0xd1342543de82ef95n);
  }
  return finished(z);
}

export const blockHash = (hash, block) => finished(hash + BigInt(block + 1) * 0x9e3779b97f4a7c15n);
