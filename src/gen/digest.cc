#include "gen/digest.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "draw/stream.h"
#include "gen/characters.h"
#include "value/hex.h"
#include "value/render_text.h"

namespace rowmill {

namespace {

constexpr std::size_t kDigestBytesMax = 64;
constexpr std::size_t kBatchRows = 8;

enum class Encoding : std::uint8_t { kHex, kBase64, kBytes };

std::size_t EncodedBytes(Encoding encoding, std::size_t bytes) {
  if (encoding == Encoding::kHex) return bytes * 2;
  return encoding == Encoding::kBase64 ? (bytes + 2) / 3 * 4 : bytes;
}

/// RFC 4648, with padding.
void PutBase64(const std::uint8_t* in, std::size_t bytes, char* out) {
  constexpr char kDigits[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < bytes; i += 3, out += 4) {
    const std::size_t left = std::min<std::size_t>(3, bytes - i);
    std::uint32_t word = static_cast<std::uint32_t>(in[i]) << 16;
    if (left > 1) word |= static_cast<std::uint32_t>(in[i + 1]) << 8;
    if (left > 2) word |= in[i + 2];
    out[0] = kDigits[word >> 18];
    out[1] = kDigits[(word >> 12) & 63];
    out[2] = left > 1 ? kDigits[(word >> 6) & 63] : '=';
    out[3] = left > 2 ? kDigits[word & 63] : '=';
  }
}

void Encode(Encoding encoding, const std::uint8_t* in, std::size_t bytes, char* out) {
  if (encoding == Encoding::kBytes) {
    std::memcpy(out, in, bytes);
  } else if (encoding == Encoding::kBase64) {
    PutBase64(in, bytes, out);
  } else {
    for (std::size_t i = 0; i < bytes; ++i) PutHex<1>(in[i], out + 2 * i);
  }
}

class DigestGenerator final : public Generator {
 public:
  DigestGenerator(const TypeContext& context, const DigestFunction& function,
                  std::string input, Encoding encoding)
      : function_(function),
        input_(std::move(input)),
        encoding_(encoding),
        bytes_(EncodedBytes(encoding, function.bytes)) {
    if (input_.empty()) draws_.emplace(context.draws, "value", (function.bytes + 7) / 8);
    type_ = DataType::Of(encoding == Encoding::kBytes ? TypeId::kBytes : TypeId::kString);
    facts_.bytes_min = facts_.bytes_max = static_cast<std::uint32_t>(bytes_);
    facts_.plain_text = encoding != Encoding::kBytes;
    // A digest of a column with few values compresses well: nothing is promised then.
    facts_.incompressible = input_.empty();
    facts_.nullable = !input_.empty();
  }

  std::vector<std::string> inputs() const override {
    if (input_.empty()) return {};
    return {input_};
  }

  Status CheckInputs(std::span<const Generator* const> inputs) const override {
    if (input_.empty() || !inputs[0]->type().is_nested()) return {};
    return Fail({ErrorCode::kInvalidModel,
                 fmt::format("input is a field with one value in a row, and '{}' is {} "
                             "(as: string makes its JSON text)",
                             input_, inputs[0]->type().ToString()),
                 "/input"});
  }

  Status Generate(const GenerateCall& call, Column* out) const override {
    out->Reset(type_);
    RM_RETURN_IF_ERROR(ResizeEqualTexts(call.rows.size(), bytes_, out));
    return input_.empty() ? FillRandom(call, out) : FillOf(call, out);
  }

 private:
  Status FillRandom(const GenerateCall& call, Column* out) const {
    char* text = out->bytes().as<char>();
    for (std::uint64_t row : call.rows) {
      std::uint8_t digest[kDigestBytesMax + 8];
      for (std::size_t done = 0; done < function_.bytes; done += 8) {
        const std::uint64_t draw = draws_->Get(row, done / 8);
        for (std::size_t i = 0; i < 8; ++i) {
          digest[done + i] = static_cast<std::uint8_t>(draw >> (8 * i));
        }
      }
      Encode(encoding_, digest, function_.bytes, text);
      text += bytes_;
    }
    return {};
  }

  Status FillOf(const GenerateCall& call, Column* out) const {
    const Column& input = *call.inputs[0];
    const Column& values = input.dictionary() ? *input.dictionary() : input;
    ScratchColumn texts(call.scratch);
    const Column* rendered = &values;
    if (!values.type().is_text_layout()) {
      texts.get()->Reset(DataType::Of(TypeId::kString));
      MakeRenderFunction(values.type(), TimestampText::kBlank)(values, texts.get());
      rendered = texts.get();
    }
    Digest(input, *rendered, out);
    if (!input.has_nulls()) return {};
    const std::size_t bytes = (input.length() + 7) / 8;
    std::memcpy(out->MakeValidity(), input.validity(), bytes);
    return {};
  }

  void Digest(const Column& input, const Column& texts, Column* out) const {
    char* text = out->bytes().as<char>();
    std::string_view messages[kBatchRows];
    std::uint8_t digests[kBatchRows * kDigestBytesMax];
    for (std::size_t start = 0; start < input.length(); start += kBatchRows) {
      const std::size_t count = std::min(kBatchRows, input.length() - start);
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t row = start + i;
        messages[i] = texts.text(
            input.dictionary() ? static_cast<std::size_t>(input.index(row)) : row);
      }
      function_.digest(messages, count, digests);
      for (std::size_t i = 0; i < count; ++i, text += bytes_) {
        Encode(encoding_, digests + i * function_.bytes, function_.bytes, text);
      }
    }
  }

  DigestFunction function_;
  std::string input_;
  Encoding encoding_;
  std::size_t bytes_;
  std::optional<CellDraws> draws_;  ///< without an input
};

std::vector<OptionInfo> DigestOptions() {
  return {{.name = "input",
           .kind = OptionKind::kText,
           .default_text = "none",
           .doc = "Field of the row whose text is hashed; without it the bits are "
                  "random.",
           .example = "email"},
          {.name = "encoding",
           .kind = OptionKind::kChoice,
           .default_text = "hex",
           .doc = "How the digest is written: lower-case hex, base64 with padding, or as "
                  "bytes.",
           .choices = {"hex", "base64", "bytes"},
           .example = "base64"}};
}

}  // namespace

std::unique_ptr<Generator> MakeDigestGenerator(const TypeContext& context,
                                               const Options& options,
                                               const DigestFunction& function,
                                               Faults* faults) {
  if (options.Has("input") && options.Text("input", "").empty()) {
    faults->Add(options.Fault("input", "input is empty"));
    return nullptr;
  }
  const std::string name = options.Text("encoding", "hex");
  const Encoding encoding = name == "base64"  ? Encoding::kBase64
                            : name == "bytes" ? Encoding::kBytes
                                              : Encoding::kHex;
  return std::make_unique<DigestGenerator>(context, function, options.Text("input", ""),
                                           encoding);
}

TypePlugin MakeDigestPlugin(std::string_view name, std::vector<std::string_view> aliases,
                            std::string_view summary, std::string_view example,
                            TypeMaker make) {
  return MakeTypePlugin(name, std::move(aliases), "string", summary, DigestOptions(),
                        example, make);
}

}  // namespace rowmill
