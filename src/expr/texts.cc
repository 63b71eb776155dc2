// Texts. Lengths and positions count characters (code points).
#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "expr/convert.h"
#include "expr/function.h"
#include "expr/kernels.h"
#include "value/case_style.h"
#include "value/hex.h"
#include "value/sha1.h"
#include "value/text_writer.h"

namespace rowmill {

namespace {

const DataType& TextType() {
  static const DataType type = DataType::Of(TypeId::kString);
  return type;
}

/// Anything but a nested value goes into a text as it is written.
Status ToTexts(CallBinder* call, std::size_t first = 0) {
  for (std::size_t i = first; i < call->size(); ++i) {
    Result<int> made =
        CastNode(call->builder, call->args[i], TextType(), call->arg_spans[i]);
    if (!made) return call->ArgFault(i, made.error().message);
    call->args[i] = *made;
  }
  return {};
}

Status CheckText(CallBinder* call, std::size_t arg) {
  if (call->IsNull(arg)) return {};
  if (call->type(arg).id == TypeId::kString) return {};
  return call->ArgFault(
      arg, fmt::format("{} takes a text, this is {} (cast(x as string))", call->name,
                       call->type(arg).ToString()));
}

/// Of texts one behind the other.
ColumnFacts JoinedFacts(const CallBinder& call) {
  ColumnFacts facts;
  std::uint64_t least = 0, most = 0;
  facts.plain_text = true;
  for (std::size_t i = 0; i < call.size(); ++i) {
    const ColumnFacts& of = call.facts(i);
    least += of.bytes_min;
    most += of.bytes_max;
    facts.plain_text = facts.plain_text && of.plain_text;
  }
  facts.bytes_min =
      static_cast<std::uint32_t>(std::min<std::uint64_t>(least, UINT32_MAX));
  facts.bytes_max = static_cast<std::uint32_t>(std::min<std::uint64_t>(most, UINT32_MAX));
  return facts;
}

void Join(const KernelCall& call, Column* out) {
  TextWriter writer(out, call.rows, 32);
  for (std::size_t i = 0; i < call.rows; ++i) {
    const std::size_t before = writer.size();
    for (std::size_t arg = 0; arg < call.args.size(); ++arg) {
      const Column& part = *call.args[arg];
      const std::size_t row = RowOf(call, arg, i);
      if (part.IsValid(row)) writer.Put(part.text(row));
    }
    EndText(call, i, before, &writer);
  }
}

/// Texts may grow too long.
KernelTraits JoinTraits() { return {.can_fail = true, .key = "text"}; }

/// `||`: null when one side is.
Result<int> BindJoin(CallBinder* call) {
  RM_RETURN_IF_ERROR(ToTexts(call));
  return call->Call(TextType(), JoinedFacts(*call), JoinTraits(), Join);
}

/// Nulls are left out.
Result<int> BindConcat(CallBinder* call) {
  RM_RETURN_IF_ERROR(ToTexts(call));
  ColumnFacts facts = JoinedFacts(*call);
  bool nullable = false;
  for (std::size_t i = 0; i < call->size(); ++i) {
    nullable = nullable || call->facts(i).nullable;
  }
  KernelTraits traits = JoinTraits();
  if (nullable) {
    facts.bytes_min = 0;
    facts.plain_text = false;
    traits.strict = false;
    traits.never_null = true;
  }
  return call->Call(TextType(), facts, traits, Join);
}

/// The first argument stands between the others; nulls are left out.
Result<int> BindJoinWith(CallBinder* call) {
  RM_RETURN_IF_ERROR(ToTexts(call));
  if (call->facts(0).nullable) return call->ArgFault(0, "the separator may not be null");
  KernelTraits traits = JoinTraits();
  traits.strict = false;
  traits.never_null = true;
  return call->Call(TextType(), {}, traits, [](const KernelCall& c, Column* out) {
    TextWriter writer(out, c.rows, 32);
    for (std::size_t i = 0; i < c.rows; ++i) {
      const std::size_t before = writer.size();
      bool first = true;
      for (std::size_t arg = 1; arg < c.args.size(); ++arg) {
        const Column& part = *c.args[arg];
        const std::size_t row = RowOf(c, arg, i);
        if (!part.IsValid(row)) continue;
        if (!first) writer.Put(c.args[0]->text(RowOf(c, 0, i)));
        writer.Put(part.text(row));
        first = false;
      }
      EndText(c, i, before, &writer);
    }
  });
}

/// The digest of the text's UTF-8 in small hexadecimal letters.
template <std::size_t kBytes, typename Digest>
Result<int> HexCall(CallBinder* call, Digest digest) {
  RM_RETURN_IF_ERROR(ToTexts(call));
  ColumnFacts facts;
  facts.bytes_min = facts.bytes_max = 2 * kBytes;
  facts.plain_text = true;
  return call->Call(TextType(), facts, {.key = "text"},
                    [digest](const KernelCall& c, Column* out) {
                      TextWriter writer(out, c.rows, 2 * kBytes);
                      for (std::size_t i = 0; i < c.rows; ++i) {
                        std::uint8_t bytes[kBytes];
                        digest(c.args[0]->text(i), bytes);
                        char* at = writer.Room(2 * kBytes);
                        for (std::size_t k = 0; k < kBytes; ++k) {
                          PutHex<1>(bytes[k], at + 2 * k);
                        }
                        writer.SetEnd(at + 2 * kBytes);
                        writer.EndRow();
                      }
                    });
}

Result<int> BindSha256(CallBinder* call) {
  return HexCall<32>(call, [](std::string_view text, std::uint8_t* out) {
    const Sha256Digest digest = Sha256(text);
    std::copy(digest.begin(), digest.end(), out);
  });
}
Result<int> BindSha1(CallBinder* call) {
  return HexCall<kSha1DigestBytes>(
      call, [](std::string_view text, std::uint8_t* out) { Sha1(text, out); });
}

template <CaseStyle kStyle>
Result<int> BindCase(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckText(call, 0));
  return call->Call(
      TextType(), CasedFacts(call->facts(0)), {.key = "text"},
      [](const KernelCall& c, Column* out) { ApplyCase(kStyle, *c.args[0], out); });
}

Result<int> BindLength(CallBinder* call) {
  RM_RETURN_IF_ERROR(CheckText(call, 0));
  ColumnFacts facts;
  facts.min = 0;
  facts.max = call->facts(0).bytes_max;
  return call->Call(DataType::Of(TypeId::kInt64), facts, {.key = "text"},
                    [](const KernelCall& c, Column* out) {
                      auto* values = out->ResizeValues<std::int64_t>(c.rows);
                      for (std::size_t i = 0; i < c.rows; ++i) {
                        std::int64_t count = 0;
                        for (char letter : c.args[0]->text(i)) {
                          count += (letter & 0xC0) != 0x80 ? 1 : 0;
                        }
                        values[i] = count;
                      }
                    });
}

}  // namespace

