// Dates and moments. Those of a zone are taken apart and put together in its local time.
#include <fmt/format.h>

#include <algorithm>

#include "base/clock.h"
#include "base/text.h"
#include "column/time_zone.h"
#include "expr/convert.h"
#include "expr/function.h"
#include "expr/kernels.h"
#include "value/calendar.h"
#include "value/number_format.h"
#include "value/numbers.h"
#include "value/text_writer.h"
#include "value/time_format.h"

namespace rowmill {

namespace {

const std::int64_t kDayMin = DaysFromCivil(1, 1, 1);
const std::int64_t kDayMax = DaysFromCivil(9999, 12, 31);
constexpr std::string_view kOutOfYears = "the result is not in the years 1 to 9999";

/// A value as a day and the units since its midnight.
struct Moment {
  std::int64_t day = 0;
  std::int64_t rest = 0;
};

class Calendar {
 public:
  explicit Calendar(const DataType& type)
      : date_(type.id == TypeId::kDate),
        per_second_(date_ ? 1 : UnitsPerSecond(type.unit)),
        per_day_(kSecondsPerDay * per_second_),
        rules_(type.rules) {}

  std::int64_t per_second() const { return per_second_; }
  std::int64_t per_day() const { return per_day_; }

  Moment At(const Column& column, std::size_t row) const {
    if (date_) return {column.values<std::int32_t>()[row], 0};
    std::int64_t value = column.values<std::int64_t>()[row];
    if (rules_ != nullptr) {
      value += rules_->OffsetAt(FloorDiv(value, per_second_)) * per_second_;
    }
    const std::int64_t day = FloorDiv(value, per_day_);
    return {day, value - day * per_day_};
  }

  /// False when the moment is out of the years 1 to 9999, or of what the units hold.
  bool Put(const Moment& moment, Column* out, std::size_t row) const {
    const bool fits = moment.day >= kDayMin && moment.day <= kDayMax;
    if (date_) {
      out->ResizeValues<std::int32_t>(out->length())[row] =
          fits ? static_cast<std::int32_t>(moment.day) : 0;
      return fits;
    }
    std::int64_t value = 0;
    const bool whole = fits && !__builtin_mul_overflow(moment.day, per_day_, &value) &&
                       !__builtin_add_overflow(value, moment.rest, &value);
    if (whole && rules_ != nullptr) {
      const std::int64_t local = FloorDiv(value, per_second_);
      value += (rules_->UtcOf(local) - local) * per_second_;
    }
    out->ResizeValues<std::int64_t>(out->length())[row] = whole ? value : 0;
    return whole;
  }

  void Resize(std::size_t rows, Column* out) const {
    if (date_) {
      out->ResizeValues<std::int32_t>(rows);
    } else {
      out->ResizeValues<std::int64_t>(rows);
    }
  }

