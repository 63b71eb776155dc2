// Words of a language, and sentences and paragraphs made of them.

#include <algorithm>
#include <cstring>

#include "gen/table_text.h"
#include "gen/type_plugin.h"
#include "value/text_facts.h"

namespace rowmill {

namespace {

/// The first letter of a word as a capital: ASCII, Latin-1, Greek and Cyrillic.
std::string Capitalized(std::string_view word) {
  std::string text(word);
  auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (text.empty()) return text;
  if (at(0) >= 'a' && at(0) <= 'z') {
    text[0] = static_cast<char>(at(0) - 'a' + 'A');
  } else if (text.size() > 1 && at(0) == 0xC3 && at(1) >= 0xA0 && at(1) <= 0xBE &&
             at(1) != 0xB7) {
    text[1] = static_cast<char>(at(1) - 0x20);
  } else if (text.size() > 1 && at(0) == 0xD0 && at(1) >= 0xB0) {
    text[1] = static_cast<char>(at(1) - 0x20);
  } else if (text.size() > 1 && at(0) == 0xD1 && at(1) < 0x90) {
    text[0] = static_cast<char>(0xD0);  // the second row of small letters
    text[1] = static_cast<char>(at(1) + 0x20);
  }
  return text;
}

/// How a language puts words together.
struct Style {
  std::string_view blank = " ";
  std::string_view comma = ",";  ///< before the blank
  std::string_view stop = ".";
  std::string_view between = " ";  ///< sentences
};

Style StyleOf(std::string_view language) {
  if (language == "zh" || language == "ja") return {"", "、", "。", ""};
  if (language == "th") return {"", " ", "", " "};
  if (language == "hi" || language == "bn") return {" ", ",", "।", " "};
  if (language == "ar" || language == "fa" || language == "ur") {
    return {" ", "،", ".", " "};
  }
  if (language == "hy") return {" ", ",", "։", " "};
  return {};
}

/// Words as they follow one another, `before` in front of each. One is put down by
/// copying as many whole vectors as any of them needs, whatever lies behind it.
class JoinedWords {
 public:
  JoinedWords(const Dictionary& words, std::string_view before, bool capital)
      : count_(words.length()) {
    for (std::size_t i = 0; i < count_; ++i) {
      offsets_.push_back(static_cast<std::uint32_t>(bytes_.size()));
      bytes_ += before;
      bytes_ += capital ? Capitalized(words.text(i)) : std::string(words.text(i));
      longest_ = std::max(longest_, bytes_.size() - offsets_.back());
    }
    offsets_.push_back(static_cast<std::uint32_t>(bytes_.size()));
    bytes_.resize(bytes_.size() + kCopiedMax);
    copied_ = std::min((longest_ + kVector - 1) / kVector * kVector, kCopiedMax);
  }

  std::size_t count() const { return count_; }
  std::size_t longest() const { return longest_; }
  /// May overwrite Buffer::kSlack bytes behind the word.
  char* Put(std::size_t word, char* out) const {
    const char* from = bytes_.data() + offsets_[word];
    const std::size_t size = offsets_[word + 1] - offsets_[word];
    for (std::size_t at = 0; at < copied_; at += kVector) {
      std::memcpy(out + at, from + at, kVector);
    }
    if (size > kCopiedMax) [[unlikely]]
      std::memcpy(out, from, size);
    return out + size;
  }

 private:
  static constexpr std::size_t kVector = 16;
  static constexpr std::size_t kCopiedMax = 64;
  static_assert(kCopiedMax <= Buffer::kSlack);
  std::size_t count_;
  std::size_t longest_ = 0;
  std::size_t copied_ = 0;
  std::string bytes_;
  std::vector<std::uint32_t> offsets_;
};

/// Draws the words of a cell: word j of a row is number j of the row's 256 attempts.
class Words {
 public:
  Words(const TypeContext& context, std::shared_ptr<const Dictionary> words, Style style)
      : style_(style),
        word_key_(context.draws.Key("value")),
        count_key_(context.draws.Key("length")),
        comma_key_(context.draws.Key("comma")),
        words_(std::move(words)),
        first_(*words_, "", false),
        capital_(*words_, "", true),
        next_(*words_, style.blank, false) {
    std::memcpy(comma_, style.comma.data(), style.comma.size());
  }

