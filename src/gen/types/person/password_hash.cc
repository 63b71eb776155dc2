// Texts in the forms that password hashes are stored in. They are random bits: no
// password has them.

#include "gen/fixed_text.h"
#include "gen/type_plugin.h"

namespace rowmill {

namespace {

constexpr std::string_view kLettersDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// The 64 characters of a scheme, in the order of their values.
std::string BcryptDigits() { return "./" + std::string(kLettersDigits); }
std::string Base64Digits() { return std::string(kLettersDigits) + "+/"; }
std::string CryptDigits() {
  const std::string all(kLettersDigits);
  return "./" + all.substr(52) + all.substr(0, 52);
}

/// A text that is put together from the left: literal characters and encoded bits.
class HashText {
 public:
  explicit HashText(std::string digits) : digits_(std::move(digits)) {}

  void Put(std::string_view literal) { text_ += literal; }

  /// `count` free digits, then one whose value is a multiple of `step` below `end`: where
  /// the bits do not fill the last digit, the rest of it is 0.
  void PutBits(int count, std::size_t step, std::size_t end = 64) {
    for (int i = 0; i < count; ++i) PutPlace(digits_);
    std::string last;
    for (std::size_t value = 0; value < end; value += step) last += digits_[value];
    PutPlace(std::move(last));
  }

  std::unique_ptr<Generator> Make(const DrawScope& draws) {
    return MakeFixedTextGenerator(draws, std::move(text_), std::move(places_), false);
  }

 private:
  void PutPlace(std::string symbols) {
    places_.push_back({static_cast<std::uint32_t>(text_.size()), std::move(symbols)});
    text_ += ' ';
  }

  std::string digits_;
  std::string text_;
  std::vector<TextPlace> places_;
};

/// Salts of 128 bits and hashes of 184. Source: OpenBSD, crypt_blowfish.
HashText Bcrypt() {
  HashText text(BcryptDigits());
  text.Put("$2b$12$");
  text.PutBits(21, 16);
  text.PutBits(30, 4);
  return text;
}

/// Salts of 128 bits and hashes of 256, base 64 without padding. Source: PHC string
/// format; the costs are those of RFC 9106, section 4, second choice.
HashText Argon2id() {
  HashText text(Base64Digits());
  text.Put("$argon2id$v=19$m=65536,t=3,p=4$");
  text.PutBits(21, 16);
  text.Put("$");
  text.PutBits(42, 4);
  return text;
}

/// Sixteen characters of salt and hashes of 512 bits, lowest digits first, so that the
/// last one has two bits. Source: crypt(5), U. Drepper's SHA-crypt.
HashText Sha512Crypt() {
  HashText text(CryptDigits());
  text.Put("$6$");
  text.PutBits(15, 1);
  text.Put("$");
  text.PutBits(85, 1, 4);
  return text;
}

std::unique_ptr<Generator> Make(const TypeContext& context, const Options& options,
                                Faults*) {
  const std::string scheme = options.Text("scheme", "bcrypt");
  HashText text = scheme == "argon2id"       ? Argon2id()
                  : scheme == "sha512_crypt" ? Sha512Crypt()
                                             : Bcrypt();
  return text.Make(context.Record("password_hash:" + options.Text("of", "")));
}

}  // namespace

TypePlugin person_password_hash_type() {
  TypePlugin plugin = MakeRecordPlugin(
      RecordFamily::kPerson, "person.password_hash", {}, "string",
      "Password hashes in the forms of crypt: random ones, of no password.",
      {{.name = "scheme",
        .kind = OptionKind::kChoice,
        .default_text = "bcrypt",
        .doc = "`bcrypt` is $2b$12$…, `argon2id` $argon2id$v=19$…, `sha512_crypt` $6$….",
        .choices = {"bcrypt", "argon2id", "sha512_crypt"}}},
      Make);
  plugin.info.example = "{ type: person.password_hash, scheme: argon2id }";
  return plugin;
}

}  // namespace rowmill
