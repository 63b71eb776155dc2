#include "gen/earth.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rowmill {
namespace {

constexpr double kDegree = 0.017453292519943295;

EarthDraw DrawOf(const char* name) {
  const DrawScope scope = DrawScope::Column(7, "e", name);
  return {scope.Key("value"), scope.Key("keep")};
}

/// Kilometres by the formula of the sphere's cosines, with the C library.
double Kilometres(EarthPoint a, EarthPoint b) {
  const double x = a.latitude * 1e-6 * kDegree, y = b.latitude * 1e-6 * kDegree;
  const double along = (static_cast<double>(a.longitude) - b.longitude) * 1e-6 * kDegree;
  const double cosine =
      std::sin(x) * std::sin(y) + std::cos(x) * std::cos(y) * std::cos(along);
  return kEarthRadiusKm * std::acos(std::min(1.0, std::max(-1.0, cosine)));
}

TEST(Earth, ABoxIsUniformOverTheSurface) {
  // Equal steps of the sine of the latitude have equal areas.
  const EarthDraw draw = DrawOf("box");
  constexpr int kRows = 40'000, kBins = 20;
  int bins[kBins] = {};
  double east = 0;
  for (std::uint64_t row = 0; row < kRows; ++row) {
    const EarthPoint point = draw.InBox({}, row);
    const double sine = std::sin(point.latitude * 1e-6 * kDegree);
    ++bins[std::min(kBins - 1, static_cast<int>((sine + 1) / 2 * kBins))];
    east += point.longitude > 0 ? 1 : 0;
  }
  double chi = 0;
  for (int count : bins) {
    const double expected = static_cast<double>(kRows) / kBins;
    chi += (count - expected) * (count - expected) / expected;
  }
  EXPECT_LT(chi, 43.8);  // 0.999 of 19 degrees of freedom
  EXPECT_NEAR(east / kRows, 0.5, 0.01);
}

TEST(Earth, ABoxHoldsItsBoundsAndCrossesTheMeridian) {
  EarthBox box{-1'000'002, -1'000'000, 179'999'999, -179'999'999};
  const EarthDraw draw = DrawOf("meridian");
  bool south = false, north = false, west = false, east = false;
  for (std::uint64_t row = 0; row < 500; ++row) {
    const EarthPoint point = draw.InBox(box, row);
    ASSERT_GE(point.latitude, box.south);
    ASSERT_LE(point.latitude, box.north);
    ASSERT_GE(std::abs(point.longitude), 179'999'999);
    south |= point.latitude == box.south;
    north |= point.latitude == box.north;
    west |= point.longitude > 0;
    east |= point.longitude < 0;
  }
  EXPECT_TRUE(south && north && west && east);
}

TEST(Earth, ACircleIsUniformInItsArea) {
  struct Circle {
    EarthPoint centre;
    double km;
  };
  const Circle circles[] = {{{48'856'600, 2'352'200}, 10},
                            {{0, 0}, 0.01},
                            {{89'990'000, 10'000'000}, 50},
                            {{-17'713'400, 178'065'000}, 500},
                            {{60'000'000, 25'000'000}, 3'000},
                            {{-33'000'000, -70'000'000}, 15'000},
                            {{90'000'000, 0}, 100},
                            {{10'000'000, 20'000'000}, 20'015},
                            {{89'000'000, 0}, 111.2}};
  for (const Circle& circle : circles) {
    const EarthDraw draw = DrawOf("circle");
    constexpr int kRows = 8'000;
    int inner = 0, west = 0;
    for (std::uint64_t row = 0; row < kRows; ++row) {
      const EarthPoint point = draw.InCircle(circle.centre, EarthRadius(circle.km), row);
      // The cosines lose digits below a metre or so.
      ASSERT_LE(Kilometres(circle.centre, point), circle.km + 0.0002) << circle.km;
      // Half of the area lies where 1 - cos is half of that of the rim.
      const double half = Haversine(circle.centre, point) * 2;
      inner += half < 0.5 * (1 - std::cos(circle.km / kEarthRadiusKm)) ? 1 : 0;
      std::int64_t aside = std::int64_t{point.longitude} - circle.centre.longitude;
      if (aside < -180'000'000) aside += 360'000'000;
      if (aside > 180'000'000) aside -= 360'000'000;
      west += aside < 0 ? 1 : 0;
    }
    EXPECT_NEAR(inner, kRows / 2, 300) << circle.km;
    EXPECT_NEAR(west, kRows / 2, 300) << circle.km;
  }
}

TEST(Earth, HaversineIsThatOfTheSphere) {
  const EarthPoint paris{48'856'600, 2'352'200}, tokyo{35'676'200, 139'650'300};
  const double km = 2 * kEarthRadiusKm * std::asin(std::sqrt(Haversine(paris, tokyo)));
  EXPECT_NEAR(km, Kilometres(paris, tokyo), 1e-6);
  EXPECT_NEAR(km, 9'712, 3);
}

}  // namespace
}  // namespace rowmill
