#include "gen/regex_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/check.h"
#include "base/text.h"

namespace rowmill {

namespace {

CodePoints Ranges(std::string_view pairs) {
  CodePoints set;
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
    set.Add(static_cast<unsigned char>(pairs[i]),
            static_cast<unsigned char>(pairs[i + 1]));
  }
  return set;
}

CodePoints Printable() { return Ranges(" ~"); }

/// The set of `\d`, `\w`, `\s` and their negations; empty for any other letter.
CodePoints Shorthand(char letter) {
  switch (letter) {
    case 'd':
      return Ranges("09");
    case 'w':
      return Ranges("09AZaz__");
    case 's':
      return Ranges("  ");
    case 'D':
    case 'W':
    case 'S':
      return Shorthand(static_cast<char>(letter + 32)).Without(Printable());
    default:
      return {};
  }
}

struct NamedSet {
  std::string_view name;
  std::string_view pairs;
};
constexpr std::array<NamedSet, 10> kNamedSets = {{{"alpha", "AZaz"},
                                                  {"digit", "09"},
                                                  {"alnum", "09AZaz"},
                                                  {"upper", "AZ"},
                                                  {"lower", "az"},
                                                  {"space", "  "},
                                                  {"blank", "  "},
                                                  {"punct", "!/:@[`{~"},
                                                  {"xdigit", "09AFaf"},
                                                  {"word", "09AZaz__"}}};

RegexNode Literal(std::uint32_t code_point) {
  RegexNode node{.kind = RegexKind::kLiteral};
  AppendUtf8(code_point, &node.text);
  return node;
}

RegexNode ClassNode(CodePoints set) {
  if (set.count() == 1) return Literal(set.At(0));
  return {.kind = RegexKind::kClass, .set = std::move(set)};
}

/// Recursive descent over the code points of the expression.
class Parser {
 public:
  Parser(std::string_view regex, std::uint32_t open_repeat) : open_repeat_(open_repeat) {
    for (const std::string& symbol : Utf8Characters(regex)) symbols_.push_back(symbol);
  }

  Result<RegexNode> Parse() {
    RM_ASSIGN_OR_RETURN(RegexNode node, ParseChoice(0));
    if (!AtEnd()) return Fault("')' without a '(' before it");
    return node;
  }

 private:
  bool AtEnd() const { return at_ == symbols_.size(); }
  /// The character here when it is ASCII; 0 at the end and for others.
  char Peek(std::size_t ahead = 0) const {
    if (at_ + ahead >= symbols_.size() || symbols_[at_ + ahead].size() > 1) return 0;
    return symbols_[at_ + ahead][0];
  }
  bool Take(char c) {
    if (AtEnd() || Peek() != c) return false;
    ++at_;
    return true;
  }
  tl::unexpected<Error> FaultAt(std::size_t at, std::string_view what) const {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("{} at position {}", what, at + 1));
  }
  tl::unexpected<Error> Fault(std::string_view what) const { return FaultAt(at_, what); }

  static std::uint32_t Decode(const std::string& symbol) {
    const auto byte = [&](std::size_t i) {
      return static_cast<std::uint32_t>(static_cast<unsigned char>(symbol[i]));
    };
    if (symbol.size() == 1) return byte(0);
    std::uint32_t value = byte(0) & (0x7Fu >> symbol.size());
    for (std::size_t i = 1; i < symbol.size(); ++i) value = value << 6 | (byte(i) & 0x3F);
    return value;
  }

  Result<RegexNode> ParseChoice(int depth) {
    if (depth > kRegexDepthMax) {
      return Fault(fmt::format("more than {} groups in each other", kRegexDepthMax));
    }
    RegexNode choice{.kind = RegexKind::kChoice};
    do {
      RM_ASSIGN_OR_RETURN(RegexNode branch, ParseSequence(depth));
      choice.children.push_back(std::move(branch));
    } while (Take('|'));
    if (choice.children.size() > 1) return choice;
    // One level less; named because moving out of what is assigned would be wrong.
    RegexNode only = std::move(choice.children[0]);
    return only;
  }

