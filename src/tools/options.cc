// SPDX-License-Identifier: Apache-2.0
#include "tools/options.h"

#include <algorithm>

namespace xb {
namespace {

class Parser {
 public:
  Parser(std::string_view tool, std::span<const OptionSpec> specs,
         std::span<const std::string> arguments, OutputStream& err)
      : tool_(tool), specs_(specs), arguments_(arguments), err_(err) {
    knows_names_ =
        std::any_of(specs.begin(), specs.end(),
                    [](const OptionSpec& spec) { return !spec.name.empty(); });
  }

  std::optional<ParsedOptions> Parse() {
    for (; next_ < arguments_.size(); ++next_) {
      const std::string_view argument = arguments_[next_];
      if (argument == "--") {
        parsed_.words.insert(parsed_.words.end(),
                             arguments_.begin() + next_ + 1, arguments_.end());
        break;
      }
      bool good = true;
      if (argument.size() < 2 || argument[0] != '-') {
        parsed_.words.emplace_back(argument);
      } else if (knows_names_ && argument[1] == '-') {
        good = TakeName(argument.substr(2));
      } else {
        good = TakeLetters(argument.substr(1));
      }
      if (!good || parsed_.Has('h')) return std::nullopt;
    }
    return std::move(parsed_);
  }

 private:
  bool Complain(const std::string& text) {
    err_.Write(std::string(tool_) + ": " + text + "\n");
    return false;
  }

  bool TakeLetters(std::string_view letters) {
    for (size_t i = 0; i < letters.size(); ++i) {
      const char letter = letters[i];
      const auto spec =
          std::find_if(specs_.begin(), specs_.end(),
                       [&](const OptionSpec& s) { return s.letter == letter; });
      if (spec == specs_.end()) {
        return Complain(std::string("invalid option -- '") + letter + "'");
      }
      if (!spec->has_value) {
        parsed_.options.emplace_back(letter, std::string());
        // The first thing that is wrong or asks for help decides.
        if (letter == 'h') return true;
        continue;
      }
      if (i + 1 < letters.size()) {
        parsed_.options.emplace_back(letter, letters.substr(i + 1));
        return true;
      }
      if (next_ + 1 == arguments_.size()) {
        return Complain(std::string("option requires an argument -- '") +
                        letter + "'");
      }
      parsed_.options.emplace_back(letter, arguments_[++next_]);
    }
    return true;
  }

  bool TakeName(std::string_view text) {
    const size_t equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    std::vector<const OptionSpec*> matches;
    for (const OptionSpec& spec : specs_) {
      if (spec.name.empty() || !spec.name.starts_with(name)) continue;
      if (spec.name == name) {
        matches = {&spec};
        break;
      }
      matches.push_back(&spec);
    }
    if (matches.empty()) {
      return Complain("unrecognized option '--" + std::string(text) + "'");
    }
    if (matches.size() > 1) {
      std::string text_of_all =
          "option '--" + std::string(text) + "' is ambiguous; possibilities:";
      for (const OptionSpec* spec : matches) {
        text_of_all += " '--" + std::string(spec->name) + "'";
      }
      return Complain(text_of_all);
    }
    const OptionSpec& spec = *matches[0];
    const std::string quoted = "option '--" + std::string(spec.name) + "'";
    std::string value;
    if (equals != std::string_view::npos) {
      if (!spec.has_value) {
        return Complain(quoted + " doesn't allow an argument");
      }
      value = text.substr(equals + 1);
    } else if (spec.has_value) {
      if (next_ + 1 == arguments_.size()) {
        return Complain(quoted + " requires an argument");
      }
      value = arguments_[++next_];
    }
    parsed_.options.emplace_back(spec.letter, std::move(value));
    return true;
  }

  const std::string_view tool_;
  const std::span<const OptionSpec> specs_;
  const std::span<const std::string> arguments_;
  OutputStream& err_;
  bool knows_names_ = false;
  size_t next_ = 0;
  ParsedOptions parsed_;
};

}  // namespace

bool ParsedOptions::Has(char letter) const {
  return ValueOf(letter).has_value();
}

std::optional<std::string> ParsedOptions::ValueOf(char letter) const {
  for (auto it = options.rbegin(); it != options.rend(); ++it) {
    if (it->first == letter) return it->second;
  }
  return std::nullopt;
}

std::optional<ParsedOptions> ParseOptions(
    std::string_view tool, std::span<const OptionSpec> specs,
    std::span<const std::string> arguments, OutputStream& err) {
  return Parser(tool, specs, arguments, err).Parse();
}

}  // namespace xb
