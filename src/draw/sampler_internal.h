/// Makers of samplers, one per family of laws; behind MakeSampler. `cut` is that of the
/// law's own values, before offset and factor.
#pragma once

#include "draw/distribution.h"

namespace rowmill {

using SamplerResult = Result<std::unique_ptr<Sampler>>;

SamplerResult MakeSmoothSampler(const Law& law, const Cut& cut);
SamplerResult MakeDiscreteSampler(const Law& law, const Cut& cut);
SamplerResult MakeListedSampler(const Law& law, const Cut& cut);
SamplerResult MakeWalkSampler(const Law& law, const DrawScope& draws);
SamplerResult MakeSeasonSampler(const Law& law);

/// The fault of a law that has nothing in the cut.
tl::unexpected<Error> NothingInside(const Law& law);

class StepTable;
class QuantileTable;
std::unique_ptr<Sampler> MakeStepSampler(StepTable table, double log_mass);
/// `whole`: the value is rounded down, then becomes offset + factor * value.
std::unique_ptr<Sampler> MakeTableSampler(QuantileTable table, double log_mass);
std::unique_ptr<Sampler> MakeFlooredSampler(QuantileTable table, const Law& law,
                                            double lowest, double highest,
                                            double log_mass);

}  // namespace rowmill
