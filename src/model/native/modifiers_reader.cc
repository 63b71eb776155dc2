#include <fmt/format.h>

#include "base/text.h"
#include "model/native/field_reader.h"
#include "model/native/keys.h"
#include "model/native/locale_name.h"
#include "model/native/native.h"

namespace rowmill {

namespace {

void ReadCaseStyle(const Section& section, Modifiers* modifiers) {
  std::optional<std::string> style = section.Text("case_style");
  if (!style) return;
  modifiers->case_style = LowerAscii(*style);
  if (keys::Has(keys::kCaseStyles, modifiers->case_style)) return;
  std::vector<std::string> names(keys::kCaseStyles.begin(), keys::kCaseStyles.end());
  section.Fault(
      "case_style",
      fmt::format("case_style is one of {}, not {}{}", fmt::join(names, ", "),
                  Shown(*section.Get("case_style")), Suggestion(*style, names)));
}

void ReadStream(const Section& section, Modifiers* modifiers) {
  std::optional<std::string> stream = section.Text("stream");
  if (!stream) return;
  modifiers->stream = *stream;
  std::string fault = NameFault(*stream);
  if (!fault.empty()) section.Fault("stream", fmt::format("stream: {}", fault));
}

}  // namespace

void ReadModifiers(const Section& section, Modifiers* modifiers) {
  if (std::optional<double> rate = section.Number("null_rate")) {
    modifiers->null_rate = *rate;
    if (*rate < 0 || *rate > 1) {
      section.Fault("null_rate", fmt::format("null_rate is from 0 to 1, not {}",
                                             Shown(*section.Get("null_rate"))));
    }
  }
  if (std::optional<std::string> as = section.Text("as")) {
    Result<DataType> type = ReadAsType(*as);
    if (type) {
      modifiers->as = std::move(*type);
    } else {
      section.Fault("as", type.error().message);
    }
  }
  modifiers->unique = section.Bool("unique").value_or(false);
  modifiers->hidden = section.Bool("hidden").value_or(false);
  modifiers->prefix = section.Text("prefix").value_or("");
  modifiers->suffix = section.Text("suffix").value_or("");
  modifiers->description = section.Text("description").value_or("");
  modifiers->pii = section.Text("pii").value_or("");
  modifiers->tags = section.TextList("tags");
  if (std::optional<std::string> format = section.Text("format")) {
    modifiers->format = *format;
    if (format->empty()) section.Fault("format", "format is empty");
  }
  modifiers->locale = section.Text("locale").value_or("");
  CheckLocale(section, modifiers->locale);
  ReadCaseStyle(section, modifiers);
  ReadStream(section, modifiers);
}

}  // namespace rowmill
