// SPDX-License-Identifier: Apache-2.0
#include "config/toml.h"

#include <toml++/toml.h>

#include <algorithm>
#include <utility>

#include "base/edit_distance.h"
#include "base/text.h"

namespace xb {
namespace {

// What the library and we read by recursion.  It limits brackets itself; this
// is for the parts of one dotted key.
constexpr int kMaxKeyParts = 32;
// Hand-written files; a generated list of sources is far below as well.
constexpr size_t kMaxBytes = size_t{16} << 20;

// `column` counts characters.
Error ErrorIn(const std::string& file, std::string_view text, int line,
              int column, std::string message, std::string hint) {
  SourcePosition position{
      .file = file, .line = line, .column = 0, .source_line = {}};
  size_t begin = 0;
  for (int i = 1; i < line && begin < text.size(); ++i) {
    begin = std::min(text.find('\n', begin), text.size() - 1) + 1;
  }
  const size_t end = std::min(text.find('\n', begin), text.size());
  position.source_line = text.substr(begin, end - begin);
  size_t byte = 0;
  for (int i = 1; i < column && byte < position.source_line.size(); ++i) {
    do {
      ++byte;
    } while (byte < position.source_line.size() &&
             (position.source_line[byte] & 0xc0) == 0x80);
  }
  position.column = static_cast<int>(byte) + 1;
  Error error = MakeError(std::move(message), std::move(hint));
  error.position = std::move(position);
  return error;
}

// Tells the first place at which a key has too many parts.  Strings and
// comments are skipped as far as that needs to be exact: a wrong guess in a
// broken file only changes which error it gets.
class KeyDepth {
 public:
  explicit KeyDepth(std::string_view text) : text_(text) {}

  // 0: nowhere; else a line.
  int TooDeepAt() {
    while (at_ < text_.size()) {
      if (parts_ > kMaxKeyParts) return line_;
      Step();
    }
    return parts_ > kMaxKeyParts ? line_ : 0;
  }

 private:
  void Step() {
    switch (text_[at_]) {
      case '"':
      case '\'':
        SkipString(text_[at_]);
        return;
      case '#':
        at_ = std::min(text_.find('\n', at_), text_.size());
        return;
      case '.':
        ++parts_;
        break;
      case '\n':
        ++line_;
        parts_ = 0;
        break;
      case '=':
      case ',':
      case '{':
      case '[':
        parts_ = 0;
        break;
      default:
        break;
    }
    ++at_;
  }

  void SkipString(char quote) {
    const std::string triple(3, quote);
    const bool is_long = text_.substr(at_, 3) == triple;
    at_ += is_long ? 3 : 1;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\\' && quote == '"') {
        at_ += 2;
      } else if (is_long ? text_.substr(at_, 3) == triple
                         : c == quote || c == '\n') {
        at_ += is_long ? 3 : c == quote ? 1 : 0;
        return;
      } else {
        if (c == '\n') ++line_;
        ++at_;
      }
    }
  }

  const std::string_view text_;
  size_t at_ = 0;
  int line_ = 1;
  int parts_ = 0;
};

void Place(const toml::source_region& source, TomlNode* node) {
  node->line = static_cast<int>(source.begin.line);
  node->column = static_cast<int>(source.begin.column);
}

TomlNode Convert(const toml::node& from) {
  TomlNode node;
  Place(from.source(), &node);
  if (const toml::table* table = from.as_table()) {
    node.kind = TomlNode::Kind::kTable;
    for (const auto& [key, value] : *table) {
      TomlNode item = Convert(value);
      item.key = key.str();
      if (key.source().begin.line != 0) Place(key.source(), &item);
      node.items.push_back(std::move(item));
    }
    std::stable_sort(node.items.begin(), node.items.end(),
                     [](const TomlNode& a, const TomlNode& b) {
                       return std::pair(a.line, a.column) <
                              std::pair(b.line, b.column);
                     });
  } else if (const toml::array* array = from.as_array()) {
    node.kind = TomlNode::Kind::kArray;
    for (const toml::node& item : *array) node.items.push_back(Convert(item));
  } else if (const auto* text = from.as_string()) {
    node.kind = TomlNode::Kind::kText;
    node.text = text->get();
  } else if (const auto* integer = from.as_integer()) {
    node.kind = TomlNode::Kind::kInteger;
    node.integer = integer->get();
  } else if (const auto* number = from.as_floating_point()) {
    node.kind = TomlNode::Kind::kNumber;
    node.number = number->get();
  } else if (const auto* boolean = from.as_boolean()) {
    node.kind = TomlNode::Kind::kBool;
    node.boolean = boolean->get();
  } else {
    node.kind = TomlNode::Kind::kTime;
  }
  return node;
}

// The library says first what it was doing; the place says that better.
std::string WithoutContext(std::string_view description) {
  constexpr std::string_view kContext = "Error while parsing ";
  const size_t colon = description.find(": ");
  if (description.starts_with(kContext) && colon != std::string_view::npos) {
    description.remove_prefix(colon + 2);
  }
  return std::string(description);
}

}  // namespace

const TomlNode* TomlNode::Find(std::string_view wanted) const {
  const auto found =
      std::find_if(items.begin(), items.end(),
                   [&](const TomlNode& item) { return item.key == wanted; });
  return found == items.end() ? nullptr : &*found;
}

Error TomlDocument::ErrorAt(const TomlNode& node, std::string message,
                            std::string hint) const {
  return ErrorIn(file, text, node.line, node.column, std::move(message),
                 std::move(hint));
}

Result<TomlDocument> ParseToml(std::string file, std::string text) {
  if (text.size() > kMaxBytes) {
    return MakeError("`" + file + "` is too large to be a TOML file of ours");
  }
  if (const int line = KeyDepth(text).TooDeepAt()) {
    return ErrorIn(file, text, line, 1, "a key has too many parts", {});
  }
  const toml::parse_result parsed =
      toml::parse(std::string_view(text), std::string_view());
  if (!parsed) {
    const toml::source_position at = parsed.error().source().begin;
    return ErrorIn(file, text, std::max(static_cast<int>(at.line), 1),
                   static_cast<int>(at.column),
                   WithoutContext(parsed.error().description()), {});
  }
  TomlDocument document{.file = std::move(file), .text = {}, .root = {}};
  document.root = Convert(parsed.table());
  document.text = std::move(text);
  return document;
}

std::string NearestKey(std::string_view word,
                       const std::vector<std::string_view>& known) {
  const std::string_view nearest = SpellcheckString(word, known);
  if (nearest.empty()) return {};
  return "did you mean `" + std::string(nearest) + "`?";
}

}  // namespace xb
