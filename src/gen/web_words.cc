#include "gen/web_words.h"

#include "base/text.h"
#include "gen/table_text.h"

namespace rowmill {

std::shared_ptr<const Dictionary> WebWords(const Dictionaries& dictionaries) {
  const DictTable& table = dictionaries.Get("words");
  auto all = SliceEntries(table, *table.Slice("en"), "word");
  auto words = std::make_shared<Dictionary>(DataType::Of(TypeId::kString));
  for (std::size_t i = 0; i < all->length(); ++i) {
    std::string word = LowerAscii(all->text(i));
    if (word.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos) {
      words->AppendText(word);
    }
  }
  return words;
}

}  // namespace rowmill
