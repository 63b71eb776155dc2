/// Pages about plug-ins, made from their Info rows: lists and single entries, as tables
/// for the terminal or as Markdown for the README. No state, thread-safe.
#pragma once

#include <string>

#include "plugin/catalog.h"

namespace rowmill::cli {

/// All plug-ins of a list, by family, and the planned names behind.
std::string ListText(const InfoList& list);
/// A Markdown table; planned names are not in it.
std::string ListMarkdown(const InfoList& list);
/// One plug-in: summary, output, options, example.
std::string InfoText(const Info& info);
/// The same as Markdown.
std::string InfoMarkdown(const Info& info);

}  // namespace rowmill::cli
