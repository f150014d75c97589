// SPDX-License-Identifier: Apache-2.0
#include "cache/cl_options.h"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "base/path.h"

namespace xb {
namespace {

struct ClRefusal {
  std::string_view begin;
  std::string_view reason;
};

// By the beginning of an option, without its `/` or `-`.  The first that fits
// counts, and it counts before what is known to be harmless.
constexpr std::array kClRefusals = std::to_array<ClRefusal>({
    {"Zi", "it writes debug information to a file that steps share"},
    {"ZI", "it writes debug information to a file that steps share"},
    {"Fd", "it writes debug information to a file that steps share"},
    {"Y", "it makes or reads a precompiled header"},
    {"Fp", "it makes or reads a precompiled header"},
    {"FA", "it writes a listing"},
    {"Fa", "it writes a listing"},
    {"FR", "it writes a list of names"},
    {"Fr", "it writes a list of names"},
    {"Fi", "it writes what was preprocessed"},
    {"Fm", "it links: which libraries it finds is not known"},
    {"Fe", "it links: which libraries it finds is not known"},
    {"LD", "it links: which libraries it finds is not known"},
    {"link", "it links: which libraries it finds is not known"},
    {"FU", "it reads an assembly"},
    {"clr", "it makes an assembly"},
    {"Gm", "it keeps a state between runs"},
    {"EP", "it preprocesses instead of compiling"},
    {"Zs", "it only checks the syntax"},
    {"doc", "it writes documentation"},
    {"analyze", "it analyses"},
    {"sourceDependencies", "it writes a list of headers"},
    {"scanDependencies", "it writes a list of headers"},
    {"module", "it uses modules"},
    {"interface", "it uses modules"},
    {"internalPartition", "it uses modules"},
    {"exportHeader", "it uses modules"},
    {"header", "it uses modules"},
    {"ifc", "it uses modules"},
    {"reference", "it uses modules"},
    {"translateInclude", "it uses modules"},
    {"experimental:module", "it uses modules"},
    {"external:env", "it reads a list of directories from a variable"},
    {"B", "it runs other parts, or tells of its own run"},
    {"d1", "it is told what nobody documents"},
    {"d2", "it is told what nobody documents"},
});

// Without an effect on which files are read or written.
constexpr std::array<std::string_view, 48> kHarmless = {
    "EH",         "GA",        "GF",          "GL-",    "GR",    "GS",
    "GT",         "GX",        "Gd",          "Ge",     "Gh",    "Gr",
    "Gs",         "Gv",        "Gw",          "Gy",     "Gz",    "J",
    "MD",         "MP",        "MT",          "O",      "Q",     "RTC",
    "W",          "X",         "Z7",          "Za",     "Zc:",   "Ze",
    "Zl",         "Zo",        "Zp",          "arch:",  "await", "bigobj",
    "constexpr:", "cgthreads", "diagnostics", "favor:", "fp:",   "guard:",
    "nologo",     "openmp",    "permissive",  "std:",   "vd",    "vm",
};
// The same, but nothing may follow them, or only a sign.
constexpr std::array<std::string_view, 21> kHarmlessWords = {
    "FC",
    "FS",
    "TC",
    "TP",
    "u",
    "w",
    "utf-8",
    "sdl",
    "sdl-",
    "kernel",
    "kernel-",
    "homeparams",
    "hotpatch",
    "Brepro",
    "fastfail",
    "volatile:iso",
    "volatile:ms",
    "validate-charset",
    "validate-charset-",
    "external:anglebrackets",
    "errorReport:none",
};
// Their argument is joined to them or the next word.
constexpr std::array<std::string_view, 5> kTakesValue = {"D", "U", "I",
                                                         "external:I", "AI"};

bool BeginsWithAny(std::string_view text,
                   std::span<const std::string_view> begins) {
  for (const std::string_view begin : begins) {
    if (text.starts_with(begin)) return true;
  }
  return false;
}

bool IsAny(std::string_view text, std::span<const std::string_view> words) {
  for (const std::string_view word : words) {
    if (text == word) return true;
  }
  return false;
}

// The words of an @FILE: blanks separate, `"` quotes, and a backslash is one
// unless a quote follows.
std::vector<std::string> SplitClResponse(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool in_word = false;
  bool is_quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (c == '\\' && i + 1 < text.size() && text[i + 1] == '"') {
      word += text[++i];
      in_word = true;
    } else if (c == '"') {
      is_quoted = !is_quoted;
      in_word = true;
    } else if (is_quoted || !is_blank) {
      word += c;
      in_word = true;
    } else if (in_word) {
      words.push_back(std::move(word));
      word.clear();
      in_word = false;
    }
  }
  if (in_word) words.push_back(std::move(word));
  return words;
}

class ClReader {
 public:
  explicit ClReader(ReadResponse read_response)
      : read_response_(read_response) {}

