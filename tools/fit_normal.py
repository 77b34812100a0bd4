#!/usr/bin/env python3
"""Print the coefficients of the normal functions in src/entente/fmath.h (needs mpmath)."""
import mpmath
from mpmath import mp, mpf

mp.dps = 60


def mills(y):
    """Upper tail over density."""
    return mpmath.sqrt(mpmath.pi / 2) * mpmath.exp(y * y / 2) * mpmath.erfc(y / mpmath.sqrt(mpf(2)))


def chebyshev(f, degree):
    n = degree + 1
    angle = [mpmath.pi * (mpf(j) + mpf(1) / 2) / n for j in range(n)]
    values = [f(mpmath.cos(a)) for a in angle]
    return [(2 if k else 1) * sum(v * mpmath.cos(k * a) for v, a in zip(values, angle)) / n
            for k in range(n)]


def powers(c, low, high):
    """Chebyshev series on [low, high] to powers of the variable itself."""
    slope, shift = 2 / (high - low), -(high + low) / (high - low)

    def times_z(p):
        out = [mpf(0)] * (len(p) + 1)
        for i, v in enumerate(p):
            out[i] += shift * v
            out[i + 1] += slope * v
        return out

    basis = [[mpf(1)], times_z([mpf(1)])]
    while len(basis) < len(c):
        following = [2 * v for v in times_z(basis[-1])]
        for i, v in enumerate(basis[-2]):
            following[i] -= v
        basis.append(following)
    out = [mpf(0)] * len(c)
    for k, p in zip(c, basis):
        for i, v in enumerate(p):
            out[i] += k * v
    return out


def tail_ratio(z):
    """(1 + y) times Mills's ratio, t = z = (y - 4) / (y + 4)."""
    y = 4 * (1 + z) / (1 - z) if z < 1 else mpf(10) ** 9
    if y > 1000:
        return (1 + y) * (1 / y - 1 / y**3 + 3 / y**5 - 15 / y**7 + 105 / y**9)
    return (1 + y) * mills(y)


def middle(s):
    """Quantile over q = u - 1/2, s = q^2."""
    q = mpmath.sqrt(s)
    return mpmath.sqrt(mpf(2)) * mpmath.erfinv(2 * q) / q


def outer(r):
    """Minus the quantile of exp(-r^2/2), less r."""
    x = r - mpf(1) / 2 if r < 5 else r - mpmath.log(r * mpf('2.5066')) / r
    for _ in range(60):
        ratio = mills(x)
        step = ratio * (mpmath.log(ratio) - x * x / 2 - mpmath.log(mpmath.sqrt(2 * mpmath.pi))
                        + r * r / 2)
        x += step
        if abs(step) < mpf(10) ** -40:
            break
    return x - r


def show(name, coefficients):
    print(name)
    for v in coefficients:
        print('   ', float(v).hex())
    head = coefficients[0]
    print('    rest of the first:', float(head - mpf(float(head))).hex())


show('tail (variable t)', powers(chebyshev(tail_ratio, 25), mpf(-1), mpf(1)))
top = mpf('0.35') ** 2
show('middle (variable s)', powers(chebyshev(lambda z: middle(top * (z + 1) / 2), 20), mpf(0), top))
low, high = [(mpf(r) - 5) / (mpf(r) + 5) for r in ('1.9', '38.7')]


def outer_on(z):
    t = low + (high - low) * (z + 1) / 2
    return outer(5 * (1 + t) / (1 - t))


show('start (variable t)', powers(chebyshev(outer_on, 12), low, high))
show('1 / sqrt(2 pi)', [1 / mpmath.sqrt(2 * mpmath.pi)])
