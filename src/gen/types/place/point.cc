// Points: anywhere in a box or a circle, else near the city of the row's place.

#include <fmt/format.h>

#include <cmath>

#include "column/render.h"
#include "gen/city_rows.h"
#include "gen/earth.h"
#include "gen/table_text.h"
#include "gen/type_plugin.h"
#include "value/numbers.h"

namespace rowmill {

namespace {

enum class PointForm : std::uint8_t { kWkt, kLatLon, kGeoJson };

/// `-12.345678`: six digits behind the point.
void PutDegrees(std::int32_t micro_degrees, TextWriter* out) {
  constexpr std::size_t kBytesMax = 11;
  out->SetEnd(RenderDecimal(micro_degrees, 6, out->Room(kBytesMax)));
}

void PutPoint(EarthPoint point, PointForm form, TextWriter* out) {
  const bool latitude_first = form == PointForm::kLatLon;
  if (form == PointForm::kWkt) out->Put("POINT(");
  if (form == PointForm::kGeoJson) out->Put(R"({"type":"Point","coordinates":[)");
  PutDegrees(latitude_first ? point.latitude : point.longitude, out);
  out->Put(form == PointForm::kWkt ? ' ' : ',');
  PutDegrees(latitude_first ? point.longitude : point.latitude, out);
  if (form == PointForm::kWkt) out->Put(')');
  if (form == PointForm::kGeoJson) out->Put("]}");
}

/// Where free points lie.
struct FreeArea {
  EarthBox box;
  EarthPoint centre;
  std::optional<EarthRadius> circle;  ///< unset = all of the box
};

/// Reads `box` and `circle`; every fault of them is told.
class AreaReader {
 public:
  AreaReader(const Options& options, Faults* faults)
      : options_(options), faults_(faults), faults_before_(faults->errors().size()) {}

  /// Nothing without both of them, or after a fault.
  std::optional<FreeArea> Read() {
    const Node* box = options_.Raw("box");
    const Node* circle = options_.Raw("circle");
    if (box == nullptr && circle == nullptr) return std::nullopt;
    if (box != nullptr && circle != nullptr) {
      Fault("circle", "box and circle exclude each other");
    }
    for (std::string_view name : {"of", "countries", "country", "weight", "km"}) {
      if (options_.Has(name)) {
        Fault(name, fmt::format("{} is for points near cities: a {} has none", name,
                                box != nullptr ? "box" : "circle"));
      }
    }
    FreeArea area;
    if (box != nullptr) area.box = ReadBox(*box);
    if (circle != nullptr) ReadCircle(*circle, &area);
    if (sound()) return area;
    return std::nullopt;
  }
  bool sound() const { return faults_->errors().size() == faults_before_; }

 private:
  void Fault(std::string_view option, std::string message) {
    faults_->Add(options_.Fault(option, std::move(message)));
  }

  /// Degrees in units of 1e-6; 0 after a fault.
  std::int64_t Degrees(std::string_view option, std::string_view name, const Node& node,
                       int most) {
    Result<std::int64_t> units = node.is_scalar()
                                     ? ParseUnits64(node.ScalarText(), 6)
                                     : Fail(ErrorCode::kInvalidModel, "not a number");
    if (!units) {
      Fault(option, fmt::format("{} of {}: {}", name, option, units.error().message));
      return 0;
    }
    if (*units < -most * kMicroDegrees || *units > most * kMicroDegrees) {
      Fault(option, fmt::format("{} of {} is a number of degrees from -{} to {}, not {}",
                                name, option, most, most, node.ScalarText()));
      return 0;
    }
    return *units;
  }

  EarthBox ReadBox(const Node& node) {
    EarthBox box;
    if (!node.is_list() || node.items.size() != 4) {
      Fault("box", "box is a list of four numbers: [west, south, east, north]");
      return box;
    }
    box.west = Degrees("box", "west", node.items[0], 180);
    box.south = Degrees("box", "south", node.items[1], 90);
    box.east = Degrees("box", "east", node.items[2], 180);
    box.north = Degrees("box", "north", node.items[3], 90);
    if (sound() && box.south > box.north) {
      Fault("box", fmt::format("south {} of box is above north {}",
                               node.items[1].ScalarText(), node.items[3].ScalarText()));
    }
    return box;
  }