  CompilerFacts Read(std::span<const std::string> options) {
    // The name of the object file, with the directory, is in what it writes.
    facts_.names_directory = true;
    facts_.packs_text = true;
    // OptionWords refers to both.
    const auto split = [](std::string_view text) {
      return SplitClResponse(text);
    };
    const auto take = [this](const std::string& option,
                             const std::string* next) {
      return Take(option, next);
    };
    const OptionWords words{.read_response = read_response_,
                            .split = split,
                            .take = take,
                            .files = facts_.inputs};
    const std::string unread = words.Walk(options);
    if (!unread.empty()) Refuse("`@" + unread + "` cannot be read");
    Conclude();
    return std::move(facts_);
  }

 private:
  void Refuse(std::string reason) {
    if (facts_.not_cached_because.empty()) {
      facts_.not_cached_because = std::move(reason);
    }
  }

  // True when `next` was its argument.
  bool Take(const std::string& word, const std::string* next) {
    if (word.size() < 2 || (word[0] != '/' && word[0] != '-')) {
      facts_.sources.push_back(word);
      return false;
    }
    const std::string_view option = std::string_view(word).substr(1);
    if (option == "c") {
      compiles_ = true;
    } else if (option.starts_with("showIncludes")) {
      facts_.shows_includes = true;
      facts_.omits_system_headers |= option == "showIncludes:user";
    } else if (option.starts_with("Fo")) {
      return TakeValue(option.substr(2), next, &facts_.output);
    } else if (option.starts_with("FI")) {
      return TakeValue(option.substr(2), next, &facts_.forced.emplace_back());
    } else if (option.size() > 2 &&
               (option.starts_with("Tc") || option.starts_with("Tp"))) {
      facts_.sources.emplace_back(option.substr(2));
    } else {
      return TakeOther(word, option, next);
    }
    return false;
  }

  // `/Fox`, `/Fo:x`, `/Fo: x`: true for the last.
  bool TakeValue(std::string_view joined, const std::string* next,
                 std::string* value) {
    if (joined.starts_with(":")) joined.remove_prefix(1);
    if (!joined.empty() || next == nullptr) {
      *value = joined;
      return false;
    }
    *value = *next;
    return true;
  }

  bool TakeOther(const std::string& word, std::string_view option,
                 const std::string* next) {
    // A file with an absolute name, where those begin so.
    if (word[0] == '/' && option.find('/') != std::string_view::npos &&
        !BeginsWithAny(option, kTakesValue)) {
      facts_.sources.push_back(word);
      return false;
    }
    for (const std::string_view name : {"I", "external:I"}) {
      if (!option.starts_with(name)) continue;
      const bool is_next = option == name && next != nullptr;
      facts_.directories.emplace_back(is_next ? std::string_view(*next)
                                              : option.substr(name.size()));
      return is_next;
    }
    if (IsAny(option, kTakesValue)) return next != nullptr;
    if (IsAny(option, kHarmlessWords)) return false;
    for (const ClRefusal& refusal : kClRefusals) {
      if (option.starts_with(refusal.begin)) {
        Refuse(std::string(refusal.reason) + " (`" + word + "`)");
        return false;
      }
    }
    if (!BeginsWithAny(option, kTakesValue) &&
        !BeginsWithAny(option, kHarmless) &&
        !option.starts_with("external:W") &&
        !option.starts_with("source-charset:") &&
        !option.starts_with("execution-charset:")) {
      Refuse("what an option means is not known (`" + word + "`)");
    }
    return false;
  }

  void Conclude() {
    if (!compiles_) Refuse("it links: which libraries it finds is not known");
    if (facts_.sources.size() > 1) Refuse("it compiles several sources");
    if (facts_.sources.empty()) Refuse("it names no source");
    if (facts_.output.empty()) {
      Refuse("it does not say what it writes (`/Fo`)");
    }
    if (facts_.output.ends_with('/') || facts_.output.ends_with('\\')) {
      Refuse("it says only where it writes (`/Fo" + facts_.output + "`)");
    }
    CanonicalizePath(&facts_.output);
  }

  ReadResponse read_response_;
  CompilerFacts facts_;
  bool compiles_ = false;
};

}  // namespace

CompilerFacts ReadClOptions(std::span<const std::string> options,
                            ReadResponse read_response) {
  return ClReader(read_response).Read(options);
}

}  // namespace xb
