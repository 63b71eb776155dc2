/// Random points on the Earth, taken as a sphere: uniform over its surface, not over
/// degrees. Coordinates are whole numbers of 1e-6 degrees. Immutable, thread-safe.
#pragma once

#include <cstdint>

#include "draw/key.h"

namespace rowmill {

inline constexpr std::int64_t kMicroDegrees = 1'000'000;  ///< of one degree
inline constexpr double kEarthRadiusKm = 6'371.0088;      ///< mean radius, IUGG

struct EarthPoint {
  std::int32_t latitude = 0;   ///< 1e-6 degrees, -90e6 .. 90e6
  std::int32_t longitude = 0;  ///< 1e-6 degrees, -180e6 .. 180e6
};

/// All points between two parallels and two meridians, bounds included.
struct EarthBox {
  std::int64_t south = -90 * kMicroDegrees;
  std::int64_t north = 90 * kMicroDegrees;
  std::int64_t west = -180 * kMicroDegrees;
  std::int64_t east = 180 * kMicroDegrees;  ///< below west: across the 180th meridian
};

/// How far the points of a circle are from its centre at most, on the great circle.
struct EarthRadius {
  /// REQUIRES: 0 < km <= pi x kEarthRadiusKm.
  explicit EarthRadius(double km);
  double turns;      ///< as an angle
  double sine;       ///< of the angle
  double haversine;  ///< of the angle
};

/// Draws of points: latitudes of a box are kept as often as their parallel is long, and
/// points of its box that are in the circle are kept.
class EarthDraw {
 public:
  EarthDraw(const DrawKey& point, const DrawKey& keep) : point_(point), keep_(keep) {}

  EarthPoint InBox(const EarthBox& box, std::uint64_t row) const;
  EarthPoint InCircle(EarthPoint centre, const EarthRadius& radius,
                      std::uint64_t row) const;

 private:
  template <typename Keep>
  EarthPoint First(const EarthBox& box, std::uint64_t row, EarthPoint otherwise,
                   Keep keep) const;

  DrawKey point_;
  DrawKey keep_;
};

/// The great circle's distance over half the sphere's turn: sin^2 of half the angle
/// between two points (haversine).
double Haversine(EarthPoint a, EarthPoint b);

}  // namespace rowmill
