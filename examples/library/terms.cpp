// Three actors, one issue: what plain rules of bargaining predict. Needs no data.
#include <array>
#include <cstdio>
#include <stdexcept>
#include <string>

#include <entente/bargain.h>

namespace {

constexpr std::size_t actors = 3;
using row = std::array<double, actors>;

void need(ent_status status)
{
    if (status != ENT_OK)
        throw std::runtime_error(std::string("libentente: ") + ent_status_text(status));
}

} // namespace

int main()
{
    const row position = {0, 50, 100}, power = {1, 2, 1}, salience = {0.5, 0.8, 0.3};
    row weight{};
    double compromise = 0, means = 0;
    try {
        ent_forecast_weights(actors, power.data(), salience.data(), weight.data());
        need(ent_forecast_mean(actors, position.data(), weight.data(), &compromise));
        need(ent_forecast_mean_of_means(actors, position.data(), power.data(), salience.data(),
                                        &means));
    } catch (const std::exception &e) {
        std::fprintf(stderr, "terms: %s\n", e.what());
        return 1;
    }
    std::printf("compromise     %.2f\nmean of means  %.2f\n", compromise, means);
}
