/* Elementary functions against MPFR, and their bits against one printed hash. */
#include "check.h"

#include <stdbool.h>

#include <mpfr.h>

#include "entente/fmath.h"
#include "entente/rng.h"

enum { BITS = 160 };

typedef double (*own_function)(double);
typedef void (*exact_function)(mpfr_t y, const mpfr_t x);

static void exact_exp(mpfr_t y, const mpfr_t x)
{
    mpfr_exp(y, x, MPFR_RNDN);
}

static void exact_log(mpfr_t y, const mpfr_t x)
{
    mpfr_log(y, x, MPFR_RNDN);
}

static void exact_logistic(mpfr_t y, const mpfr_t x)
{
    mpfr_neg(y, x, MPFR_RNDN);
    mpfr_exp(y, y, MPFR_RNDN);
    mpfr_add_ui(y, y, 1, MPFR_RNDN);
    mpfr_ui_div(y, 1, y, MPFR_RNDN);
}

static void exact_density(mpfr_t y, const mpfr_t x)
{
    mpfr_t c;
    mpfr_init2(c, BITS);
    mpfr_const_pi(c, MPFR_RNDN);
    mpfr_mul_2ui(c, c, 1, MPFR_RNDN);
    mpfr_rec_sqrt(c, c, MPFR_RNDN);
    mpfr_sqr(y, x, MPFR_RNDN);
    mpfr_div_2ui(y, y, 1, MPFR_RNDN);
    mpfr_neg(y, y, MPFR_RNDN);
    mpfr_exp(y, y, MPFR_RNDN);
    mpfr_mul(y, y, c, MPFR_RNDN);
    mpfr_clear(c);
}

static void exact_cdf(mpfr_t y, const mpfr_t x)
{
    mpfr_t root;
    mpfr_init2(root, BITS);
    mpfr_sqrt_ui(root, 2, MPFR_RNDN);
    mpfr_div(y, x, root, MPFR_RNDN);
    mpfr_neg(y, y, MPFR_RNDN);
    mpfr_erfc(y, y, MPFR_RNDN);
    mpfr_div_2ui(y, y, 1, MPFR_RNDN);
    mpfr_clear(root);
}

/* One step of Newton from our own answer: its error is the square of a tiny one. */
static void exact_quantile(mpfr_t y, const mpfr_t u)
{
    mpfr_t f, d;
    mpfr_inits2(BITS, f, d, (mpfr_ptr)0);
    mpfr_set_d(y, ent_normal_quantile(mpfr_get_d(u, MPFR_RNDN)), MPFR_RNDN);
    exact_cdf(f, y);
    mpfr_sub(f, f, u, MPFR_RNDN);
    exact_density(d, y);
    mpfr_div(f, f, d, MPFR_RNDN);
    mpfr_sub(y, y, f, MPFR_RNDN);
    mpfr_clears(f, d, (mpfr_ptr)0);
}

/* Error of `got` in units of the last place of the exact value's rounding. */
static double ulps(double got, const mpfr_t exact)
{
    const double rounded = mpfr_get_d(exact, MPFR_RNDN);
    if (isinf(rounded) || isinf(got))
        return got == rounded ? 0.0 : 1e9;
    mpfr_t error;
    mpfr_init2(error, BITS);
    mpfr_sub_d(error, exact, got, MPFR_RNDN);
    const double size = fabs(rounded);
    const double unit = size < 0x1p-1022 ? 0x1p-1074 : nextafter(size, INFINITY) - size;
    const double in_units = fabs(mpfr_get_d(error, MPFR_RNDN)) / (isinf(unit) ? 0x1p971 : unit);
    mpfr_clear(error);
    return in_units;
}

typedef struct range {
    const char *what;
    own_function own;
    exact_function exact;
    double low, high;
    size_t count;
    bool by_bits; /* spread over the bit patterns between low and high, not their values */
} range;