  void ReadCircle(const Node& node, FreeArea* area) {
    const Node* lat = node.is_map() ? node.Find("lat") : nullptr;
    const Node* lon = node.is_map() ? node.Find("lon") : nullptr;
    const Node* km = node.is_map() ? node.Find("km") : nullptr;
    if (lat == nullptr || lon == nullptr || km == nullptr || node.members.size() != 3) {
      Fault("circle",
            "circle is a map of lat, lon and km: { lat: 48.86, lon: 2.35, "
            "km: 10 }");
      return;
    }
    area->centre.latitude = static_cast<std::int32_t>(Degrees("circle", "lat", *lat, 90));
    area->centre.longitude =
        static_cast<std::int32_t>(Degrees("circle", "lon", *lon, 180));
    constexpr int kKmMax = 20'015;  // half way round
    Result<std::int64_t> metres = km->is_scalar()
                                      ? ParseUnits64(km->ScalarText(), 3)
                                      : Fail(ErrorCode::kInvalidModel, "not a number");
    if (!metres || *metres < 1 || *metres > kKmMax * 1'000) {
      Fault("circle",
            fmt::format("km of circle is a number from 0.001 to {} with at most "
                        "three digits behind the point, not {}",
                        kKmMax, km->ScalarText()));
      return;
    }
    area->circle.emplace(static_cast<double>(*metres) / 1'000);
  }

  const Options& options_;
  Faults* faults_;
  std::size_t faults_before_;
};

std::unique_ptr<Generator> MakeFree(const FreeArea& area, const EarthDraw& draw,
                                    PointForm form, ColumnFacts facts) {
  return MakeComposedText(std::move(facts), [=](std::uint64_t row, TextWriter* out) {
    PutPoint(area.circle ? draw.InCircle(area.centre, *area.circle, row)
                         : draw.InBox(area.box, row),
             form, out);
  });
}

/// Points around the row's city.
class CityPoint {
 public:
  CityPoint(const RecordContext& record, double km, PointForm form)
      : cities_(std::make_shared<CityDraw>(record)),
        latitudes_(cities_->table().Numbers("lat_e4")),
        longitudes_(cities_->table().Numbers("lon_e4")),
        draw_(record.draws().Key("point"), record.draws().Key("point.keep")),
        radius_(km),
        form_(form) {}

  using Choice = EarthPoint;
  void Choose(RowIds rows, const std::uint32_t* places, Choice* points) const {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::uint32_t city = cities_->Choose(places[i], rows[i]);
      points[i] = {(*latitudes_)[city] * 100, (*longitudes_)[city] * 100};
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      points[i] = draw_.InCircle(points[i], radius_, rows[i]);
    }
  }
  void Put(const Choice& point, TextWriter* out) const { PutPoint(point, form_, out); }

 private:
  std::shared_ptr<const CityDraw> cities_;
  SharedNumbers latitudes_, longitudes_;
  EarthDraw draw_;
  EarthRadius radius_;
  PointForm form_;
};

std::unique_ptr<Generator> MakePoint(const TypeContext& context, const Options& options,
                                     Faults* faults) {
  const std::string name = options.Text("form", "wkt");
  const PointForm form = name == "latlon"    ? PointForm::kLatLon
                         : name == "geojson" ? PointForm::kGeoJson
                                             : PointForm::kWkt;
  ColumnFacts facts;
  facts.bytes_min = 17;
  facts.bytes_max = 62;
  facts.plain_text = form == PointForm::kWkt;
  AreaReader reader(options, faults);
  const std::optional<FreeArea> area = reader.Read();
  if (!reader.sound()) return nullptr;
  if (area) {
    const EarthDraw draw(context.draws.Key("value"), context.draws.Key("value.keep"));
    return MakeFree(*area, draw, form, std::move(facts));
  }
  return MakeRecordChosen(context.record, std::move(facts),
                          CityPoint(*context.record, options.Number("km", 5), form));
}

}  // namespace

TypePlugin place_point_type() {
  TypePlugin plugin = MakeRecordPlugin(
      RecordFamily::kPlace, "place.point", {}, "string",
      "Points near the row's city, or anywhere in a box or a circle, uniform over the "
      "Earth's surface.",
      {{.name = "box",
        .kind = OptionKind::kRaw,
        .default_text = "none",
        .doc = "Degrees [west, south, east, north]; west above east crosses the 180th "
               "meridian.",
        .example = "[-5, 42, 8, 51]"},
       {.name = "circle",
        .kind = OptionKind::kRaw,
        .default_text = "none",
        .doc = "Centre and radius: { lat: 48.86, lon: 2.35, km: 10 }.",
        .example = "{ lat: 48.86, lon: 2.35, km: 10 }"},
       {.name = "km",
        .kind = OptionKind::kNumber,
        .default_text = "5",
        .doc = "How far from the city's coordinates points are at most.",
        .unit = "km",
        .min = 0.001,
        .max = 1'000,
        .example = "2.5"},
       {.name = "form",
        .kind = OptionKind::kChoice,
        .default_text = "wkt",
        .doc = "POINT(lon lat) of well-known text, `lat,lon`, or GeoJSON.",
        .choices = {"wkt", "latlon", "geojson"}}},
      MakePoint);
  plugin.info.example = "{ type: place.point, countries: [FR] }";
  return plugin;
}

}  // namespace rowmill
