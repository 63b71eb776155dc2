// Cutting, searching and padding of texts. Positions are those of SQL: characters (code
// points), the first one is 1.
#include <fmt/format.h>

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "expr/convert.h"
#include "expr/function.h"
#include "expr/kernels.h"
#include "value/text_writer.h"

namespace rowmill {

namespace {

const DataType kText = DataType::Of(TypeId::kString);
constexpr std::string_view kTooLong = "the text is longer than 16 MiB";

bool GoesOn(char byte) { return (byte & 0xC0) == 0x80; }

std::int64_t CountOf(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return !GoesOn(c); });
}

/// Where character `index` (from 0) begins, or the end of the text.
std::size_t ByteOf(std::string_view text, std::int64_t index) {
  std::size_t at = 0;
  for (; at < text.size() && index > 0; --index) {
    ++at;
    while (at < text.size() && GoesOn(text[at])) ++at;
  }
  return at;
}

/// Characters [first, last) of the text, as far as it has them.
std::string_view Slice(std::string_view text, std::int64_t first, std::int64_t last) {
  first = std::max<std::int64_t>(first, 0);
  if (last <= first) return {};
  const std::size_t begin = ByteOf(text, first);
  return text.substr(begin, ByteOf(text.substr(begin), last - first));
}

/// The type of each argument: t for texts, n for whole numbers.
Status CheckArgs(CallBinder* call, std::string_view kinds) {
  for (std::size_t i = 0; i < call->size(); ++i) {
    const bool text = kinds[std::min(i, kinds.size() - 1)] == 't';
    const DataType wanted = text ? kText : DataType::Of(TypeId::kInt64);
    if (call->IsNull(i)) {
      call->args[i] = call->builder->Null(wanted, call->arg_spans[i]);
    } else if (call->type(i) != wanted) {
      return call->ArgFault(
          i, fmt::format("{} takes a {} here, this is {}", call->name,
                         text ? "text" : "whole number", call->type(i).ToString()));
    }
  }
  return {};
}

std::string_view TextAt(const KernelCall& call, std::size_t arg, std::size_t row) {
  return call.args[arg]->text(RowOf(call, arg, row));
}
std::int64_t WholeAt(const KernelCall& call, std::size_t arg, std::size_t row) {
  return call.args[arg]->values<std::int64_t>()[RowOf(call, arg, row)];
}

/// One text per row, which write(row, writer) puts together.
template <typename Write>
Result<int> TextCall(CallBinder* call, ColumnFacts facts, bool can_fail, Write write) {
  return call->Call(kText, std::move(facts), {.can_fail = can_fail, .key = "text"},
                    [write](const KernelCall& c, Column* out) {
                      TextWriter writer(out, c.rows, 16);
                      for (std::size_t i = 0; i < c.rows; ++i) {
                        const std::size_t before = writer.size();
                        if (c.IsActive(i)) write(c, i, &writer);
                        EndText(c, i, before, &writer);
                      }
                    });
}

/// Of texts that are cut: not longer than before.
ColumnFacts CutFacts(const CallBinder& call) {
  ColumnFacts facts;
  facts.bytes_max = call.facts(0).bytes_max;
  return facts;
}

Result<int> BindSubstr(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckArgs(call, "tnn"));
  const bool open = call->size() == 2;
  return TextCall(call, CutFacts(*call), true,
                  [open](const KernelCall& c, std::size_t row, TextWriter* out) {
                    constexpr std::int64_t kMost = limits::kTextBytesMax;
                    const std::int64_t first =
                        std::clamp(WholeAt(c, 1, row), -kMost, kMost) - 1;
                    std::int64_t last = kMost;
                    if (!open) {
                      const std::int64_t length = WholeAt(c, 2, row);
                      if (length < 0) return c.errors->Add(row, "a length below 0");
                      last = first + std::min(length, 2 * kMost);
                    }
                    out->Put(Slice(TextAt(c, 0, row), first, last));
                  });
}

