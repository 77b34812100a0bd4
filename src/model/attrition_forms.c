#include "entente/attrition_forms.h"

#include "entente/fmath.h"

ent_stock_end ent_stock_flow(const ent_stock_setup *s, size_t months)
{
    ent_stock_end e = {s->field, s->stored, -1.0};
    for (size_t m = 1; m <= months; m++) {
        const double out = ent_min(s->refurbished, e.stored);
        e.stored -= out;
        e.field += s->produced + s->usable * out - s->loss_fraction * e.field - s->loss;
        if (e.exhausted < 0.0 && e.stored <= 0.0)
            e.exhausted = (double)m;
    }
    return e;
}

double ent_stock_with_inflow(double stock, double loss_fraction, double inflow, double months)
{
    if (loss_fraction == 0.0)
        return months < 0.0 ? ENT_MISSING : stock + inflow * months;
    const double steady = inflow / loss_fraction;
    return months < 0.0 ? steady : steady + (stock - steady) * ent_pow(1.0 - loss_fraction, months);
}

double ent_casualties_per_area(double casualties, double km2)
{
    return km2 > 0.0 ? casualties / km2 : ENT_MISSING;
}

double ent_advance(double k, double tempo, double ratio, double reference, double gamma)
{
    return k * tempo * ent_pow(ratio / reference, gamma);
}
