/* What cmocka lacks for numbers, and nothing else. Include it first in a test. */
#ifndef ENT_TEST_CHECK_H
#define ENT_TEST_CHECK_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "temporary.h"

/* |got - want| <= tolerance; both missing counts as equal. */
#define CHECK_NEAR(got, want, tolerance) \
    do { \
        const double check_got_ = (got), check_want_ = (want); \
        if (!(fabs(check_got_ - check_want_) <= (tolerance)) && \
            !(isnan(check_got_) && isnan(check_want_))) \
            fail_msg("%s: got %.17g, want %.17g (tolerance %g)", #got, check_got_, check_want_, \
                     (double)(tolerance)); \
    } while (0)

/* Distance in units of the last place of `want`. */
#define CHECK_ULP(got, want, ulps) \
    do { \
        const double check_got_ = (got), check_want_ = (want); \
        const double check_unit_ = nextafter(fabs(check_want_), INFINITY) - fabs(check_want_); \
        if (!(fabs(check_got_ - check_want_) <= (ulps)*check_unit_)) \
            fail_msg("%s: got %.17g, want %.17g (%g ulp)", #got, check_got_, check_want_, \
                     fabs(check_got_ - check_want_) / check_unit_); \
    } while (0)

#define CHECK_OK(expr, err) \
    do { \
        if ((expr) != ENT_OK) \
            fail_msg("%s: %s", #expr, (err).message); \
    } while (0)

#endif