  const Style& style() const { return style_; }
  const Dictionary& entries() const { return *words_; }

  /// A number of words or sentences of a row.
  std::uint32_t Count(std::uint64_t row, LengthRange range, std::uint32_t part) const {
    return static_cast<std::uint32_t>(range.min) +
           Scale(DrawAttempt(count_key_, row, part),
                 static_cast<std::uint64_t>(range.max - range.min) + 1);
  }

  void PutWords(std::uint64_t row, std::uint32_t count, TextWriter* out) const {
    char* at = out->Room(RoomFor(count));
    std::uint64_t draw = DrawAttempt(word_key_, row, 0);
    at = first_.Put(Scale(draw, first_.count()), at);
    for (std::uint32_t i = 1; i < count; ++i) {
      draw = i % 2 == 0 ? DrawAttempt(word_key_, row, i / 2 % 256) : draw << 32;
      at = next_.Put(Scale(draw, next_.count()), at);
    }
    out->SetEnd(at);
  }

  /// Sentence `part` of a row: a capital, sometimes a comma, a full stop.
  void PutSentence(std::uint64_t row, LengthRange range, std::uint32_t part,
                   TextWriter* out) const {
    const std::uint32_t count = Count(row, range, part + 1);
    const std::uint32_t attempt = part * (kSentenceWordsMax / 2);
    std::uint32_t comma =
        Scale(DrawAttempt(comma_key_, row, part), std::uint64_t{count} * 2);
    if (comma < 2 || comma + 1 >= count) comma = 0;  // none
    char* at = out->Room(RoomFor(count));
    // Two words a draw: one of its high half, one of its low half.
    std::uint64_t draw = DrawAttempt(word_key_, row, attempt);
    at = capital_.Put(Scale(draw, capital_.count()), at);
    for (std::uint32_t i = 1; i < count; ++i) {
      draw = i % 2 == 0 ? DrawAttempt(word_key_, row, attempt + i / 2) : draw << 32;
      std::memcpy(at, comma_, sizeof comma_);
      at += i == comma ? style_.comma.size() : 0;
      at = next_.Put(Scale(draw, next_.count()), at);
    }
    std::memcpy(at, style_.stop.data(), style_.stop.size());
    out->SetEnd(at + style_.stop.size());
  }

  static constexpr std::uint32_t kSentenceWordsMax = 32;

 private:
  static std::uint32_t Scale(std::uint64_t draw, std::uint64_t count) {
    return static_cast<std::uint32_t>((draw >> 32) * count >> 32);
  }
  /// Bytes that so many words with a comma and a stop take.
  std::size_t RoomFor(std::uint32_t count) const {
    return std::size_t{count} * std::max(next_.longest(), capital_.longest()) +
           style_.comma.size() + style_.stop.size();
  }

