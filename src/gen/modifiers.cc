#include "gen/modifiers.h"

#include <fmt/format.h>

#include "base/check.h"
#include "base/text.h"
#include "draw/stream.h"
#include "gen/format_modifier.h"
#include "gen/transform.h"
#include "gen/wrapped.h"
#include "value/case_style.h"
#include "value/text_facts.h"

namespace rowmill {

namespace {

/// Some rows become null; the values are those without it.
class NullRate final : public WrappedGenerator {
 public:
  NullRate(std::unique_ptr<Generator> inner, DrawKey key, double rate)
      : WrappedGenerator(std::move(inner)), key_(key), rate_(rate) {
    type_ = wrapped().type();
    facts_ = wrapped().facts();
    facts_.nullable = true;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    RM_RETURN_IF_ERROR(wrapped().Generate(call, out));
    const std::size_t bytes = (call.rows.size() + 7) / 8;
    call.scratch->spare.Resize(bytes);
    std::uint8_t* hits = call.scratch->spare.data();
    FillBernoulli(key_, call.rows, rate_, hits);
    for (std::size_t i = 0; i < bytes; ++i) hits[i] = static_cast<std::uint8_t>(~hits[i]);
    out->AddNulls(hits);
    return {};
  }

 private:
  DrawKey key_;
  double rate_;
};

void AddAffixes(const std::string& prefix, const std::string& suffix, const Column& in,
                Column* out) {
  std::int32_t* offsets = out->ResizeOffsets(in.length());
  out->bytes().Clear();
  if (in.length() == 0) return;
  const std::int32_t* from = in.offsets();
  out->bytes().Reserve(static_cast<std::size_t>(from[in.length()]) +
                       in.length() * (prefix.size() + suffix.size()));
  for (std::size_t i = 0; i < in.length(); ++i) {
    out->bytes().Append(prefix);
    out->bytes().Append(in.text(i));
    out->bytes().Append(suffix);
    offsets[i + 1] = static_cast<std::int32_t>(out->bytes().size());
  }
}

ColumnFacts AffixedFacts(const ColumnFacts& inner, const std::string& prefix,
                         const std::string& suffix) {
  ColumnFacts facts = inner;
  std::uint32_t more = static_cast<std::uint32_t>(prefix.size() + suffix.size());
  facts.bytes_min += more;
  if (facts.bytes_max <= UINT32_MAX - more) facts.bytes_max += more;
  facts.plain_text = inner.plain_text && HasOnlyPlainCharacters(prefix) &&
                     HasOnlyPlainCharacters(suffix) &&
                     (prefix.empty() || prefix.front() != ' ') &&
                     (suffix.empty() || suffix.back() != ' ');
  facts.ascending = false;
  return facts;
}

class Applier {
 public:
  Applier(const Modifiers& modifiers, const TypeContext& context, const Field& field,
          Faults* faults, bool localized)
      : modifiers_(modifiers),
        context_(context),
        field_(field),
        faults_(faults),
        localized_(localized) {}

  std::unique_ptr<Generator> Apply(std::unique_ptr<Generator> made) {
    const std::size_t before = faults_->errors().size();
    made = ApplyAs(std::move(made));
    if (made != nullptr && !modifiers_.format.empty()) {
      made = Format(std::move(made));
    }
    if (made == nullptr) return nullptr;
    CheckText(*made);
    CheckLocale();
    CheckNullRate();
    if (faults_->errors().size() != before) return nullptr;
    made = ApplyText(std::move(made));
    if (modifiers_.null_rate > 0) {
      made = std::make_unique<NullRate>(std::move(made), context_.draws.Key("null"),
                                        modifiers_.null_rate);
    }
    return made;
  }

 private:
  void Fault(std::string_view option, std::string message) {
    faults_->Add(field_.Fault(option, std::move(message)));
  }

  std::unique_ptr<Generator> ApplyAs(std::unique_ptr<Generator> made) {
    if (!modifiers_.as || made->type() == *modifiers_.as) return made;
    if (modifiers_.unique && made->type().id == TypeId::kTimestamp &&
        modifiers_.as->id == TypeId::kDate) {
      Fault("as", "as: date could make unique timestamps alike");
      return nullptr;
    }
    std::string reason;
    std::unique_ptr<Generator> cast = CastTo(std::move(made), *modifiers_.as, &reason);
    if (cast == nullptr) {
      Fault("as", fmt::format("as: {} of field '{}' is not possible: {}",
                              modifiers_.as->ToString(), field_.name, reason));
    }
    return cast;
  }