 private:
  bool date_;
  std::int64_t per_second_, per_day_;
  std::shared_ptr<const TimeZone> rules_;
};

bool IsMoment(const DataType& type) {
  return type.id == TypeId::kDate || type.id == TypeId::kTimestamp;
}

/// A text that is written out is a date, or a moment when it has a time.
Status ToMoment(CallBinder* call, std::size_t arg) {
  if (call->IsNull(arg)) {
    call->args[arg] =
        call->builder->Null(DataType::Of(TypeId::kDate), call->arg_spans[arg]);
  } else if (call->type(arg).id == TypeId::kString &&
             call->builder->ConstantOf(call->args[arg]) != nullptr) {
    const std::string text(call->builder->ConstantOf(call->args[arg])->text(0));
    const bool day = Trim(text).size() <= 10;
    return call->Convert(
        arg, day ? DataType::Of(TypeId::kDate) : DataType::Timestamp(TimeUnit::kMicro));
  }
  if (IsMoment(call->type(arg))) return {};
  return call->ArgFault(arg, fmt::format("{} takes a date or moment here, this is {}",
                                         call->name, call->type(arg).ToString()));
}

Status ToWhole(CallBinder* call, std::size_t arg) {
  if (call->IsNull(arg)) {
    call->args[arg] =
        call->builder->Null(DataType::Of(TypeId::kInt64), call->arg_spans[arg]);
  }
  if (call->type(arg).id == TypeId::kInt64) return {};
  return call->ArgFault(arg, fmt::format("{} takes a whole number here, this is {}",
                                         call->name, call->type(arg).ToString()));
}

enum class Part : std::uint8_t {
  kMillennium,
  kCentury,
  kDecade,
  kYear,
  kQuarter,
  kMonth,
  kWeek,
  kDay,
  kHour,
  kMinute,
  kSecond,
  kMillisecond,
  kMicrosecond,
  kDow,
  kIsoDow,
  kDoy,
  kIsoYear,
  kEpoch
};
constexpr std::pair<std::string_view, Part> kParts[] = {
    {"century", Part::kCentury},
    {"decade", Part::kDecade},
    {"year", Part::kYear},
    {"quarter", Part::kQuarter},
    {"month", Part::kMonth},
    {"week", Part::kWeek},
    {"day", Part::kDay},
    {"hour", Part::kHour},
    {"minute", Part::kMinute},
    {"second", Part::kSecond},
    {"millisecond", Part::kMillisecond},
    {"microsecond", Part::kMicrosecond},
    {"dow", Part::kDow},
    {"isodow", Part::kIsoDow},
    {"doy", Part::kDoy},
    {"isoyear", Part::kIsoYear},
    {"epoch", Part::kEpoch}};

Result<Part> ReadPart(CallBinder* call, std::size_t arg) {
  RM_ASSIGN_OR_RETURN(const std::string text, call->ConstantText(arg, "the part"));
  std::string name = LowerAscii(text);
  if (name.size() > 1 && name.back() == 's' && name != "days") name.pop_back();
  if (name == "days") name = "day";
  std::vector<std::string> names;
  for (const auto& [known, part] : kParts) {
    if (known == name) return part;
    names.emplace_back(known);
  }
  return call->ArgFault(arg, fmt::format("no part of a date is called '{}'{}",
                                         Printable(text), Suggestion(text, names)));
}

/// Seconds of a part that is a fixed time within a day; 0 for the others.
std::int64_t MicrosOf(Part part) {
  switch (part) {
    case Part::kHour:
      return 3'600 * kMicrosPerSecond;
    case Part::kMinute:
      return 60 * kMicrosPerSecond;
    case Part::kSecond:
      return kMicrosPerSecond;
    case Part::kMillisecond:
      return 1'000;
    case Part::kMicrosecond:
      return 1;
    default:
      return 0;
  }
}
/// Months of a part that is some of them; 0 for the others.
std::int64_t MonthsOf(Part part) {
  switch (part) {
    case Part::kCentury:
      return 1'200;
    case Part::kDecade:
      return 120;
    case Part::kYear:
      return 12;
    case Part::kQuarter:
      return 3;
    case Part::kMonth:
      return 1;
    default:
      return 0;
  }
}

unsigned DaysOfMonth(std::int64_t year, unsigned month) {
  constexpr unsigned kDays[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeapYear(year) ? 29 : kDays[month - 1];
}

/// The same day of another month, or its last one.
std::int64_t AddMonths(std::int64_t day, std::int64_t months) {
  if (months == 0) return day;
  const CivilDate date = CivilFromDays(day);
  const std::int64_t month = date.year * std::int64_t{12} + date.month - 1 + months;
  const std::int64_t year = FloorDiv(month, 12);
  if (year < 1 || year > 9999) return kDayMax + 1;
  const auto of_year = static_cast<unsigned>(month - year * 12 + 1);
  return DaysFromCivil(static_cast<int>(year), of_year,
                       std::min(date.day, DaysOfMonth(year, of_year)));
}

/// The Thursday of the day's ISO week, which its year is that of.
std::int64_t IsoThursday(std::int64_t day) { return day - (WeekdayOf(day) + 6) % 7 + 3; }

std::int64_t PartOf(Part part, const Moment& moment, const Calendar& calendar) {
  const CivilDate date = CivilFromDays(moment.day);
  const std::int64_t second = moment.rest / calendar.per_second();
  switch (part) {
    case Part::kMillennium:
      return FloorDiv(date.year - 1, 1'000) + 1;
    case Part::kCentury:
      return FloorDiv(date.year - 1, 100) + 1;
    case Part::kDecade:
      return FloorDiv(date.year, 10);
    case Part::kYear:
      return date.year;
    case Part::kQuarter:
      return (date.month + 2) / 3;
    case Part::kMonth:
      return date.month;
    case Part::kWeek: {
      const std::int64_t thursday = IsoThursday(moment.day);
      return (DayOfYear(CivilFromDays(thursday)) - 1) / 7 + 1;
    }
    case Part::kDay:
      return date.day;
    case Part::kHour:
      return second / 3'600;
    case Part::kMinute:
      return second / 60 % 60;
    case Part::kSecond:
      return second % 60;
    case Part::kMillisecond:
    case Part::kMicrosecond: {
      const std::int64_t per = part == Part::kMillisecond ? 1'000 : kMicrosPerSecond;
      const std::int64_t units = moment.rest % (60 * calendar.per_second());
      return calendar.per_second() >= per ? units / (calendar.per_second() / per)
                                          : units * (per / calendar.per_second());
    }
    case Part::kDow:
      return WeekdayOf(moment.day);
    case Part::kIsoDow:
      return (WeekdayOf(moment.day) + 6) % 7 + 1;
    case Part::kDoy:
      return DayOfYear(date);
    case Part::kIsoYear:
      return CivilFromDays(IsoThursday(moment.day)).year;
    case Part::kEpoch:
      return moment.day * kSecondsPerDay + second;
  }
  return 0;
}

Result<int> BindPart(CallBinder* call) {
  RM_ASSIGN_OR_RETURN(const Part part, ReadPart(call, 0));
  RM_RETURN_IF_ERROR(ToMoment(call, 1));
  call->args.erase(call->args.begin());
  DataType type = call->type(0);
  // Seconds since 1970 are the same in every zone.
  if (part == Part::kEpoch) type.rules = nullptr;
  ColumnFacts facts;
  if (part == Part::kYear || part == Part::kIsoYear) {
    facts.min = 0;
    facts.max = 10'000;
  } else if (part != Part::kEpoch) {
    facts.min = 0;
    facts.max = 60 * kMicrosPerSecond;
  }
  return call->Call(
      DataType::Of(TypeId::kInt64), facts,
      {.key = fmt::format("{}", static_cast<int>(part))},
      [part, calendar = Calendar(type)](const KernelCall& c, Column* out) {
        auto* values = out->ResizeValues<std::int64_t>(c.rows);
        for (std::size_t i = 0; i < c.rows; ++i) {
          values[i] =
              c.IsActive(i) ? PartOf(part, calendar.At(*c.args[0], i), calendar) : 0;
        }
      });
}

Result<int> BindEpoch(CallBinder* call) {
  RM_RETURN_IF_ERROR(ToMoment(call, 0));
  return call->Other("date_part",
                     {call->builder->Text("epoch", call->span), call->args[0]});
}

/// One moment per row from that of argument `arg`: change(c, row, &moment).
template <typename Change>
Result<int> MomentCall(CallBinder* call, std::size_t arg, std::string key,
                       Change change) {
  const DataType type = call->type(arg);
  return call->Call(
      type, {}, {.can_fail = true, .key = std::move(key)},
      [arg, change, calendar = Calendar(type)](const KernelCall& c, Column* out) {
        calendar.Resize(c.rows, out);
        for (std::size_t i = 0; i < c.rows; ++i) {
          Moment moment;
          if (c.IsActive(i)) {
            moment = calendar.At(*c.args[arg], RowOf(c, arg, i));
            change(c, i, calendar, &moment);
          }
          if (!calendar.Put(moment, out, i)) c.errors->Add(i, kOutOfYears);
        }
      });
}

Result<int> BindTrunc(CallBinder* call) {
  RM_ASSIGN_OR_RETURN(const Part part, ReadPart(call, 0));
  const bool known = MonthsOf(part) > 0 || MicrosOf(part) > 0 || part == Part::kDay ||
                     part == Part::kWeek;
  if (!known) return call->ArgFault(0, "a date is not cut to this part");
  RM_RETURN_IF_ERROR(ToMoment(call, 1));
  call->args.erase(call->args.begin());
  return MomentCall(
      call, 0, fmt::format("{}", static_cast<int>(part)),
      [part](const KernelCall&, std::size_t, const Calendar& calendar, Moment* moment) {
        if (const std::int64_t micros = MicrosOf(part); micros > 0) {
          const __int128 units =
              static_cast<__int128>(micros) * calendar.per_second() / kMicrosPerSecond;
          if (units > 1) moment->rest -= moment->rest % static_cast<std::int64_t>(units);
          return;
        }
        moment->rest = 0;
        if (part == Part::kDay) return;
        if (part == Part::kWeek) {
          moment->day -= (WeekdayOf(moment->day) + 6) % 7;
          return;
        }
        const CivilDate date = CivilFromDays(moment->day);
        const auto months = static_cast<unsigned>(MonthsOf(part));
        if (months >= 12) {
          const auto years = static_cast<int>(months / 12);
          // Centuries begin with the year 1, decades with 0.
          const int first = part == Part::kCentury ? (date.year - 1) / years * years + 1
                                                   : date.year / years * years;
          moment->day = DaysFromCivil(std::max(first, 1), 1, 1);
        } else {
          moment->day =
              DaysFromCivil(date.year, (date.month - 1) / months * months + 1, 1);
        }
      });
}

Result<int> BindLastDay(CallBinder* call) {
  RM_RETURN_IF_ERROR(ToMoment(call, 0));
  return MomentCall(call, 0, "date",
                    [](const KernelCall&, std::size_t, const Calendar&, Moment* moment) {
                      const CivilDate date = CivilFromDays(moment->day);
                      moment->rest = 0;
                      moment->day += DaysOfMonth(date.year, date.month) - date.day;
                    });
}

/// Adds what does not turn into each other: months, then days, then time.
void AddTo(Moment* moment, const Calendar& calendar, std::int64_t months,
           std::int64_t days, __int128 units) {
  moment->day = AddMonths(moment->day, months);
  const __int128 rest = moment->rest + units;
  const __int128 per_day = calendar.per_day();
  __int128 whole = rest / per_day;
  if (rest % per_day < 0) --whole;
  moment->rest = static_cast<std::int64_t>(rest - whole * per_day);
  const __int128 day = static_cast<__int128>(moment->day) + days + whole;
  moment->day =
      day > kDayMax || day < kDayMin ? kDayMax + 1 : static_cast<std::int64_t>(day);
}

/// date_add(x, n, part): a date stays one, unless hours and less are added.
Result<int> BindAdd(CallBinder* call) {
  RM_RETURN_IF_ERROR(ToMoment(call, 0));
  RM_RETURN_IF_ERROR(ToWhole(call, 1));
  RM_ASSIGN_OR_RETURN(const Part part, ReadPart(call, 2));
  const std::int64_t months = MonthsOf(part), micros = MicrosOf(part);
  const std::int64_t days = part == Part::kDay ? 1 : part == Part::kWeek ? 7 : 0;
  if (months == 0 && micros == 0 && days == 0) {
    return call->ArgFault(2, "there is no time of this part");
  }
  if (micros > 0 && call->type(0).id == TypeId::kDate) {
    RM_RETURN_IF_ERROR(call->Convert(0, DataType::Timestamp(TimeUnit::kMicro)));
  }
  const std::int64_t per_second = Calendar(call->type(0)).per_second();
  if (micros > 0 && per_second * micros < kMicrosPerSecond) {
    return call->ArgFault(
        0, fmt::format("{} has no time as small as this part", call->type(0).ToString()));
  }
  call->args.pop_back();
  return MomentCall(
      call, 0, fmt::format("{}", static_cast<int>(part)),
      [months, days, micros](const KernelCall& c, std::size_t row,
                             const Calendar& calendar, Moment* moment) {
        constexpr std::int64_t kMost = 4'000'000;  // days of more than 10,000 years
        const std::int64_t n = c.args[1]->values<std::int64_t>()[RowOf(c, 1, row)];
        const std::int64_t some = std::clamp(n, -kMost, kMost);
        const __int128 units =
            static_cast<__int128>(micros) * calendar.per_second() / kMicrosPerSecond * n;
        AddTo(moment, calendar, months * some, days * some, units);
      });
}

/// How often the part's clock goes on from a to b.
Result<int> BindDiff(CallBinder* call) {
  RM_ASSIGN_OR_RETURN(const Part part, ReadPart(call, 0));
  const std::int64_t months = MonthsOf(part), micros = MicrosOf(part);
  if (months == 0 && micros == 0 && part != Part::kDay && part != Part::kWeek) {
    return call->ArgFault(0, "there is no time of this part");
  }
  RM_RETURN_IF_ERROR(ToMoment(call, 1));
  RM_RETURN_IF_ERROR(ToMoment(call, 2));
  call->args.erase(call->args.begin());
  call->arg_spans.erase(call->arg_spans.begin());
  RM_ASSIGN_OR_RETURN(const DataType type, call->Unify());
  auto place = [part, months, micros](const Moment& moment,
                                      const Calendar& calendar) -> __int128 {
    if (part == Part::kDay) return moment.day;
    if (part == Part::kWeek) return FloorDiv(moment.day + 3, 7);
    if (months > 0) {
      const CivilDate date = CivilFromDays(moment.day);
      return FloorDiv(date.year * std::int64_t{12} + date.month - 1, months);
    }
    const __int128 all =
        static_cast<__int128>(moment.day) * calendar.per_day() + moment.rest;
    const __int128 scaled = all * kMicrosPerSecond;
    const __int128 unit = static_cast<__int128>(micros) * calendar.per_second();
    return scaled / unit - (scaled % unit < 0 ? 1 : 0);
  };
  return call->Call(
      DataType::Of(TypeId::kInt64), {},
      {.key = fmt::format("{}", static_cast<int>(part))},
      [place, calendar = Calendar(type)](const KernelCall& c, Column* out) {
        auto* values = out->ResizeValues<std::int64_t>(c.rows);
        for (std::size_t i = 0; i < c.rows; ++i) {
          values[i] = 0;
          if (!c.IsActive(i)) continue;
          const Moment a = calendar.At(*c.args[0], RowOf(c, 0, i));
          const Moment b = calendar.At(*c.args[1], RowOf(c, 1, i));
          values[i] = static_cast<std::int64_t>(place(b, calendar) - place(a, calendar));
        }
      });
}

/// Whole years from the birth to a day, by default that of the run's moment.
Result<int> BindAge(CallBinder* call) {
  if (call->size() == 1) {
    call->args.push_back(call->builder->Value(
        DataType::Of(TypeId::kDate),
        static_cast<std::int32_t>(FloorDiv(call->context.now, kMicrosPerDay)),
        call->span));
    call->arg_spans.push_back(call->span);
  }
  for (std::size_t i = 0; i < 2; ++i) {
    RM_RETURN_IF_ERROR(ToMoment(call, i));
    RM_ASSIGN_OR_RETURN(
        call->args[i], CastNode(call->builder, call->args[i], DataType::Of(TypeId::kDate),
                                call->arg_spans[i]));
  }
  ColumnFacts facts;
  facts.min = -9'999;
  facts.max = 9'999;
  return call->Call(
      DataType::Of(TypeId::kInt64), facts, {.key = "date"},
      [](const KernelCall& c, Column* out) {
        auto* values = out->ResizeValues<std::int64_t>(c.rows);
        for (std::size_t i = 0; i < c.rows; ++i) {
          const CivilDate from =
              CivilFromDays(c.args[0]->values<std::int32_t>()[RowOf(c, 0, i)]);
          const CivilDate to =
              CivilFromDays(c.args[1]->values<std::int32_t>()[RowOf(c, 1, i)]);
          const bool before =
              to.month < from.month || (to.month == from.month && to.day < from.day);
          values[i] = to.year - from.year - (before ? 1 : 0);
        }
      });
}

Result<int> BindMakeDate(CallBinder* call) {
  for (std::size_t i = 0; i < 3; ++i) RM_RETURN_IF_ERROR(ToWhole(call, i));
  return call->Call(
      DataType::Of(TypeId::kDate), {}, {.can_fail = true, .key = "date"},
      [](const KernelCall& c, Column* out) {
        auto* values = out->ResizeValues<std::int32_t>(c.rows);
        for (std::size_t i = 0; i < c.rows; ++i) {
          std::int64_t parts[3];
          for (std::size_t k = 0; k < 3; ++k) {
            parts[k] = c.args[k]->values<std::int64_t>()[RowOf(c, k, i)];
          }
          const auto [year, month, day] = parts;
          const bool fine = year >= 1 && year <= 9999 && month >= 1 && month <= 12 &&
                            day >= 1 &&
                            day <= DaysOfMonth(year, static_cast<unsigned>(month));
          values[i] = fine ? static_cast<std::int32_t>(DaysFromCivil(
                                 static_cast<int>(year), static_cast<unsigned>(month),
                                 static_cast<unsigned>(day)))
                           : 0;
          if (!fine) {
            c.errors->Add(i, fmt::format("there is no day {}-{}-{}", year, month, day));
          }
        }
      });
}

Result<int> BindToTimestamp(CallBinder* call) {
  RM_RETURN_IF_ERROR(ToWhole(call, 0));
  return call->Call(DataType::Timestamp(TimeUnit::kMicro, "UTC"), {},
                    {.can_fail = true, .key = "us"},
                    [](const KernelCall& c, Column* out) {
                      const auto* in = c.args[0]->values<std::int64_t>();
                      auto* values = out->ResizeValues<std::int64_t>(c.rows);
                      for (std::size_t i = 0; i < c.rows; ++i) {
                        const std::int64_t day = FloorDiv(in[i], kSecondsPerDay);
                        const bool fits = day >= kDayMin && day <= kDayMax;
                        values[i] = fits ? in[i] * kMicrosPerSecond : 0;
                        if (!fits) c.errors->Add(i, kOutOfYears);
                      }
                    });
}

/// By the patterns of the modifier `format`: %Y-%m for dates, .2f for numbers.
Result<int> BindToChar(CallBinder* call) {
  RM_ASSIGN_OR_RETURN(const std::string pattern, call->ConstantText(1, "the format"));
  call->args.pop_back();
  const DataType type = call->type(0);
  const LocaleForms forms;
  const KernelTraits traits{.key = pattern};
  const DataType text = DataType::Of(TypeId::kString);
  if (IsMoment(type)) {
    Result<TimeFormat> format = TimeFormat::Parse(pattern, type, forms);
    if (!format) return call->ArgFault(1, format.error().message);
    if (format->uses_locale()) {
      return call->ArgFault(1, "names by the locale are not built yet in formulas");
    }
    ColumnFacts facts;
    facts.bytes_max = static_cast<std::uint32_t>(format->bytes_max());
    facts.plain_text = format->plain();
    return call->Call(
        text, facts, traits,
        [format = std::make_shared<const TimeFormat>(std::move(*format)),
         date = type.id == TypeId::kDate](const KernelCall& c, Column* out) {
          TextWriter writer(out, c.rows, format->bytes_max());
          for (std::size_t i = 0; i < c.rows; ++i) {
            if (c.IsActive(i) && c.args[0]->IsValid(i)) {
              const std::int64_t value = date ? c.args[0]->values<std::int32_t>()[i]
                                              : c.args[0]->values<std::int64_t>()[i];
              char* at = writer.Room(format->bytes_max());
              writer.SetEnd(format->Format(value, at));
            }
            writer.EndRow();
          }
        });
  }
  const bool real = type.id == TypeId::kDouble;
  if (!real && type.id != TypeId::kInt64 && type.id != TypeId::kDecimal) {
    return call->ArgFault(0, fmt::format("to_char takes numbers, dates and moments, this "
                                         "is {}",
                                         type.ToString()));
  }
  Result<NumberFormat> format = NumberFormat::Parse(pattern, type, forms);
  if (!format) return call->ArgFault(1, format.error().message);
  if (format->uses_locale()) {
    return call->ArgFault(1, "digits by the locale are not built yet in formulas");
  }
  ColumnFacts facts;
  facts.bytes_max = static_cast<std::uint32_t>(format->bytes_max());
  facts.plain_text = format->plain();
  return call->Call(
      text, facts, traits,
      [format = std::make_shared<const NumberFormat>(std::move(*format)), real,
       decimal = type.id == TypeId::kDecimal](const KernelCall& c, Column* out) {
        TextWriter writer(out, c.rows, 24);
        for (std::size_t i = 0; i < c.rows; ++i) {
          char* at = writer.Room(format->bytes_max());
          if (real) {
            at = format->Real(c.args[0]->values<double>()[i], at);
          } else {
            const std::int64_t value = c.args[0]->values<std::int64_t>()[i];
            const auto magnitude = static_cast<std::uint64_t>(value);
            at = decimal ? format->Decimal(value, at)
                         : format->Whole(value < 0 ? 0 - magnitude : magnitude, value < 0,
                                         at);
          }
          writer.SetEnd(at);
          writer.EndRow();
        }
      });
}

}  // namespace

Result<int> AddInterval(CallBinder* call, const Interval& interval, bool minus) {
  RM_RETURN_IF_ERROR(ToMoment(call, 0));
  if (interval.micros != 0 && call->type(0).id == TypeId::kDate) {
    RM_RETURN_IF_ERROR(call->Convert(0, DataType::Timestamp(TimeUnit::kMicro)));
  }
  const std::int64_t per_second = Calendar(call->type(0)).per_second();
  const __int128 scaled = static_cast<__int128>(interval.micros) * per_second;
  if (scaled % kMicrosPerSecond != 0) {
    return call->Fault(fmt::format("{} has no time as small as in the interval",
                                   call->type(0).ToString()));
  }
  const std::int64_t sign = minus ? -1 : 1;
  const __int128 units = scaled / kMicrosPerSecond * sign;
  return MomentCall(
      call, 0,
      fmt::format("{} {} {} {}", sign, interval.months, interval.days, interval.micros),
      [interval, sign, units](const KernelCall&, std::size_t, const Calendar& calendar,
                              Moment* moment) {
        AddTo(moment, calendar, sign * interval.months, sign * interval.days, units);
      });
}

std::vector<FunctionInfo> DateFunctions() {
  constexpr std::string_view kFamily = "dates";
  return {
      {"date_part", kFamily, "date_part(part, x)",
       "A part of a date or moment: century decade year quarter month week day hour "
       "minute "
       "second millisecond microsecond dow isodow doy isoyear epoch; also extract(part "
       "from x).",
       "date_part('week', date '2024-12-30')", "1", 2, 2, BindPart},
      {"date_trunc", kFamily, "date_trunc(part, x)",
       "The beginning of x's year, month, ...",
       "date_trunc('quarter', date '2024-05-31')", "2024-04-01", 2, 2, BindTrunc},
      {"date_add", kFamily, "date_add(x, n, part)",
       "x and n parts more; also x + interval '2 days'. Days that a month has not become "
       "its last.",
       "date_add(date '2024-01-31', 1, 'month')", "2024-02-29", 3, 3, BindAdd},
      {"date_diff", kFamily, "date_diff(part, a, b)",
       "How many beginnings of the part lie between a and b.",
       "date_diff('month', date '2024-01-31', date '2024-03-01')", "2", 3, 3, BindDiff},
      {"age", kFamily, "age(birth, at)", "Whole years; at is the run's day by default.",
       "age(date '2000-03-01', date '2024-02-29')", "23", 1, 2, BindAge},
      {"last_day", kFamily, "last_day(x)", "The last day of x's month.",
       "last_day(date '2024-02-10')", "2024-02-29", 1, 1, BindLastDay},
      {"make_date", kFamily, "make_date(year, month, day)", "A date from its parts.",
       "make_date(2024, 2, 29)", "2024-02-29", 3, 3, BindMakeDate},
      {"epoch", kFamily, "epoch(x)", "Whole seconds since 1970-01-01 in UTC.",
       "epoch(date '1970-01-02')", "86400", 1, 1, BindEpoch},
      {"to_timestamp", kFamily, "to_timestamp(seconds)",
       "The moment so many seconds after 1970-01-01 in UTC.",
       "epoch(to_timestamp(86400))", "86400", 1, 1, BindToTimestamp},
      {"to_char", kFamily, "to_char(x, format)",
       "A number, date or moment as text, by the patterns of the modifier `format`.",
       "to_char(date '2024-02-29', '%d.%m.%y')", "29.02.24", 2, 2, BindToChar},
  };
}

}  // namespace rowmill