  Style style_;
  DrawKey word_key_, count_key_, comma_key_;
  std::shared_ptr<const Dictionary> words_;
  JoinedWords first_, capital_, next_;
  char comma_[4] = {};  ///< style_.comma, padded
};

std::shared_ptr<const Words> ReadWords(const TypeContext& context, const Options& options,
                                       Faults* faults) {
  const DictTable& table = context.dictionaries->Get("words");
  std::optional<DictSlice> slice = LanguageSlice(context, options, table, faults);
  if (!slice) return nullptr;
  return std::make_shared<Words>(context, SliceEntries(table, *slice, "word"),
                                 StyleOf(LanguageOf(context, options, table)));
}

ColumnFacts TextFacts(const Words& words, std::int64_t words_min) {
  ColumnFacts facts;
  facts.bytes_min = static_cast<std::uint32_t>(words_min);
  bool plain = words.style().blank == " ";
  for (std::size_t i = 0; plain && i < words.entries().length(); ++i) {
    plain = IsPlainText(words.entries().text(i));
  }
  facts.plain_text = plain;
  return facts;
}

std::unique_ptr<Generator> MakeWord(const TypeContext& context, const Options& options,
                                    Faults* faults) {
  const DictTable& table = context.dictionaries->Get("words");
  std::optional<DictSlice> slice = LanguageSlice(context, options, table, faults);
  if (!slice) return nullptr;
  return MakeTableText(context, table, *slice, "word");
}

std::unique_ptr<Generator> MakeWords(const TypeContext& context, const Options& options,
                                     Faults* faults) {
  auto words = ReadWords(context, options, faults);
  if (words == nullptr) return nullptr;
  const LengthRange range = options.Length("length", {3, 3});
  return MakeComposedText(TextFacts(*words, range.min),
                          [words, range](std::uint64_t row, TextWriter* out) {
                            words->PutWords(row, words->Count(row, range, 0), out);
                          });
}

/// Sentences have commas, so they are never plain.
std::unique_ptr<Generator> MakeSentence(const TypeContext& context,
                                        const Options& options, Faults* faults) {
  auto words = ReadWords(context, options, faults);
  if (words == nullptr) return nullptr;
  const LengthRange range = options.Length("length", {5, 14});
  return MakeComposedText({}, [words, range](std::uint64_t row, TextWriter* out) {
    words->PutSentence(row, range, 0, out);
  });
}

std::unique_ptr<Generator> MakeParagraph(const TypeContext& context,
                                         const Options& options, Faults* faults) {
  auto words = ReadWords(context, options, faults);
  if (words == nullptr) return nullptr;
  const LengthRange range = options.Length("length", {3, 6});
  return MakeComposedText({}, [words, range](std::uint64_t row, TextWriter* out) {
    constexpr LengthRange kWords{5, 14};
    const std::uint32_t count = words->Count(row, range, 0);
    for (std::uint32_t part = 0; part < count; ++part) {
      if (part > 0) out->Put(words->style().between);
      words->PutSentence(row, kWords, part, out);
    }
  });
}

TypePlugin TextType(std::string_view name, std::vector<std::string_view> aliases,
                    std::string_view summary, std::string_view example, TypeMaker make) {
  return MakeTypePlugin(name, std::move(aliases), "string", summary, {LanguageOption()},
                        example, make);
}

OptionInfo LengthOption(std::string_view unit, std::string_view fallback,
                        std::string_view doc, double max) {
  return {.name = "length",
          .kind = OptionKind::kLength,
          .default_text = fallback,
          .doc = doc,
          .unit = unit,
          .min = 1,
          .max = max};
}

}  // namespace

TypePlugin text_word_type() {
  return TextType("text.word", {"word"}, "Words of a language.",
                  "{ type: text.word, language: fr }", MakeWord);
}

TypePlugin text_words_type() {
  TypePlugin plugin =
      TextType("text.words", {}, "Some words of a language.",
               "{ type: text.words, length: { min: 2, max: 5 } }", MakeWords);
  plugin.info.options.push_back(
      LengthOption("words", "3", "How many words; a count or {min, max}.", 256));
  return plugin;
}

TypePlugin text_sentence_type() {
  TypePlugin plugin =
      TextType("text.sentence", {"sentence"}, "Sentences of random words.",
               "{ type: text.sentence, language: de }", MakeSentence);
  plugin.info.options.push_back(LengthOption("words", "5 to 14",
                                             "How many words; a count or {min, max}.",
                                             Words::kSentenceWordsMax));
  return plugin;
}

TypePlugin text_paragraph_type() {
  TypePlugin plugin =
      TextType("text.paragraph", {"paragraph"}, "Paragraphs of random sentences.",
               "{ type: text.paragraph, length: 2 }", MakeParagraph);
  plugin.info.options.push_back(LengthOption(
      "sentences", "3 to 6", "How many sentences; a count or {min, max}.", 16));
  return plugin;
}

}  // namespace rowmill