static double own_exp(double x)
{
    return ent_exp(x);
}
static double own_log(double x)
{
    return ent_log(x);
}
static double own_logistic(double x)
{
    return ent_logistic(x);
}
static double own_density(double x)
{
    return ent_normal_density(x);
}
static double own_cdf(double x)
{
    return ent_normal_cdf(x);
}
static double own_quantile(double x)
{
    return ent_normal_quantile(x);
}

static const range ranges[] = {
    {"exp: whole range", own_exp, exact_exp, -746.0, 710.0, 40000, false},
    {"exp: small", own_exp, exact_exp, -1.0, 1.0, 20000, false},
    {"exp: tiny", own_exp, exact_exp, 0x1p-1074, 1.0, 10000, true},
    {"exp: subnormal results", own_exp, exact_exp, -745.2, -707.0, 20000, false},
    {"exp: near overflow", own_exp, exact_exp, 709.0, 709.79, 5000, false},
    {"log: whole range, subnormals too", own_log, exact_log, 0x1p-1074, 0x1.fffffffffffffp1023,
     40000, true},
    {"log: near 1", own_log, exact_log, 0.5, 2.0, 30000, false},
    {"log: at 1", own_log, exact_log, 1.0 - 1e-9, 1.0 + 1e-9, 10000, false},
    {"logistic: whole range", own_logistic, exact_logistic, -745.2, 40.0, 30000, false},
    {"logistic: middle", own_logistic, exact_logistic, -5.0, 5.0, 30000, false},
    {"density: whole range", own_density, exact_density, -38.7, 38.7, 30000, false},
    {"density: middle", own_density, exact_density, -4.0, 4.0, 30000, false},
    {"density: tiny arguments", own_density, exact_density, 0x1p-1074, 1.0, 5000, true},
    {"cdf: whole range", own_cdf, exact_cdf, -38.7, 9.0, 20000, false},
    {"cdf: middle", own_cdf, exact_cdf, -4.0, 4.0, 20000, false},
    {"cdf: tiny arguments", own_cdf, exact_cdf, -1.0, -0x1p-1074, 3000, true},
    {"quantile: lower tail by bits", own_quantile, exact_quantile, 0x1p-1074, 0.15, 6000, true},
    {"quantile: middle", own_quantile, exact_quantile, 0.0, 1.0, 8000, false},
    {"quantile: around one half", own_quantile, exact_quantile, 0.5 - 1e-6, 0.5 + 1e-6, 2000,
     false},
    {"quantile: around the seam", own_quantile, exact_quantile, 0.1499, 0.1501, 2000, false},
    {"quantile: upper tail", own_quantile, exact_quantile, 0.999, 1.0 - 0x1p-53, 2000, false},
};

static double sample(const range *r, size_t i)
{
    const double u = ent_uniform(20250212, i, 7, 0);
    if (!r->by_bits)
        return r->low + u * (r->high - r->low);
    const uint64_t a = ent_bits(r->low), b = ent_bits(r->high);
    return ent_from_bits(a < b ? a + (uint64_t)(u * (double)(b - a))
                               : b + (uint64_t)(u * (double)(a - b)));
}

static void within_two_ulp(void **state)
{
    (void)state;
    mpfr_t x, y;
    mpfr_inits2(BITS, x, y, (mpfr_ptr)0);
    for (size_t k = 0; k < sizeof ranges / sizeof ranges[0]; k++) {
        const range *r = &ranges[k];
        double worst = 0.0, where = 0.0;
        for (size_t i = 0; i < r->count; i++) {
            const double at = sample(r, i);
            mpfr_set_d(x, at, MPFR_RNDN);
            r->exact(y, x);
            const double e = ulps(r->own(at), y);
            if (!(e <= worst)) {
                worst = e;
                where = at;
            }
        }
        printf("%-36s %6zu points, worst %.3f ulp at %.17g\n", r->what, r->count, worst, where);
        if (!(worst <= 2.0))
            fail_msg("%s: %.3f ulp at %.17g", r->what, worst, where);
    }
    mpfr_clears(x, y, (mpfr_ptr)0);
}