/// left(x, n) and right(x, n); a negative n leaves out that many of the other end.
template <bool kLeft>
Result<int> BindEnd(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckArgs(call, "tn"));
  return TextCall(
      call, CutFacts(*call), false,
      [](const KernelCall& c, std::size_t row, TextWriter* out) {
        const std::string_view text = TextAt(c, 0, row);
        const std::int64_t count = CountOf(text);
        const std::int64_t n = std::clamp(WholeAt(c, 1, row), -count, count);
        const std::int64_t kept = n >= 0 ? n : count + n;
        out->Put(kLeft ? Slice(text, 0, kept) : Slice(text, count - kept, count));
      });
}

enum class Ends : std::uint8_t { kBoth, kLeft, kRight };

template <Ends kEnds>
Result<int> BindTrim(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckArgs(call, "t"));
  std::string characters = " ";
  if (call->size() == 2) {
    RM_ASSIGN_OR_RETURN(characters, call->ConstantText(1, "what is cut off"));
    if (std::any_of(characters.begin(), characters.end(), [](char c) { return c < 0; })) {
      return call->ArgFault(1, "only ASCII characters are cut off");
    }
    call->args.pop_back();
  }
  return TextCall(
      call, CutFacts(*call), false,
      [characters](const KernelCall& c, std::size_t row, TextWriter* out) {
        std::string_view text = TextAt(c, 0, row);
        if (kEnds != Ends::kRight) {
          text.remove_prefix(std::min(text.find_first_not_of(characters), text.size()));
        }
        if (kEnds != Ends::kLeft) {
          text = text.substr(0, text.find_last_not_of(characters) + 1);
        }
        out->Put(text);
      });
}

template <bool kLeft>
Result<int> BindPad(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckArgs(call, "tnt"));
  const bool blank = call->size() == 2;
  return TextCall(
      call, {}, true, [blank](const KernelCall& c, std::size_t row, TextWriter* out) {
        const std::string_view text = TextAt(c, 0, row);
        const std::string_view fill = blank ? " " : TextAt(c, 2, row);
        const std::int64_t wanted = std::max<std::int64_t>(WholeAt(c, 1, row), 0);
        const std::int64_t count = CountOf(text);
        if (wanted * 4 > limits::kTextBytesMax) return c.errors->Add(row, kTooLong);
        if (wanted <= count) return out->Put(Slice(text, 0, wanted));
        if (!kLeft) out->Put(text);
        const std::int64_t fill_count = CountOf(fill);
        for (std::int64_t rest = wanted - count; rest > 0 && fill_count > 0;
             rest -= fill_count) {
          out->Put(Slice(fill, 0, rest));
        }
        if (kLeft) out->Put(text);
      });
}

Result<int> BindRepeat(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckArgs(call, "tn"));
  return TextCall(
      call, {}, true, [](const KernelCall& c, std::size_t row, TextWriter* out) {
        const std::string_view text = TextAt(c, 0, row);
        const std::int64_t times = std::max<std::int64_t>(WholeAt(c, 1, row), 0);
        if (text.empty()) return;
        if (times > static_cast<std::int64_t>(limits::kTextBytesMax / text.size())) {
          return c.errors->Add(row, kTooLong);
        }
        for (std::int64_t i = 0; i < times; ++i) out->Put(text);
      });
}

Result<int> BindReplace(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckArgs(call, "t"));
  return TextCall(
      call, {}, true, [](const KernelCall& c, std::size_t row, TextWriter* out) {
        std::string_view text = TextAt(c, 0, row);
        const std::string_view from = TextAt(c, 1, row), to = TextAt(c, 2, row);
        const std::size_t before = out->size();
        for (std::size_t at = from.empty() ? text.npos : text.find(from); at != text.npos;
             at = text.find(from)) {
          out->Put(text.substr(0, at));
          out->Put(to);
          text.remove_prefix(at + from.size());
          if (out->size() - before > limits::kTextBytesMax) {
            return c.errors->Add(row, kTooLong);
          }
        }
        out->Put(text);
      });
}

