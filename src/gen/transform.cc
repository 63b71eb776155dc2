#include "gen/transform.h"

#include <map>

#include "gen/wrapped.h"
#include "value/text_facts.h"

namespace rowmill {

namespace {

void CopyValidity(const Column& from, Column* to) {
  if (!from.has_nulls()) return;
  std::memcpy(to->MakeValidity(), from.validity(), (from.length() + 7) / 8);
}

/// Runs the function over every batch.
class DirectTransform final : public WrappedGenerator {
 public:
  DirectTransform(std::unique_ptr<Generator> inner, DataType type, ColumnFacts facts,
                  ColumnFunction function)
      : WrappedGenerator(std::move(inner)), function_(std::move(function)) {
    type_ = std::move(type);
    facts_ = std::move(facts);
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    ScratchColumn scratch(call.scratch);
    RM_RETURN_IF_ERROR(wrapped().Generate(call, scratch.get()));
    out->Reset(type_);
    function_(*scratch.get(), out);
    CopyValidity(*scratch.get(), out);
    return {};
  }

 private:
  ColumnFunction function_;
};

/// Entries without repetitions, and where each old entry went.
struct Distinct {
  std::shared_ptr<Dictionary> entries;
  std::vector<std::int32_t> place;
  bool changed = false;
};

Distinct MakeDistinct(Dictionary mapped) {
  Distinct distinct;
  if (!mapped.type().is_text_layout()) {
    // Casts of numbers and dates never make two values equal.
    distinct.entries = std::make_shared<Dictionary>(std::move(mapped));
    return distinct;
  }
  distinct.entries = std::make_shared<Dictionary>(mapped.type());
  std::map<std::string_view, std::int32_t> seen;
  for (std::size_t i = 0; i < mapped.length(); ++i) {
    auto [found, added] =
        seen.emplace(mapped.text(i), static_cast<std::int32_t>(seen.size()));
    if (added) distinct.entries->AppendText(mapped.text(i));
    distinct.place.push_back(found->second);
    distinct.changed = distinct.changed || !added;
  }
  return distinct;
}

/// Rows are indices into entries that the function made once.
class DictionaryTransform final : public WrappedGenerator {
 public:
  /// `base`: the inner value of entry 0 when the inner column holds whole numbers.
  DictionaryTransform(std::unique_ptr<Generator> inner, Distinct distinct,
                      std::optional<std::int64_t> base)
      : WrappedGenerator(std::move(inner)), distinct_(std::move(distinct)), base_(base) {
    type_ = distinct_.entries->type();
    facts_ = FactsOfEntries(distinct_.entries);
    facts_.nullable = wrapped().facts().nullable;
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    ScratchColumn scratch(call.scratch);
    const Column& in = *scratch.get();
    RM_RETURN_IF_ERROR(wrapped().Generate(call, scratch.get()));
    out->Reset(type_);
    out->set_dictionary(distinct_.entries);
    std::int32_t* indices = out->ResizeValues<std::int32_t>(in.length());
    if (base_) {
      SubtractBase(in, indices);
      if (distinct_.changed) {
        for (std::size_t i = 0; i < in.length(); ++i) {
          indices[i] = distinct_.place[static_cast<std::size_t>(indices[i])];
        }
      }
    } else if (distinct_.changed) {
      for (std::size_t i = 0; i < in.length(); ++i) {
        indices[i] = distinct_.place[static_cast<std::size_t>(in.index(i))];
      }
    } else if (in.length() > 0) {
      std::memcpy(indices, in.values<std::int32_t>(), in.length() * sizeof(std::int32_t));
    }
    CopyValidity(in, out);
    return {};
  }

 private:
  template <typename T>
  void Subtract(const Column& in, std::int32_t* indices) const {
    const T* values = in.values<T>();
    const T base = static_cast<T>(*base_);
    for (std::size_t i = 0; i < in.length(); ++i) {
      indices[i] = static_cast<std::int32_t>(static_cast<std::uint32_t>(values[i]) -
                                             static_cast<std::uint32_t>(base));
    }
  }
  void SubtractBase(const Column& in, std::int32_t* indices) const {
    // Differences are below 2^16, so 32 bits of each side are enough; signs of narrow
    // types must be kept.
    switch (in.type().fixed_width()) {
      case 1:
        return in.type().is_unsigned() ? Subtract<std::uint8_t>(in, indices)
                                       : Subtract<std::int8_t>(in, indices);
      case 2:
        return in.type().is_unsigned() ? Subtract<std::uint16_t>(in, indices)
                                       : Subtract<std::int16_t>(in, indices);
      case 4:
        return Subtract<std::uint32_t>(in, indices);
      default:
        return Subtract<std::uint64_t>(in, indices);
    }
  }

  Distinct distinct_;
  std::optional<std::int64_t> base_;
};

template <typename T>
void FillEntries(std::int64_t min, std::size_t count, Column* out) {
  T* values = out->ResizeValues<T>(count);
  for (std::size_t i = 0; i < count; ++i) {
    values[i] = static_cast<T>(min + static_cast<std::int64_t>(i));
  }
}

/// Every value from min on, in the layout of `type`.
Column EntriesFrom(const DataType& type, std::int64_t min, std::size_t count) {
  Column column(type);
  switch (type.fixed_width()) {
    case 1:
      FillEntries<std::uint8_t>(min, count, &column);
      break;
    case 2:
      FillEntries<std::uint16_t>(min, count, &column);
      break;
    case 4:
      FillEntries<std::uint32_t>(min, count, &column);
      break;
    default:
      FillEntries<std::uint64_t>(min, count, &column);
      break;
  }
  return column;
}

bool HasSmallDomain(const Generator& inner) {
  const ColumnFacts& facts = inner.facts();
  return facts.min && facts.max && inner.type().id != TypeId::kFloat &&
         static_cast<std::uint64_t>(*facts.max) - static_cast<std::uint64_t>(*facts.min) <
             kSmallDomain;
}

}  // namespace

std::unique_ptr<Generator> MakeTransform(std::unique_ptr<Generator> inner, DataType type,
                                         ColumnFacts facts, ColumnFunction function) {
  Dictionary mapped(type);
  std::optional<std::int64_t> base;
  if (inner->facts().dictionary != nullptr) {
    function(*inner->facts().dictionary, &mapped);
  } else if (type.id == TypeId::kString && HasSmallDomain(*inner)) {
    base = inner->facts().min;
    std::size_t count =
        static_cast<std::size_t>(static_cast<std::uint64_t>(*inner->facts().max) -
                                 static_cast<std::uint64_t>(*base) + 1);
    function(EntriesFrom(inner->type(), *base, count), &mapped);
  } else {
    facts.nullable = inner->facts().nullable;
    facts.dictionary = nullptr;
    return std::make_unique<DirectTransform>(std::move(inner), std::move(type),
                                             std::move(facts), std::move(function));
  }
  Distinct distinct = MakeDistinct(std::move(mapped));
  return std::make_unique<DictionaryTransform>(std::move(inner), std::move(distinct),
                                               base);
}

}  // namespace rowmill
