/// What a command says to people: results on standard output, everything else on standard
/// error. Not thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rowmill::cli {

inline constexpr int kExitDone = 0;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitInterrupted = 130;

/// Makes file descriptors 0 to 2 stand, so that no output file takes their place: a
/// closed one becomes an end that fails when it is used.
void HoldStandardStreams();

/// Writes to standard output. Errors: kIo with the system's reason.
Status WriteStdout(std::string_view text);

/// WriteStdout for the last thing a command does: tells a failure, answers the exit code.
int Finish(std::string_view text);

/// Writes a whole line to standard error. A failure there is nobody's to hear.
void Say(std::string_view line);

/// `error: message` for a single error, or every fault of several as
/// `source:line:col: /pointer: message` with a count behind. Answers the exit code.
/// `source` is the name of the model file, or empty.
int Tell(const Error& error, std::string_view source = {});

/// `warning: source:line:col: message`, a line each.
void TellWarnings(const std::vector<Error>& warnings, std::string_view source);

/// `error: message` and where to find help. Answers kExitUsage.
int TellUsage(std::string_view message, std::string_view command);

bool StdoutIsTerminal();
bool StderrIsTerminal();
/// Columns of the terminal of standard error; 80 when unknown.
int TerminalColumns();

}  // namespace rowmill::cli
