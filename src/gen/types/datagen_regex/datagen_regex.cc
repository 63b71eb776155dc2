// Datagen's STRING_REGEX: only `[choices]{n}` means something, all else is copied.

#include <fmt/format.h>

#include "base/text.h"
#include "gen/regex_walk.h"

namespace rowmill {

namespace {

/// The order ranges go through.
constexpr std::string_view kOrder =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

tl::unexpected<Error> Fault(std::size_t at, std::string_view what) {
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("{} at position {}", what, at + 1));
}

/// `A-G,x, dba`: the alternatives, each as a literal.
class ChoicesReader {
 public:
  ChoicesReader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  Result<RegexNode> Read() {
    for (std::size_t i = 0; i < text_.size();) {
      if (IsRange(i)) {
        RM_RETURN_IF_ERROR(AddRange(i));
        i += 3;
      } else if (text_[i] == ',') {
        Flush();
        ++i;
      } else {
        word_ += text_[i++];
      }
    }
    Flush();
    if (choice_.children.empty()) return Fault(at_, "empty list of choices");
    if (choice_.children.size() == 1) {
      RegexNode only = std::move(choice_.children[0]);
      return only;
    }
    return std::move(choice_);
  }

 private:
  bool IsRange(std::size_t i) const {
    return i + 2 < text_.size() && text_[i + 1] == '-' &&
           kOrder.find(text_[i]) != std::string_view::npos &&
           kOrder.find(text_[i + 2]) != std::string_view::npos;
  }
  Status AddRange(std::size_t i) {
    Flush();
    const std::size_t first = kOrder.find(text_[i]), last = kOrder.find(text_[i + 2]);
    if (first > last) {
      return Fault(at_ + i, fmt::format("range '{}' whose end lies before its start "
                                        "(the order is a-z, A-Z, 0-9)",
                                        text_.substr(i, 3)));
    }
    for (std::size_t c = first; c <= last; ++c) Add(std::string(1, kOrder[c]));
    return {};
  }
  void Flush() {
    if (!word_.empty()) Add(std::exchange(word_, {}));
  }
  void Add(std::string word) {
    choice_.children.push_back({.kind = RegexKind::kLiteral, .text = std::move(word)});
  }

  std::string_view text_;
  std::size_t at_;
  std::string word_;
  RegexNode choice_{.kind = RegexKind::kChoice};
};

struct Group {
  std::string_view choices;
  std::string_view count;
  std::size_t end;
};

/// The group that begins with the `[` at `at`; nothing when it is plain text.
std::optional<Group> FindGroup(std::string_view text, std::size_t at) {
  const std::size_t close = text.find(']', at);
  if (close == std::string_view::npos || text.substr(close + 1, 1) != "{") return {};
  std::size_t digits = close + 2;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  if (text.substr(digits, 1) != "}") return {};
  return Group{text.substr(at + 1, close - at - 1),
               text.substr(close + 2, digits - close - 2), digits + 1};
}

Result<RegexNode> ReadGroup(const Group& group, std::size_t at) {
  if (group.count.empty()) return Fault(at, "'[...]{}' without a number");
  std::uint64_t count = 0;
  for (char c : group.count) {
    count = count * 10 + static_cast<std::uint64_t>(c - '0');
    if (count > kRegexRepeatMax) {
      return Fault(at, fmt::format("repetition of more than {}", kRegexRepeatMax));
    }
  }
  RegexNode repeat{.kind = RegexKind::kRepeat};
  repeat.min = repeat.max = static_cast<std::uint32_t>(count);
  RM_ASSIGN_OR_RETURN(RegexNode choices, ChoicesReader(group.choices, at + 1).Read());
  repeat.children.push_back(std::move(choices));
  return repeat;
}

/// `copied`: the first `[` that begins no group, counted from 1; 0 when each does.
Result<RegexNode> ParseDatagenRegex(std::string_view text, std::size_t* copied) {
  RegexNode sequence{.kind = RegexKind::kSequence};
  RegexNode literal{.kind = RegexKind::kLiteral};
  for (std::size_t at = 0; at < text.size();) {
    std::optional<Group> group;
    if (text[at] == '[') group = FindGroup(text, at);
    if (!group) {
      if (text[at] == '[' && *copied == 0) *copied = at + 1;
      literal.text += text[at++];
      continue;
    }
    if (!literal.text.empty()) {
      sequence.children.push_back(literal);
      literal.text.clear();
    }
    RM_ASSIGN_OR_RETURN(RegexNode repeat, ReadGroup(*group, at));
    sequence.children.push_back(std::move(repeat));
    at = group->end;
  }
  if (!literal.text.empty()) sequence.children.push_back(std::move(literal));
  return sequence;
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults* faults) {
  const std::string text = options.Text("regex", "");
  auto fault = [&](std::string message) {
    faults->Add(options.Fault("regex", fmt::format("regex '{}': {}", text, message)));
    return nullptr;
  };
  if (text.empty()) return fault("it is empty");
  if (!IsUtf8(text)) return fault("it is not UTF-8");
  if (text.size() > kRegexBytesMax) {
    return fault(fmt::format("more than {} bytes", kRegexBytesMax));
  }
  std::size_t copied = 0;
  Result<RegexNode> regex = ParseDatagenRegex(text, &copied);
  if (!regex) return fault(regex.error().message);
  if (copied > 0 && context.warnings != nullptr) {
    context.warnings->push_back(options.Fault(
        "regex", fmt::format("field '{}': regex '{}': '[' at position {} begins no group "
                             "[choices]{{n}} and is copied as it is",
                             context.field, Printable(text), copied)));
  }
  Result<std::unique_ptr<Generator>> made =
      MakeRegexWalkGenerator(context.draws, *regex, std::nullopt);
  if (!made) return fault(made.error().message);
  return std::move(*made);
}

}  // namespace

TypePlugin datagen_regex_type() {
  Info info;
  info.name = "datagen.regex";
  info.family = "datagen";
  info.summary = "Datagen's STRING_REGEX: texts with groups [choices]{n}.";
  info.output = "string";
  info.options = {
      {.name = "regex",
       .kind = OptionKind::kText,
       .doc = "Groups [choices]{n}: n times one of the choices, which are ranges such as "
              "A-G and texts separated by commas; everything else is copied.",
       .required = true,
       .example = "'[A-G]{1}-[3-7,x]{4}'"}};
  info.example = "{ type: datagen.regex, regex: '[A-G]{1}-[b-l]{2}-[3-7]{4}' }";
  return {std::move(info), Make};
}

}  // namespace rowmill