Result<int> BindReverse(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckArgs(call, "t"));
  ColumnFacts facts = CutFacts(*call);
  facts.bytes_min = call->facts(0).bytes_min;
  facts.plain_text = call->facts(0).plain_text;
  return TextCall(call, facts, false,
                  [](const KernelCall& c, std::size_t row, TextWriter* out) {
                    const std::string_view text = TextAt(c, 0, row);
                    for (std::size_t end = text.size(); end > 0;) {
                      std::size_t begin = end - 1;
                      while (begin > 0 && GoesOn(text[begin])) --begin;
                      out->Put(text.substr(begin, end - begin));
                      end = begin;
                    }
                  });
}

/// Part n of the text between separators; from the end when n is negative.
Result<int> BindSplitPart(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckArgs(call, "ttn"));
  return TextCall(call, CutFacts(*call), true,
                  [](const KernelCall& c, std::size_t row, TextWriter* out) {
                    const std::string_view text = TextAt(c, 0, row);
                    const std::string_view by = TextAt(c, 1, row);
                    const std::int64_t n = WholeAt(c, 2, row);
                    if (n == 0)
                      return c.errors->Add(row, "parts count from 1, or from -1");
                    std::vector<std::string_view> parts;
                    std::size_t begin = 0;
                    for (std::size_t at = by.empty() ? text.npos : text.find(by);
                         at != text.npos; at = text.find(by, begin)) {
                      parts.push_back(text.substr(begin, at - begin));
                      begin = at + by.size();
                    }
                    parts.push_back(text.substr(begin));
                    const auto count = static_cast<std::int64_t>(parts.size());
                    const std::int64_t at = n > 0 ? n - 1 : count + n;
                    if (at < 0 || at >= count) return;
                    out->Put(parts[static_cast<std::size_t>(at)]);
                  });
}

template <typename Count>
Result<int> WholeCall(CallBinder* call, Count count) {
  ColumnFacts facts;
  facts.min = 0;
  facts.max = UINT32_MAX;
  return call->Call(DataType::Of(TypeId::kInt64), facts, {.key = "text"},
                    [count](const KernelCall& c, Column* out) {
                      auto* values = out->ResizeValues<std::int64_t>(c.rows);
                      for (std::size_t i = 0; i < c.rows; ++i) values[i] = count(c, i);
                    });
}

Result<int> BindPosition(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckArgs(call, "t"));
  return WholeCall(call, [](const KernelCall& c, std::size_t row) -> std::int64_t {
    const std::string_view text = TextAt(c, 1, row);
    const std::size_t at = text.find(TextAt(c, 0, row));
    return at == text.npos ? 0 : CountOf(text.substr(0, at)) + 1;
  });
}

Result<int> BindAscii(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckArgs(call, "t"));
  return WholeCall(call, [](const KernelCall& c, std::size_t row) -> std::int64_t {
    const std::string_view text = TextAt(c, 0, row);
    if (text.empty()) return 0;
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) return lead;
    std::uint32_t code = lead < 0xE0   ? lead & 0x1F
                         : lead < 0xF0 ? lead & 0x0F
                                       : lead & 0x07;
    for (std::size_t i = 1; i < text.size() && GoesOn(text[i]); ++i) {
      code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3F);
    }
    return code;
  });
}

/// Whether the text fits the pattern: `%` any characters, `_` one, `\` takes the next as
/// it is. Linear but for the number of `%`: only the last one is ever gone back to.
bool Fits(std::string_view text, std::string_view pattern) {
  std::size_t t = 0, p = 0, star = pattern.npos, star_text = 0;
  while (t < text.size()) {
    const bool literal = p + 1 < pattern.size() && pattern[p] == '\\';
    if (!literal && p < pattern.size() && pattern[p] == '%') {
      star = p++;
      star_text = t;
      continue;
    }
    if (!literal && p < pattern.size() && pattern[p] == '_') {
      ++p;
      ++t;
      while (t < text.size() && GoesOn(text[t])) ++t;
      continue;
    }
    if (p < pattern.size() && pattern[p + (literal ? 1 : 0)] == text[t]) {
      p += literal ? 2 : 1;
      ++t;
      continue;
    }
    if (star == pattern.npos) return false;
    p = star + 1;
    t = ++star_text;
  }
  while (p < pattern.size() && pattern[p] == '%') ++p;
  return p == pattern.size();
}