static void edges(void **state)
{
    (void)state;
    const double inf = INFINITY;
    const struct {
        const char *what;
        double got, want;
    } rows[] = {
        {"exp 0", ent_exp(0.0), 1.0},
        {"exp inf", ent_exp(inf), inf},
        {"exp -inf", ent_exp(-inf), 0.0},
        {"exp 1000", ent_exp(1000.0), inf},
        {"exp -1000", ent_exp(-1000.0), 0.0},
        {"exp NaN", ent_exp(NAN), NAN},
        {"log 0", ent_log(0.0), -inf},
        {"log 1", ent_log(1.0), 0.0},
        {"log inf", ent_log(inf), inf},
        {"log -1", ent_log(-1.0), NAN},
        {"log -inf", ent_log(-inf), NAN},
        {"log NaN", ent_log(NAN), NAN},
        {"pow 2^10", ent_pow(2.0, 10.0), 1024.0},
        {"pow 0^2", ent_pow(0.0, 2.0), 0.0},
        {"pow 5^0", ent_pow(5.0, 0.0), 1.0},
        {"logistic 0", ent_logistic(0.0), 0.5},
        {"logistic inf", ent_logistic(inf), 1.0},
        {"logistic -inf", ent_logistic(-inf), 0.0},
        {"logistic NaN", ent_logistic(NAN), NAN},
        {"density 0", ent_normal_density(0.0), 0.3989422804014327},
        {"density inf", ent_normal_density(inf), 0.0},
        {"density NaN", ent_normal_density(NAN), NAN},
        {"cdf 0", ent_normal_cdf(0.0), 0.5},
        {"cdf inf", ent_normal_cdf(inf), 1.0},
        {"cdf -inf", ent_normal_cdf(-inf), 0.0},
        {"cdf NaN", ent_normal_cdf(NAN), NAN},
        {"quantile 1/2", ent_normal_quantile(0.5), 0.0},
        {"quantile 0", ent_normal_quantile(0.0), -inf},
        {"quantile 1", ent_normal_quantile(1.0), inf},
        {"quantile -0.1", ent_normal_quantile(-0.1), NAN},
        {"quantile 1.1", ent_normal_quantile(1.1), NAN},
        {"quantile NaN", ent_normal_quantile(NAN), NAN},
        {"floor 2.5", ent_floor(2.5), 2.0},
        {"floor -2.5", ent_floor(-2.5), -3.0},
        {"floor -3", ent_floor(-3.0), -3.0},
        {"floor -0.25", ent_floor(-0.25), -1.0},
        {"floor just below 1", ent_floor(0x1.fffffffffffffp-1), 0.0},
        {"floor 2^52 - 1/2", ent_floor(0x1p52 - 0.5), 0x1p52 - 1.0},
        {"floor 1e300", ent_floor(1e300), 1e300},
        {"floor -inf", ent_floor(-inf), -inf},
        {"floor NaN", ent_floor(NAN), NAN},
        {"clip below", ent_clip(-1.0, 0.0, 2.0), 0.0},
        {"clip above", ent_clip(3.0, 0.0, 2.0), 2.0},
        {"clip NaN", ent_clip(NAN, 0.0, 2.0), NAN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (!(rows[i].got == rows[i].want || (isnan(rows[i].got) && isnan(rows[i].want))))
            fail_msg("%s: got %.17g, want %.17g", rows[i].what, rows[i].got, rows[i].want);
    assert_true(ent_bits(ent_canonical(-NAN)) == UINT64_C(0x7ff8000000000000));
    assert_true(ent_bits(ent_canonical(-0.0)) == UINT64_C(0x8000000000000000));
    assert_true(signbit(ent_floor(-0.0)));
}

/* floor against libm, where it is the reference. */
static void floor_as_libm(void **state)
{
    (void)state;
    for (size_t i = 0; i < 200000; i++) {
        const double x = (ent_uniform(3, i, 0, 0) - 0.5) * ldexp(1.0, (int)(i % 60));
        assert_true(ent_floor(x) == floor(x));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(within_two_ulp),
        cmocka_unit_test(edges),
        cmocka_unit_test(floor_as_libm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
