#include "entente/combat_forms.h"

#include "entente/fmath.h"

double ent_lanchester_invariant(double a0, double b0, double a, double b)
{
    return a * a0 * a0 - b * b0 * b0;
}

double ent_lanchester_survivors(double a0, double b0, double a, double b)
{
    const double lead = ent_lanchester_invariant(a0, b0, a, b);
    return lead >= 0.0 ? __builtin_sqrt(lead / a) : __builtin_sqrt(-lead / b);
}

double ent_lanchester_end(double a0, double b0, double a, double b)
{
    const double strong = __builtin_sqrt(a) * a0, weak = __builtin_sqrt(b) * b0;
    const double ratio = ent_min(strong, weak) / ent_max(strong, weak);
    return 0.5 * ent_log((1.0 + ratio) / (1.0 - ratio)) / __builtin_sqrt(a * b);
}

ent_sides ent_lanchester_square(double a0, double b0, double a, double b, double t)
{
    if (t >= ent_lanchester_end(a0, b0, a, b)) {
        const double left = ent_lanchester_survivors(a0, b0, a, b);
        const bool a_wins = ent_lanchester_invariant(a0, b0, a, b) >= 0.0;
        return (ent_sides){a_wins ? left : 0.0, a_wins ? 0.0 : left};
    }
    const double w = __builtin_sqrt(a * b), up = ent_exp(w * t), down = ent_exp(-w * t);
    const double cosh = 0.5 * (up + down), sinh = 0.5 * (up - down);
    return (ent_sides){a0 * cosh - __builtin_sqrt(b / a) * b0 * sinh,
                       b0 * cosh - __builtin_sqrt(a / b) * a0 * sinh};
}

ent_sides ent_lanchester_linear(double a0, double b0, double a, double b, double t)
{
    const double c = a * a0 - b * b0;
    /* (e^(ct) - 1) / c, whose limit is t: no case apart for equal sides. */
    const double x = c * t;
    const double grown =
        x < 1e-5 && x > -1e-5 ? t * (1.0 + 0.5 * x + x * x / 6.0) : (ent_exp(x) - 1.0) / c;
    const double left_b = b0 / (1.0 + a * a0 * grown);
    return (ent_sides){(c + b * left_b) / a, left_b};
}

ent_sides ent_lanchester_log(double a0, double b0, double a, double b, double t)
{
    return (ent_sides){a0 * ent_exp(-a * t), b0 * ent_exp(-b * t)};
}

ent_ambush ent_deitchman(double guerrillas, double regulars, double g, double r)
{
    const double lead = g * guerrillas - 0.5 * r * regulars * regulars;
    return (ent_ambush){lead, lead > 0.0 ? lead / g : 0.0,
                        lead > 0.0 ? 0.0 : __builtin_sqrt(-2.0 * lead / r)};
}

static ent_sides helmbold_slope(ent_sides s, double a, double b, double c)
{
    const double x = ent_max(s.a, 0.0), y = ent_max(s.b, 0.0);
    const bool over = x <= 0.0 || y <= 0.0;
    return (ent_sides){over ? 0.0 : -a * ent_pow(x, c) * ent_pow(y, 1.0 - c),
                       over ? 0.0 : -b * ent_pow(y, c) * ent_pow(x, 1.0 - c)};
}

static ent_sides ahead(ent_sides s, ent_sides slope, double h)
{
    return (ent_sides){s.a + h * slope.a, s.b + h * slope.b};
}

ent_sides ent_helmbold(double x0, double y0, double a, double b, double c, double t)
{
    const double steps = ent_max(1.0, -ent_floor(-t / 0.001)), h = t / steps;
    ent_sides s = {x0, y0};
    for (int64_t k = 0; (double)k < steps; k++) {
        const ent_sides k1 = helmbold_slope(s, a, b, c);
        const ent_sides k2 = helmbold_slope(ahead(s, k1, 0.5 * h), a, b, c);
        const ent_sides k3 = helmbold_slope(ahead(s, k2, 0.5 * h), a, b, c);
        const ent_sides k4 = helmbold_slope(ahead(s, k3, h), a, b, c);
        s.a = ent_max(0.0, s.a + h / 6.0 * (k1.a + 2.0 * (k2.a + k3.a) + k4.a));
        s.b = ent_max(0.0, s.b + h / 6.0 * (k1.b + 2.0 * (k2.b + k3.b) + k4.b));
    }
    return s;
}

double ent_helmbold_invariant(double x, double y, double a, double b, double c)
{
    const double power = 2.0 - 2.0 * c;
    if (power == 0.0)
        return ent_log(x) / a - ent_log(y) / b;
    return b * ent_pow(x, power) - a * ent_pow(y, power);
}

ent_sides ent_bracken_losses(double x, double y, double a, double b, double p, double q, double d,
                             bool x_attacks)
{
    const double of_x = x_attacks ? 1.0 / d : d, of_y = x_attacks ? d : 1.0 / d;
    return (ent_sides){a * of_x * ent_pow(y, p) * ent_pow(x, q),
                       b * of_y * ent_pow(x, p) * ent_pow(y, q)};
}

