#include "gen/earth.h"

#include <algorithm>

#include "draw/math.h"
#include "draw/stream.h"

namespace rowmill {

namespace {

constexpr std::int64_t kPole = 90 * kMicroDegrees;
constexpr std::int64_t kTurn = 360 * kMicroDegrees;
/// A box keeps at least 1 of 2 latitudes, a circle at least 1 of 8 points: more attempts
/// than these are not to be seen.
constexpr std::uint32_t kAttemptsMax = 250;

double Turns(std::int64_t micro_degrees) {
  return static_cast<double>(micro_degrees) / static_cast<double>(kTurn);
}
double Cos(std::int64_t micro_degrees) {
  return math::SinTurns(0.25 - Turns(micro_degrees < 0 ? -micro_degrees : micro_degrees));
}

std::int64_t MicroDegreesOf(double turns) {
  return static_cast<std::int64_t>(math::Floor(turns * static_cast<double>(kTurn)));
}

/// The box around a circle; `cosine` is that of the centre's latitude.
EarthBox BoxAround(EarthPoint centre, const EarthRadius& radius, double cosine) {
  EarthBox box;
  const std::int64_t reach = MicroDegreesOf(radius.turns) + 1;
  box.south = std::max(centre.latitude - reach, -kPole);
  box.north = std::min(centre.latitude + reach, kPole);
  if (box.south == -kPole || box.north == kPole) return box;  // every longitude
  // asin(x) <= x + (pi/2 - 1) x^3 for x in [0, 1].
  const double x = radius.sine / cosine;
  const double angle = x + (math::kPi / 2 - 1) * x * x * x;
  const std::int64_t aside = MicroDegreesOf(angle / (2 * math::kPi)) + 1;
  if (aside >= kTurn / 2) return box;
  box.west = centre.longitude - aside;
  box.east = centre.longitude + aside;
  return box;
}

/// Into -180 .. 180 degrees; what is in there stays.
std::int32_t Wrapped(std::int64_t longitude) {
  if (longitude > kTurn / 2) longitude -= kTurn;
  if (longitude < -kTurn / 2) longitude += kTurn;
  return static_cast<std::int32_t>(longitude);
}

/// Haversine() of points with these cosines of their latitudes.
double HaversineBy(EarthPoint a, double cosine_a, EarthPoint b, double cosine_b) {
  // Halves as exact fractions: latitudes and longitudes are below 2^29.
  const double across =
      math::SinTurns(Turns(static_cast<std::int64_t>(a.latitude) - b.latitude) / 2);
  std::int64_t apart = static_cast<std::int64_t>(a.longitude) - b.longitude;
  const double along = math::SinTurns(Turns(apart < 0 ? -apart : apart) / 2);
  return across * across + cosine_a * cosine_b * along * along;
}

}  // namespace

double Haversine(EarthPoint a, EarthPoint b) {
  return HaversineBy(a, Cos(a.latitude), b, Cos(b.latitude));
}

EarthRadius::EarthRadius(double km)
    : turns(std::min(km / (2 * math::kPi * kEarthRadiusKm), 0.5)),
      sine(math::SinTurns(turns)) {
  const double half = math::SinTurns(turns / 2);
  haversine = half * half;
}

template <typename Keep>
EarthPoint EarthDraw::First(const EarthBox& box, std::uint64_t row, EarthPoint otherwise,
                            Keep keep) const {
  const std::int64_t width = (box.east < box.west ? kTurn : 0) + box.east - box.west;
  const double latitudes = static_cast<double>(box.north - box.south + 1);
  const double longitudes = static_cast<double>(width + 1);
  // The box's parallel that is nearest to the equator is the longest one.
  const double longest = box.south > 0   ? Cos(box.south)
                         : box.north < 0 ? Cos(box.north)
                                         : 1;
  for (std::uint32_t attempt = 0; attempt < kAttemptsMax; ++attempt) {
    const std::uint64_t draw = DrawAttempt(point_, row, attempt);
    const std::uint64_t more = DrawAttempt(keep_, row, attempt);
    // 32 bits each would be coarser than the grid of 1e-6 degrees asks for.
    const double up = static_cast<double>(draw >> 24) * 0x1p-40;
    const double aside =
        static_cast<double>((draw & 0xFFFFFF) << 16 | (more & 0xFFFF)) * 0x1p-40;
    EarthPoint point;
    const std::int64_t latitude =
        box.south + static_cast<std::int64_t>(math::Floor(up * latitudes));
    point.latitude = static_cast<std::int32_t>(latitude);
    point.longitude =
        Wrapped(box.west + static_cast<std::int64_t>(math::Floor(aside * longitudes)));
    const double share = static_cast<double>(more >> 16) * 0x1p-48;
    const double cosine = Cos(latitude);
    if (share * longest < cosine && keep(point, cosine)) return point;
  }
  return otherwise;
}

EarthPoint EarthDraw::InBox(const EarthBox& box, std::uint64_t row) const {
  const EarthPoint corner{static_cast<std::int32_t>(box.south),
                          static_cast<std::int32_t>(box.west)};
  return First(box, row, corner, [](EarthPoint, double) { return true; });
}

EarthPoint EarthDraw::InCircle(EarthPoint centre, const EarthRadius& radius,
                               std::uint64_t row) const {
  const double cosine = Cos(centre.latitude);
  return First(BoxAround(centre, radius, cosine), row, centre,
               [&](EarthPoint point, double point_cosine) {
                 return HaversineBy(centre, cosine, point, point_cosine) <=
                        radius.haversine;
               });
}

}  // namespace rowmill