std::vector<FunctionInfo> TextFunctions() {
  constexpr std::string_view kFamily = "text";
  return {
      {"||", kFamily, "a || b",
       "The texts one behind the other; numbers and dates as written.", "'n' || 12.50",
       "n12.50", 2, 2, BindJoin},
      {"concat", kFamily, "concat(a, b, ...)", "Like ||, with nulls left out.",
       "concat('a', null, 1)", "a1", 1, 1'000, BindConcat},
      {"concat_ws", kFamily, "concat_ws(separator, a, b, ...)",
       "The texts with the separator between them; nulls are left out.",
       "concat_ws('-', 'a', null, 'b')", "a-b", 2, 1'000, BindJoinWith},
      {"sha1", kFamily, "sha1(x)", "SHA-1 digest of the text in hexadecimal.",
       "sha1('abc')", "a9993e364706816aba3e25717850c26c9cd0d89d", 1, 1, BindSha1},
      {"sha256", kFamily, "sha256(x)", "SHA-256 digest of the text in hexadecimal.",
       "left(sha256('abc'), 16)", "ba7816bf8f01cfea", 1, 1, BindSha256},
      {"lower", kFamily, "lower(x)", "In small letters.", "lower('ÉTÉ')", "été", 1, 1,
       BindCase<CaseStyle::kLower>},
      {"upper", kFamily, "upper(x)", "In capital letters.", "upper('été')", "ÉTÉ", 1, 1,
       BindCase<CaseStyle::kUpper>},
      {"initcap", kFamily, "initcap(x)", "Every word with a capital.",
       "initcap('john smith')", "John Smith", 1, 1, BindCase<CaseStyle::kTitle>},
      {"length", kFamily, "length(x)", "Number of characters.", "length('été')", "3", 1,
       1, BindLength},
  };
}

}  // namespace rowmill
