// What the web is made of: domains, addresses, agents, media types.

#include <fmt/format.h>

#include "gen/table_text.h"
#include "gen/type_plugin.h"
#include "gen/web_words.h"
#include "value/text_facts.h"

namespace rowmill {

namespace {

std::unique_ptr<Generator> MakeWhole(const TypeContext& context, std::string_view name,
                                     std::string_view column) {
  const DictTable& table = context.dictionaries->Get(name);
  return MakeTableText(context, table, table.all(), column);
}
std::unique_ptr<Generator> MakeTld(const TypeContext& context, const Options&, Faults*) {
  return MakeWhole(context, "tlds", "tld");
}
std::unique_ptr<Generator> MakeAgent(const TypeContext& context, const Options&,
                                     Faults*) {
  return MakeWhole(context, "user_agents", "text");
}
std::unique_ptr<Generator> MakeMime(const TypeContext& context, const Options&, Faults*) {
  return MakeWhole(context, "mime_types", "type");
}

/// Endings that are reserved, so that no real site is meant (RFC 2606), or real ones.
std::shared_ptr<const Dictionary> Endings(bool reserved) {
  auto endings = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  if (reserved) {
    for (const char* ending : {".example", ".test", ".invalid"}) {
      endings->AppendText(ending);
    }
  } else {
    for (const char* ending : {".com", ".net", ".org", ".io", ".info", ".biz"}) {
      endings->AppendText(ending);
    }
  }
  return endings;
}

class DomainText {
 public:
  DomainText(const TypeContext& context, const Options& options)
      : words_(WebWords(*context.dictionaries)),
        endings_(Endings(!options.Bool("real_tld", false))),
        key_(context.draws.Key("domain")) {}

  ColumnFacts Facts() const {
    ColumnFacts words = FactsOfEntries(words_);
    ColumnFacts endings = FactsOfEntries(endings_);
    ColumnFacts facts;
    facts.bytes_min = words.bytes_min + endings.bytes_min;
    facts.bytes_max = 2 * words.bytes_max + 1 + endings.bytes_max;
    facts.plain_text = true;
    return facts;
  }

  void operator()(std::uint64_t row, TextWriter* out) const {
    const std::uint64_t form = Draw(key_, row);
    PutWord(DrawAttempt(key_, row, 1), out);
    if ((form & 1) != 0) {
      if ((form & 2) != 0) out->Put('-');
      PutWord(DrawAttempt(key_, row, 2), out);
    }
    out->PutEntry(*endings_, (form >> 32) * endings_->length() >> 32);
  }

 private:
  void PutWord(std::uint64_t draw, TextWriter* out) const {
    out->PutEntry(*words_, (draw >> 32) * words_->length() >> 32);
  }
  std::shared_ptr<const Dictionary> words_;
  std::shared_ptr<const Dictionary> endings_;
  DrawKey key_;
};

std::unique_ptr<Generator> MakeDomain(const TypeContext& context, const Options& options,
                                      Faults*) {
  DomainText text(context, options);
  ColumnFacts facts = text.Facts();
  return MakeComposedText(std::move(facts), std::move(text));
}

/// Words with `-` between them.
class SlugText {
 public:
  SlugText(const TypeContext& context, std::string_view slot, LengthRange words)
      : words_(WebWords(*context.dictionaries)),
        key_(context.draws.Key(slot)),
        range_(words) {}
  void operator()(std::uint64_t row, TextWriter* out) const {
    const std::uint64_t form = Draw(key_, row);
    const auto span = static_cast<std::uint64_t>(range_.max - range_.min) + 1;
    const std::uint64_t count =
        static_cast<std::uint64_t>(range_.min) + ((form >> 32) * span >> 32);
    for (std::uint32_t i = 0; i < count; ++i) {
      if (i > 0) out->Put('-');
      std::uint64_t draw = DrawAttempt(key_, row, i + 1);
      out->PutEntry(*words_, (draw >> 32) * words_->length() >> 32);
    }
  }
  std::size_t bytes_max() const {
    return static_cast<std::size_t>(range_.max) * (FactsOfEntries(words_).bytes_max + 1);
  }

 private:
  std::shared_ptr<const Dictionary> words_;
  DrawKey key_;
  LengthRange range_;
};

std::unique_ptr<Generator> MakeSlug(const TypeContext& context, const Options& options,
                                    Faults*) {
  const LengthRange words = options.Length("length", {3, 3});
  SlugText text(context, "value", words);
  ColumnFacts facts;
  facts.bytes_min = static_cast<std::uint32_t>(words.min);
  facts.bytes_max = static_cast<std::uint32_t>(text.bytes_max());
  facts.plain_text = true;
  return MakeComposedText(std::move(facts), std::move(text));
}

std::unique_ptr<Generator> MakeUrl(const TypeContext& context, const Options& options,
                                   Faults*) {
  DomainText domain(context, options);
  SlugText path(context, "path", {1, 4});
  ColumnFacts facts;
  facts.bytes_min = 10;
  facts.bytes_max =
      static_cast<std::uint32_t>(domain.Facts().bytes_max + 13 + path.bytes_max());
  facts.plain_text = true;
  return MakeComposedText(std::move(facts), [=](std::uint64_t row, TextWriter* out) {
    out->Put("https://");
    domain(row, out);
    out->Put('/');
    path(row, out);
  });
}

TypePlugin InternetType(std::string_view name, std::vector<std::string_view> aliases,
                        std::string_view summary, std::vector<OptionInfo> options,
                        std::string_view example, TypeMaker make) {
  return MakeTypePlugin(name, std::move(aliases), "string", summary, std::move(options),
                        example, make);
}

OptionInfo RealTld() {
  return {.name = "real_tld",
          .kind = OptionKind::kBool,
          .default_text = "false",
          .doc = "Endings such as .com, which may exist, instead of the reserved ones."};
}

}  // namespace

TypePlugin internet_domain_type() {
  return InternetType("internet.domain", {"domain"}, "Domain names, reserved ones.",
                      {RealTld()}, "{ type: domain, real_tld: true }", MakeDomain);
}

TypePlugin internet_url_type() {
  return InternetType("internet.url", {"url"}, "Addresses of web pages.", {RealTld()},
                      "internet.url", MakeUrl);
}

TypePlugin internet_slug_type() {
  return InternetType("internet.slug", {}, "Words with hyphens, as in addresses.",
                      {{.name = "length",
                        .kind = OptionKind::kLength,
                        .default_text = "3",
                        .doc = "How many words; a count or {min, max}.",
                        .unit = "words",
                        .min = 1,
                        .max = 16}},
                      "internet.slug", MakeSlug);
}

TypePlugin internet_tld_type() {
  return InternetType("internet.tld", {}, "Top-level domains, without the dot.", {},
                      "internet.tld", MakeTld);
}

TypePlugin internet_user_agent_type() {
  return InternetType("internet.user_agent", {"user_agent"},
                      "User agents of browsers, as often as they are seen.", {},
                      "user_agent", MakeAgent);
}

TypePlugin internet_mime_type_type() {
  return InternetType("internet.mime_type", {}, "Media types that files have, all alike.",
                      {}, "internet.mime_type", MakeMime);
}

}  // namespace rowmill