/* Slope through the origin of one side's losses; its residuals and spread are added up. */
static double fit_side(size_t n, const double *own, const double *loss, const double *other,
                       double p, double q, double *residual, double *spread)
{
    double ul = 0.0, uu = 0.0, mean = 0.0;
    for (size_t i = 0; i < n; i++) {
        const double u = ent_pow(other[i], p) * ent_pow(own[i], q);
        ul += u * loss[i];
        uu += u * u;
        mean += loss[i] / (double)n;
    }
    const double slope = ul / uu;
    for (size_t i = 0; i < n; i++) {
        const double error = loss[i] - slope * ent_pow(other[i], p) * ent_pow(own[i], q);
        *residual += error * error;
        *spread += (loss[i] - mean) * (loss[i] - mean);
    }
    return slope;
}

ent_attrition_fit ent_bracken_fit(size_t n, const double *strength1, const double *loss1,
                                  const double *strength2, const double *loss2, double p, double q)
{
    ent_attrition_fit fit = {0.0, 0.0, 0.0, 0.0};
    double spread = 0.0;
    fit.a = fit_side(n, strength1, loss1, strength2, p, q, &fit.ssr, &spread);
    fit.b = fit_side(n, strength2, loss2, strength1, p, q, &fit.ssr, &spread);
    fit.r2 = 1.0 - fit.ssr / spread;
    return fit;
}

ent_advantage ent_helmbold_advantage(double att0, double att1, double def0, double def1)
{
    const double a = att1 / att0, d = def1 / def0;
    const double mu = __builtin_sqrt((1.0 - a * a) / (1.0 - d * d));
    return (ent_advantage){mu, ent_log(mu), (1.0 - a) / (1.0 - d)};
}

/* Exact over a stretch of constant landings: the square law about the point M = 0, N = P / A. */
static ent_sides engel_stretch(ent_sides s, double a, double b, double landed, double t)
{
    const double w = __builtin_sqrt(a * b), up = ent_exp(w * t), down = ent_exp(-w * t);
    const double cosh = 0.5 * (up + down), sinh = 0.5 * (up - down), rest = landed / a;
    const double n = s.b - rest;
    return (ent_sides){s.a * cosh - __builtin_sqrt(a / b) * n * sinh,
                       rest + n * cosh - __builtin_sqrt(b / a) * s.a * sinh};
}

ent_sides ent_engel(double a, double b, double japanese, size_t n, const ent_landing *landings,
                    double day)
{
    ent_sides s = {0.0, japanese};
    double now = 0.0;
    while (now < day) {
        double next = day, landed = 0.0;
        for (size_t i = 0; i < n; i++) {
            const ent_landing *l = &landings[i];
            if (l->from <= now && now < l->to)
                landed += l->men_a_day;
            next = l->from > now ? ent_min(l->from, next) : next;
            next = l->to > now ? ent_min(l->to, next) : next;
        }
        s = engel_stretch(s, a, b, landed, next - now);
        now = next;
    }
    return s;
}

/* Points killed by aircraft that fly s sorties a day and lose a fraction of them each time. */
static double killed_from_air(const ent_epstein_setup *e, double aircraft, double loss,
                              double sorties, double kills, double day)
{
    const double left = aircraft * ent_pow(1.0 - loss, sorties * (day - 1.0));
    const double flown =
        loss > 0.0 ? (1.0 - ent_pow(1.0 - loss, sorties + 1.0)) / loss - 1.0 : sorties;
    return e->points / e->vehicles * left * kills * flown;
}

ent_epstein_day ent_epstein(const ent_epstein_setup *s, size_t day)
{
    ent_epstein_day now = {s->attacker, s->defender, 0.0, 0.0};
    double ground_rate = s->rate;
    for (size_t t = 1; t < day; t++) {
        const double d = (double)t;
        const double rate = ground_rate * (1.0 - now.withdrawal / s->top_speed);
        const double on_attacker = killed_from_air(s, s->defender_air, s->defender_air_loss,
                                                   s->defender_sorties, s->defender_kills, d);
        const double on_defender = killed_from_air(s, s->attacker_air, s->attacker_air_loss,
                                                   s->attacker_sorties, s->attacker_kills, d);
        const double attacker = now.attacker * (1.0 - rate) - on_attacker;
        const double defender = now.defender - rate / s->exchange * now.attacker - on_defender;
        const double lost_a = (now.attacker - attacker) / now.attacker;
        const double lost_d = (now.defender - defender) / now.defender;
        const double pressed = now.withdrawal + (s->top_speed - now.withdrawal) /
                                                    (1.0 - s->defender_limit) *
                                                    (lost_d - s->defender_limit);
        now.withdrawal = lost_d <= s->defender_limit ? 0.0 : pressed;
        ground_rate -=
            (s->attacker_limit - ground_rate) / s->attacker_limit * (lost_a - s->attacker_limit);
        now.attacker = attacker;
        now.defender = defender;
        now.ground += now.withdrawal;
    }
    return now;
}

ent_posen_end ent_posen(const ent_posen_setup *s, size_t days)
{
    ent_posen_end e = {s->attacker, s->defender, 0.0};
    for (size_t t = 0; t < days; t++) {
        const double engaged =
            ent_min(s->share * e.attacker, s->sectors * s->front / s->km_per_division);
        e.attacker = ent_max(0.0, e.attacker - s->attrition * engaged);
        e.defender = ent_max(0.0, e.defender - s->attrition * engaged / s->exchange);
        e.depth += s->speed;
    }
    return e;
}