  Result<RegexNode> ParseSequence(int depth) {
    RegexNode sequence{.kind = RegexKind::kSequence};
    if (depth == 0) SkipStart();
    while (!AtEnd() && Peek() != '|' && Peek() != ')') {
      if (depth == 0 && SkipEnd()) break;
      RM_ASSIGN_OR_RETURN(RegexNode item, ParseItem(depth));
      RM_RETURN_IF_ERROR(ParseRepeats(&item));
      AppendTo(&sequence, std::move(item));
    }
    return sequence;
  }

  void SkipStart() {
    if (Take('^')) return;
    if (Peek() == '\\' && Peek(1) == 'A') at_ += 2;
  }
  /// `$`, `\z` or `\Z` where the branch ends.
  bool SkipEnd() {
    std::size_t width = Peek() == '$' ? 1 : 0;
    if (Peek() == '\\' && (Peek(1) == 'z' || Peek(1) == 'Z')) width = 2;
    if (width == 0) return false;
    if (at_ + width != symbols_.size() && Peek(width) != '|') return false;
    at_ += width;
    return true;
  }

  /// Literals beside each other are one.
  static void AppendTo(RegexNode* sequence, RegexNode item) {
    if (item.kind == RegexKind::kLiteral && !sequence->children.empty() &&
        sequence->children.back().kind == RegexKind::kLiteral) {
      sequence->children.back().text += item.text;
    } else {
      sequence->children.push_back(std::move(item));
    }
  }

  Result<RegexNode> ParseItem(int depth) {
    const std::size_t begin = at_;
    const char c = Peek();
    switch (c) {
      case '(':
        return ParseGroup(depth);
      case '[':
        return ParseClass();
      case '\\':
        return ParseEscape();
      case '.':
        ++at_;
        return ClassNode(Printable());
      case '?':
      case '*':
      case '+':
        return Fault(fmt::format("'{}' with nothing before it to repeat", c));
      case '{':
        return Fault("'{' with nothing before it to repeat (the character is \\{)");
      case '^':
        return Fault("'^' that is not at the start (the character is \\^)");
      case '$':
        return Fault("'$' that is not at the end (the character is \\$)");
      default:
        ++at_;
        return Literal(Decode(symbols_[begin]));
    }
  }

  Result<RegexNode> ParseGroup(int depth) {
    const std::size_t begin = at_++;
    if (Take('?')) RM_RETURN_IF_ERROR(ParseGroupKind(begin));
    RM_ASSIGN_OR_RETURN(RegexNode node, ParseChoice(depth + 1));
    if (!Take(')')) return FaultAt(begin, "'(' without a ')'");
    return node;
  }

  /// What stands behind `(?`.
  Status ParseGroupKind(std::size_t begin) {
    if (Take(':')) return {};
    Take('P');
    const char kind = Peek(), next = Peek(1);
    if (kind == '=' || kind == '!' || (kind == '<' && (next == '=' || next == '!'))) {
      return FaultAt(begin, fmt::format("{} '(?{}', which no text can be made from,",
                                        kind == '<' ? "lookbehind" : "lookahead", kind));
    }
    if (kind == '<') {
      while (!AtEnd() && Peek() != '>') ++at_;
      if (Take('>')) return {};
      return FaultAt(begin, "group name without a '>'");
    }
    if (kind == '>') return FaultAt(begin, "atomic group '(?>'");
    return FaultAt(begin, "flags or a group kind that is not known: '(?'");
  }

