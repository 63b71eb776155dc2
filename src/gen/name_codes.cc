#include "gen/name_codes.h"

#include <cstddef>
#include <cstdint>

namespace rowmill {

namespace {

/// REQUIRES: a capital.
bool IsVowel(char c) {
  constexpr std::uint32_t kVowels = 1u << ('A' - 'A') | 1u << ('E' - 'A') |
                                    1u << ('I' - 'A') | 1u << ('O' - 'A') |
                                    1u << ('U' - 'A');
  return (kVowels >> (c - 'A') & 1) != 0;
}

/// The capitals of a text, as many as fit.
struct Letters {
  explicit Letters(std::string_view text) {
    for (char c : text) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
      if (c >= 'A' && c <= 'Z' && size < sizeof(at)) at[size++] = c;
    }
  }
  char at[32];
  std::size_t size = 0;
};

/// Consonants, then vowels, then X, until there are three.
char* PutThree(const Letters& letters, char* to) {
  char* const end = to + 3;
  for (bool vowels : {false, true}) {
    for (std::size_t i = 0; i < letters.size && to < end; ++i) {
      if (IsVowel(letters.at[i]) == vowels) *to++ = letters.at[i];
    }
  }
  while (to < end) *to++ = 'X';
  return to;
}

std::string_view Word(std::string_view text, int number) {
  for (; number > 0; --number) {
    const std::size_t blank = text.find_first_of(" -");
    if (blank == std::string_view::npos) return {};
    text.remove_prefix(blank + 1);
  }
  return text.substr(0, text.find_first_of(" -"));
}

/// The first vowel or consonant behind the first letter; X where there is none.
char Inner(const Letters& letters, bool vowel) {
  for (std::size_t i = 1; i < letters.size; ++i) {
    if (IsVowel(letters.at[i]) == vowel) return letters.at[i];
  }
  return 'X';
}

char First(const Letters& letters) { return letters.size > 0 ? letters.at[0] : 'X'; }

/// Starts that would be a rude word: their second letter becomes X.
bool IsRude(std::string_view start) {
  static constexpr std::string_view kWords =
      "BACA BAKA BUEI BUEY CACA CACO CAGA CAGO CAKA CAKO COGE COGI COJA COJE COJI COJO "
      "COLA CULO FALO FETO GETA GUEI GUEY JETA JOTO KACA KACO KAGA KAGO KAKA KAKO KOGE "
      "KOGI KOJA KOJE KOJI KOJO KOLA KULO LILO LOCA LOCO LOKA LOKO MAME MAMO MEAR MEAS "
      "MEON MIAR MION MOCO MOKO MULA MULO NACA NACO PEDA PEDO PENE PIPI PITO POPO PUTA "
      "PUTO QULO RATA ROBA ROBE ROBO RUIN SENO TETA VACA VAGA VAGO VAKA VUEI VUEY WUEI "
      "WUEY";
  return kWords.find(start) != std::string_view::npos;
}

}  // namespace

char* PutItalianFamily(std::string_view family, char* to) {
  return PutThree(Letters(family), to);
}

char* PutItalianGiven(std::string_view given, char* to) {
  const Letters letters(given);
  char consonants[4];
  std::size_t count = 0;
  for (std::size_t i = 0; i < letters.size && count < 4; ++i) {
    if (!IsVowel(letters.at[i])) consonants[count++] = letters.at[i];
  }
  if (count < 4) return PutThree(letters, to);
  to[0] = consonants[0];
  to[1] = consonants[2];
  to[2] = consonants[3];
  return to + 3;
}

char* PutMexicanStart(std::string_view family, std::string_view given, char* to) {
  const Letters father(Word(family, 0));
  to[0] = First(father);
  to[1] = Inner(father, true);
  to[2] = First(Letters(Word(family, 1)));
  to[3] = First(Letters(Word(given, 0)));
  if (IsRude({to, 4})) to[1] = 'X';
  return to + 4;
}

char* PutMexicanInner(std::string_view family, std::string_view given, char* to) {
  *to++ = Inner(Letters(Word(family, 0)), false);
  *to++ = Inner(Letters(Word(family, 1)), false);
  *to++ = Inner(Letters(Word(given, 0)), false);
  return to;
}

}  // namespace rowmill