  std::unique_ptr<Generator> Format(std::unique_ptr<Generator> made) {
    LocaleForms forms;
    if (context_.dictionaries != nullptr) {
      Result<LocaleForms> found = FindLocale(*context_.dictionaries, context_.locale);
      // An unknown locale is the planner's to tell, once; the format is read all the
      // same.
      if (!found) found = FindLocale(*context_.dictionaries, "en-US");
      if (found) forms = *found;
    }
    Result<Formatted> formatted =
        ApplyFormat(std::move(made), modifiers_.format, forms, modifiers_.unique);
    if (!formatted) {
      Fault("format",
            fmt::format("format '{}' of field '{}': {}", Printable(modifiers_.format),
                        field_.name, formatted.error().message));
      return nullptr;
    }
    localized_ = localized_ || formatted->uses_locale;
    return std::move(formatted->generator);
  }

  void CheckLocale() {
    if (modifiers_.locale.empty() || localized_) return;
    Fault("locale",
          fmt::format("locale: {} of field '{}' changes nothing: neither its source nor "
                      "a format depends on it",
                      modifiers_.locale, field_.name));
  }

  void CheckText(const Generator& made) {
    const bool is_text = made.type().id == TypeId::kString;
    auto check = [&](std::string_view name, const std::string& value) {
      if (!value.empty() && !is_text) {
        Fault(name, fmt::format("{} needs a text column, '{}' is {} (add as: string)",
                                name, field_.name, made.type().ToString()));
      } else if (!IsUtf8(value) || value.size() > limits::kTextBytesMax) {
        Fault(name, fmt::format("{} is not UTF-8 or too long", name));
      }
    };
    check("prefix", modifiers_.prefix);
    check("suffix", modifiers_.suffix);
    check("case_style", modifiers_.case_style);
    if (modifiers_.unique && !modifiers_.case_style.empty()) {
      Fault("case_style", fmt::format("case_style: {} could make unique texts alike",
                                      modifiers_.case_style));
    }
    const std::string& style = modifiers_.case_style;
    if (!style.empty() && !FindCaseStyle(style)) {
      Fault("case_style",
            fmt::format("case_style is one of lower, upper, title, not '{}'", style));
    }
  }

  void CheckNullRate() {
    if (!(modifiers_.null_rate >= 0 && modifiers_.null_rate <= 1)) {
      Fault("null_rate",
            fmt::format("null_rate is not between 0 and 1: {}", modifiers_.null_rate));
    }
  }

  std::unique_ptr<Generator> ApplyText(std::unique_ptr<Generator> made) {
    const DataType text = DataType::Of(TypeId::kString);
    if (!modifiers_.case_style.empty()) {
      const ColumnFacts facts = CasedFacts(made->facts());
      made = MakeTransform(
          std::move(made), text, facts,
          [style = *FindCaseStyle(modifiers_.case_style)](const Column& in, Column* out) {
            ApplyCase(style, in, out);
          });
    }
    if (!modifiers_.prefix.empty() || !modifiers_.suffix.empty()) {
      ColumnFacts facts =
          AffixedFacts(made->facts(), modifiers_.prefix, modifiers_.suffix);
      made = MakeTransform(
          std::move(made), text, facts,
          [prefix = modifiers_.prefix, suffix = modifiers_.suffix](
              const Column& in, Column* out) { AddAffixes(prefix, suffix, in, out); });
    }
    return made;
  }

  const Modifiers& modifiers_;
  const TypeContext& context_;
  const Field& field_;
  Faults* faults_;
  bool localized_;
};

}  // namespace

std::unique_ptr<Generator> ApplyModifiers(std::unique_ptr<Generator> source,
                                          const Modifiers& modifiers,
                                          const TypeContext& context, const Field& field,
                                          Faults* faults, bool localized) {
  RM_CHECK(source != nullptr);
  return Applier(modifiers, context, field, faults, localized).Apply(std::move(source));
}

}  // namespace rowmill