  Result<RegexNode> ParseEscape() {
    const std::size_t begin = at_;
    const char c = Peek(1);
    const CodePoints set = Shorthand(c);
    if (!set.empty()) {
      at_ += 2;
      return ClassNode(set);
    }
    if ((c >= '1' && c <= '9') || c == 'k' || c == 'g') {
      return Fault(fmt::format("backreference '\\{}'", c));
    }
    if (c == 'b' || c == 'B') return Fault(fmt::format("word boundary '\\{}'", c));
    if (c == 'A' || c == 'z' || c == 'Z') {
      return Fault(fmt::format("anchor '\\{}' that is not at its end", c));
    }
    RM_ASSIGN_OR_RETURN(std::uint32_t code_point, ParseCharacterEscape(begin));
    return Literal(code_point);
  }

  /// `\n`, `\x41`, `\u20AC`, `\.`: one character.
  Result<std::uint32_t> ParseCharacterEscape(std::size_t begin) {
    ++at_;
    if (AtEnd()) return FaultAt(begin, "a single '\\' at the end");
    const std::string symbol = symbols_[at_++];
    switch (symbol[0]) {
      case 't':
        return 0x09;
      case 'n':
        return 0x0A;
      case 'v':
        return 0x0B;
      case 'f':
        return 0x0C;
      case 'r':
        return 0x0D;
      case 'x':
        return ParseHex(begin, 2);
      case 'u':
        return ParseHex(begin, 4);
      case 'p':
      case 'P':
        return FaultAt(begin, fmt::format("Unicode property '\\{}'", symbol));
      default:
        break;
    }
    const bool word = symbol.size() == 1 && Shorthand('w').Contains(Decode(symbol));
    if (word && symbol != "_") {
      return FaultAt(begin, fmt::format("escape that is not known: '\\{}'", symbol));
    }
    return Decode(symbol);
  }

  Result<std::uint32_t> ParseHex(std::size_t begin, int digits) {
    std::uint32_t value = 0;
    for (int i = 0; i < digits; ++i, ++at_) {
      const char c = Peek();
      const std::string_view all = "0123456789abcdef";
      const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c;
      const std::size_t digit = c == 0 ? std::string_view::npos : all.find(lower);
      if (digit == std::string_view::npos) {
        return FaultAt(begin, fmt::format("escape that needs {} hex digits", digits));
      }
      value = value * 16 + static_cast<std::uint32_t>(digit);
    }
    if (value == 0 || (value >= 0xD800 && value <= 0xDFFF)) {
      return FaultAt(begin, "escape that is no character of a text");
    }
    return value;
  }

  Result<RegexNode> ParseClass() {
    const std::size_t begin = at_++;
    const bool negated = Take('^');
    CodePoints set;
    for (bool first = true; first || Peek() != ']'; first = false) {
      if (AtEnd()) return FaultAt(begin, "'[' without a ']'");
      RM_RETURN_IF_ERROR(ParseClassItem(&set));
    }
    ++at_;
    if (negated) set = set.Without(Printable());
    if (set.empty()) return FaultAt(begin, "class that holds no character");
    return ClassNode(std::move(set));
  }

  Status ParseClassItem(CodePoints* set) {
    const std::size_t begin = at_;
    if (Peek() == '[' && Peek(1) == ':') return ParseNamedSet(set);
    if (Peek() == '&' && Peek(1) == '&') return Fault("intersection of classes '&&'");
    if (Peek() == '\\') {
      const CodePoints shorthand = Shorthand(Peek(1));
      if (!shorthand.empty()) {
        at_ += 2;
        set->Add(shorthand);
        return {};
      }
    }
    RM_ASSIGN_OR_RETURN(const std::uint32_t first, ParseClassCharacter());
    if (Peek() != '-' || Peek(1) == ']') {
      set->Add(first, first);
      return {};
    }
    ++at_;
    if (Peek() == '\\' && !Shorthand(Peek(1)).empty()) {
      return FaultAt(begin, "range that ends in a class");
    }
    RM_ASSIGN_OR_RETURN(const std::uint32_t last, ParseClassCharacter());
    if (last < first) return FaultAt(begin, "range whose end lies before its start");
    set->Add(first, last);
    return {};
  }