Result<int> BindLike(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckArgs(call, "t"));
  return call->Call(DataType::Of(TypeId::kBool), {}, {.key = "text"},
                    [](const KernelCall& c, Column* out) {
                      FillBits(
                          c.rows, out,
                          [&](std::size_t at, std::size_t count, std::uint8_t* bytes) {
                            for (std::size_t i = 0; i < count; ++i) {
                              bytes[i] = Fits(TextAt(c, 0, at + i), TextAt(c, 1, at + i));
                            }
                          });
                    });
}

/// Without regard to case: both sides in small letters.
Result<int> BindILike(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckArgs(call, "t"));
  for (std::size_t i = 0; i < 2; ++i) {
    RM_ASSIGN_OR_RETURN(call->args[i], call->Other("lower", {call->args[i]}));
  }
  call->name = "like";
  return BindLike(call);
}

}  // namespace

std::vector<FunctionInfo> TextPartFunctions() {
  constexpr std::string_view kFamily = "text";
  return {
      {"substr", kFamily, "substr(x, first, length)",
       "Characters from position first (the first is 1), to the end without a length.",
       "substr('rowmill', 4, 2)", "mi", 2, 3, BindSubstr},
      {"substring", kFamily, "substring(x, first, length)", "The same as substr.",
       "substring('été', 2)", "té", 2, 3, BindSubstr},
      {"left", kFamily, "left(x, n)",
       "The first n characters; without the last -n when n is negative.",
       "left('rowmill', -4)", "row", 2, 2, BindEnd<true>},
      {"right", kFamily, "right(x, n)",
       "The last n characters; without the first -n when n is negative.",
       "right('rowmill', 4)", "mill", 2, 2, BindEnd<false>},
      {"trim", kFamily, "trim(x, characters)",
       "Without blanks, or the characters, at both ends.", "trim('--a-b-', '-')", "a-b",
       1, 2, BindTrim<Ends::kBoth>},
      {"ltrim", kFamily, "ltrim(x, characters)", "The same at the beginning.",
       "ltrim('007', '0')", "7", 1, 2, BindTrim<Ends::kLeft>},
      {"rtrim", kFamily, "rtrim(x, characters)", "The same at the end.",
       "rtrim('2.500', '0')", "2.5", 1, 2, BindTrim<Ends::kRight>},
      {"lpad", kFamily, "lpad(x, length, fill)",
       "Filled up on the left with blanks, or fill; longer texts are cut.",
       "lpad('7', 3, '0')", "007", 2, 3, BindPad<true>},
      {"rpad", kFamily, "rpad(x, length, fill)", "The same on the right.",
       "rpad('ab', 5, 'xy')", "abxyx", 2, 3, BindPad<false>},
      {"repeat", kFamily, "repeat(x, n)", "The text n times.", "repeat('ab', 3)",
       "ababab", 2, 2, BindRepeat},
      {"replace", kFamily, "replace(x, from, to)", "Every `from` replaced.",
       "replace('a-b-c', '-', '')", "abc", 3, 3, BindReplace},
      {"reverse", kFamily, "reverse(x)", "From the last character to the first.",
       "reverse('été!')", "!été", 1, 1, BindReverse},
      {"split_part", kFamily, "split_part(x, separator, n)",
       "Part n between separators, from 1; from the end when n is negative; empty when "
       "there is none.",
       "split_part('a.b.c', '.', -1)", "c", 3, 3, BindSplitPart},
      {"position", kFamily, "position(part, x)",
       "Where the part begins in x, 0 when nowhere.", "position('mill', 'rowmill')", "4",
       2, 2, BindPosition},
      {"ascii", kFamily, "ascii(x)", "Code point of the first character; 0 when empty.",
       "ascii('é')", "233", 1, 1, BindAscii},
      {"like", kFamily, "x like pattern",
       "Whether x fits: `%` any characters, `_` one, `\\` before them makes them plain.",
       "'rowmill' like 'r_w%'", "true", 2, 2, BindLike},
      {"ilike", kFamily, "x ilike pattern", "Like without regard to case.",
       "'ROW' ilike 'r%'", "true", 2, 2, BindILike},
  };
}

}  // namespace rowmill
