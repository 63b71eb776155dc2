/// Letters of a person's name as some identity numbers hold them. Names are ASCII; what
/// is no letter is passed over. No state, thread-safe.
#pragma once

#include <string_view>

namespace rowmill {

/// Three letters of the codice fiscale; return where the next character goes.
/// Source: Decree of the Ministry of Finance, Italy, 12 March 1974, articles 2 and 3.
char* PutItalianFamily(std::string_view family, char* to);
char* PutItalianGiven(std::string_view given, char* to);

/// The first four letters of the CURP, and its three inner consonants. The first word of
/// `family` is the father's name, the second one the mother's; X where there is none.
/// Source: RENAPO, Instructivo Normativo para la Asignación de la CURP (2006).
char* PutMexicanStart(std::string_view family, std::string_view given, char* to);
char* PutMexicanInner(std::string_view family, std::string_view given, char* to);

}  // namespace rowmill