  Result<std::uint32_t> ParseClassCharacter() {
    if (AtEnd()) return Fault("'[' without a ']'");
    if (Peek() == '\\') return ParseCharacterEscape(at_);
    return Decode(symbols_[at_++]);
  }

  Status ParseNamedSet(CodePoints* set) {
    const std::size_t begin = at_;
    std::string name;
    for (at_ += 2; !AtEnd() && Peek() != ':'; ++at_) name += symbols_[at_];
    const auto* found =
        std::find_if(kNamedSets.begin(), kNamedSets.end(),
                     [&](const NamedSet& named) { return named.name == name; });
    if (!Take(':') || !Take(']') || found == kNamedSets.end()) {
      return FaultAt(begin, fmt::format("class that is not known: '[:{}:]'", name));
    }
    set->Add(Ranges(found->pairs));
    return {};
  }

  Status ParseRepeats(RegexNode* item) {
    const std::size_t begin = at_;
    std::uint32_t min = 0, max = 0;
    if (Take('?')) {
      max = 1;
    } else if (Take('*')) {
      max = open_repeat_;
    } else if (Take('+')) {
      min = 1;
      max = 1 + open_repeat_;
    } else if (Peek() == '{') {
      RM_RETURN_IF_ERROR(ParseBraces(&min, &max));
    } else {
      return {};
    }
    if (Peek() == '+') return Fault("possessive repetition");
    Take('?');  // lazy: the same texts
    if (Peek() == '*' || Peek() == '+' || Peek() == '?' || Peek() == '{') {
      return FaultAt(begin, "repetition of a repetition (use a group)");
    }
    RegexNode repeat{.kind = RegexKind::kRepeat, .min = min, .max = max};
    repeat.children.push_back(std::move(*item));
    *item = std::move(repeat);
    return {};
  }

  Result<std::uint32_t> ParseNumber(std::size_t begin) {
    std::uint64_t value = 0;
    if (Peek() < '0' || Peek() > '9') {
      return FaultAt(begin,
                     "'{' that is no repetition {n}, {n,} or {n,m} (the character "
                     "is \\{)");
    }
    for (; Peek() >= '0' && Peek() <= '9'; ++at_) {
      value = value * 10 + static_cast<std::uint64_t>(Peek() - '0');
      if (value > kRegexRepeatMax) {
        return FaultAt(begin, fmt::format("repetition of more than {}", kRegexRepeatMax));
      }
    }
    return static_cast<std::uint32_t>(value);
  }

  Status ParseBraces(std::uint32_t* min, std::uint32_t* max) {
    const std::size_t begin = at_++;
    RM_ASSIGN_OR_RETURN(*min, ParseNumber(begin));
    *max = *min;
    if (Take(',')) {
      *max += open_repeat_;
      if (Peek() != '}') {
        RM_ASSIGN_OR_RETURN(*max, ParseNumber(begin));
      }
    }
    if (!Take('}')) {
      return FaultAt(begin, "'{' that is no repetition {n}, {n,} or {n,m}");
    }
    if (*max < *min) {
      return FaultAt(begin, fmt::format("repetition from {} to only {}", *min, *max));
    }
    return {};
  }

  std::vector<std::string> symbols_;
  std::size_t at_ = 0;
  std::uint32_t open_repeat_;
};

}  // namespace

Result<RegexNode> ParseRegex(std::string_view regex, std::uint32_t open_repeat) {
  if (regex.empty()) return Fail(ErrorCode::kInvalidArgument, "regex is empty");
  if (regex.find('\0') != std::string_view::npos) {
    return Fail(ErrorCode::kInvalidArgument, "regex holds a zero byte");
  }
  if (!IsUtf8(regex)) return Fail(ErrorCode::kInvalidArgument, "regex is not UTF-8");
  if (regex.size() > kRegexBytesMax) {
    return Fail(
        ErrorCode::kInvalidArgument,
        fmt::format("regex has more than {} bytes: {}", kRegexBytesMax, regex.size()));
  }
  return Parser(regex, open_repeat).Parse();
}

}  // namespace rowmill
