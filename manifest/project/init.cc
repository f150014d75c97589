// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/init.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "base/path.h"
#include "base/text.h"
#include "manifest/project/glob.h"

namespace xb::project {
namespace {

constexpr std::string_view kSourceEnds[] = {"c", "cc", "cpp", "cxx", "S"};
constexpr std::string_view kHeaderEnds[] = {"h", "hh", "hpp", "hxx"};
// A generated file may be as large as a disk.
constexpr size_t kMaxBytes = size_t{4} << 20;

struct Library {
  std::string_view header;
  std::string_view name;
};

// What a header needs at linking, where that is the same everywhere.
constexpr Library kLibraries[] = {
    {"math.h", "m"},          {"cmath", "m"},        {"complex.h", "m"},
    {"pthread.h", "pthread"}, {"thread", "pthread"}, {"dlfcn.h", "dl"},
    {"ncurses.h", "ncurses"}, {"zlib.h", "z"},
};

bool IsWordCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_';
}

// Behind the comment or the quoted text that begins at `at`; `at` where none
// does.
size_t SkipQuoted(std::string_view text, size_t at) {
  const std::string_view two = text.substr(at, 2);
  if (two == "//") return std::min(text.find('\n', at), text.size());
  if (two == "/*") {
    const size_t end = text.find("*/", at + 2);
    return end == std::string_view::npos ? text.size() : end + 2;
  }
  const char quote = text[at];
  if (quote != '"' && quote != '\'') return at;
  // A digit separator is no quote.
  if (quote == '\'' && at > 0 && IsWordCharacter(text[at - 1])) return at + 1;
  for (size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == quote || text[i] == '\n') {
      return i + 1;
    }
  }
  return text.size();
}

struct Source {
  std::string path;
  bool has_main = false;
  bool is_test = false;
  std::vector<std::string> quoted_includes;
  std::vector<std::string> system_includes;
};

void ReadIncludes(std::string_view text, Source* source) {
  for (std::string_view line : Split(text, '\n')) {
    const size_t hash = line.find_first_not_of(" \t");
    if (hash == std::string_view::npos || line[hash] != '#') continue;
    line.remove_prefix(hash + 1);
    const size_t word = line.find_first_not_of(" \t");
    if (word == std::string_view::npos) continue;
    line.remove_prefix(word);
    if (!line.starts_with("include")) continue;
    const size_t begin = line.find_first_of("<\"");
    if (begin == std::string_view::npos) continue;
    const size_t end = line.find(line[begin] == '<' ? '>' : '"', begin + 1);
    if (end == std::string_view::npos) continue;
    std::string name(line.substr(begin + 1, end - begin - 1));
    (line[begin] == '<' ? source->system_includes : source->quoted_includes)
        .push_back(std::move(name));
  }
}

std::string_view NameOf(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string_view DirectoryOf(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view()
                                         : path.substr(0, slash);
}

bool LooksLikeTest(std::string_view path) {
  for (const std::string_view part : Split(DirectoryOf(path), '/')) {
    if (part == "test" || part == "tests") return true;
  }
  const std::string_view name = NameOf(path);
  const std::string_view stem = name.substr(0, name.find('.'));
  return stem.starts_with("test_") || stem.ends_with("_test") ||
         stem.ends_with("_tests") || stem == "test";
}

// A name of a target.
std::string TargetName(std::string_view text) {
  std::string name;
  for (const char c : text) name += IsWordCharacter(c) || c == '-' ? c : '_';
  return name.empty() ? "app" : name;
}

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

std::string ListOf(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) {
    text.append(text.empty() ? "" : ", ").append(Quoted(item));
  }
  return "[" + text + "]";
}

class Description {
 public:
  Description(World& world, std::string name)
      : world_(world), globber_(world), name_(std::move(name)) {}

  Result<std::string> Write() {
    XB_TRY(FindFiles());
    if (sources_.empty()) {
      return MakeError("there are no sources in C or C++ here",
                       "`xb init` describes those that it finds");
    }
    FindIncludes();
    WriteHead();
    XB_TRY(WriteTargets());
    WriteTail();
    return std::move(text_);
  }

 private:
  Status FindFiles() {
    for (const std::string_view end : kHeaderEnds) {
      XB_ASSIGN(const auto found, globber_.Expand("**/*." + std::string(end)));
      for (const std::string& path : found) {
        if (!IsBuilt(path)) headers_.push_back(path);
      }
    }
    std::vector<std::string> paths;
    for (const std::string_view end : kSourceEnds) {
      XB_ASSIGN(const auto found, globber_.Expand("**/*." + std::string(end)));
      paths.insert(paths.end(), found.begin(), found.end());
    }
    std::sort(paths.begin(), paths.end());
    for (std::string& path : paths) {
      if (IsBuilt(path)) continue;
      XB_ASSIGN(const auto text, world_.disk().Read(path));
      Source source;
      source.is_test = LooksLikeTest(path);
      source.path = std::move(path);
      if (text && text->size() <= kMaxBytes) {
        source.has_main = DefinesMain(*text);
        ReadIncludes(*text, &source);
      }
      sources_.push_back(std::move(source));
    }
    return Ok();
  }

  static bool IsBuilt(std::string_view path) {
    return path.starts_with("build/") || path.starts_with("CMakeFiles/");
  }

  // Directories that some `#include "..."` can only mean.
  void FindIncludes() {
    std::set<std::string> all(headers_.begin(), headers_.end());
    std::set<std::string> directories;
    for (const Source& source : sources_) {
      for (const auto* names :
           {&source.quoted_includes, &source.system_includes}) {
        for (const std::string& name : *names) {
          std::string beside(DirectoryOf(source.path));
          if (!beside.empty()) beside += '/';
          beside += name;
          CanonicalizePath(&beside);
          if (names == &source.quoted_includes && all.count(beside) != 0) {
            continue;
          }
          const std::string end = "/" + name;
          for (const std::string& header : headers_) {
            if (header == name) directories.insert(".");
            if (!header.ends_with(end)) continue;
            directories.insert(header.substr(0, header.size() - end.size()));
            break;
          }
        }
      }
    }
    includes_.assign(directories.begin(), directories.end());
  }

  std::vector<std::string> LibrariesOf(bool with_tests) const {
    std::set<std::string> libraries;
    for (const Source& source : sources_) {
      if (source.is_test && !with_tests) continue;
      for (const std::string& header : source.system_includes) {
        for (const Library& library : kLibraries) {
          if (library.header == header) libraries.emplace(library.name);
        }
      }
    }
    return {libraries.begin(), libraries.end()};
  }

  void WriteHead() {
    text_ +=
        "# What xb builds here; the manual has every key.  `xb` builds the "
        "profile dev,\n# `xb -p prod` one to give away, `xb test` runs the "
        "tests.\n";
    for (const char* other :
         {"Makefile", "GNUmakefile", "CMakeLists.txt", "meson.build"}) {
      const auto mtime_ns = world_.disk().StatMtime(other);
      if (!mtime_ns.ok() || mtime_ns.value() == 0) continue;
      text_ += "# There is a " + std::string(other) +
               ", too: flags and conditions that only it knows are not "
               "here.\n";
    }
    text_ += "\n[project]\nname = " + Quoted(name_) + "\n";
    if (!includes_.empty()) text_ += "includes = " + ListOf(includes_) + "\n";
    text_ += "# c_std = \"c11\"\n# cxx_std = \"c++17\"\n";
  }

  // Of a file that has a `main`.
  std::string NameFor(const Source& source, size_t programs) {
    const std::string_view file = NameOf(source.path);
    std::string name = TargetName(file.substr(0, file.rfind('.')));
    if (programs == 1 && !source.is_test) name = TargetName(name_);
    if (name == "main") {
      const std::string_view directory = DirectoryOf(source.path);
      const std::string_view last = NameOf(directory);
      name = TargetName(last.empty() || last == "src" ? name_ : last);
    }
    std::string unique = name;
    for (int i = 2; !names_.insert(unique).second; ++i) {
      unique = name + "-" + std::to_string(i);
    }
    return unique;
  }

  static std::string PatternFor(const std::string& path) {
    const std::string_view directory = DirectoryOf(path);
    const std::string_view name = NameOf(path);
    const std::string end(name.substr(name.rfind('.')));
    return directory.empty() ? "*" + end : std::string(directory) + "/*" + end;
  }

  // Patterns that are all files of `wanted`, and what they match besides.
  void WriteSources(const std::vector<std::string>& wanted) {
    std::vector<std::string> patterns;
    std::vector<std::string> exclude;
    for (const std::string& path : wanted) {
      const std::string pattern = PatternFor(path);
      if (std::find(patterns.begin(), patterns.end(), pattern) ==
          patterns.end()) {
        patterns.push_back(pattern);
      }
    }
    for (const Source& source : sources_) {
      const bool is_wanted =
          std::find(wanted.begin(), wanted.end(), source.path) != wanted.end();
      const bool is_matched =
          std::find(patterns.begin(), patterns.end(),
                    PatternFor(source.path)) != patterns.end();
      if (is_matched && !is_wanted) exclude.push_back(source.path);
    }
    text_ += "sources = " + ListOf(patterns) + "\n";
    if (!exclude.empty()) text_ += "exclude = " + ListOf(exclude) + "\n";
  }

  Status WriteTargets() {
    std::vector<const Source*> programs;
    std::vector<std::string> common;
    size_t program_count = 0;
    for (const Source& source : sources_) {
      if (source.has_main) {
        programs.push_back(&source);
        program_count += source.is_test ? 0 : 1;
      } else {
        common.push_back(source.path);
      }
    }
    const std::vector<std::string> libraries = LibrariesOf(true);
    const bool is_one = programs.size() == 1;
    std::string library;
    if (!is_one && !common.empty()) {
      library = TargetName(name_) + (programs.empty() ? "" : "-common");
      names_.insert(library);
      text_ += "\n# What the programs have in common.\n[target." + library +
               "]\ntype = \"static\"\n";
      WriteSources(common);
      WriteLibraries(libraries);
    }
    for (const Source* source : programs) {
      text_ += "\n[target." + NameFor(*source, program_count) + "]\n";
      if (source->is_test) text_ += "type = \"test\"\n";
      if (is_one) {
        common.push_back(source->path);
        WriteSources(common);
      } else {
        text_ += "sources = [" + Quoted(source->path) + "]\n";
      }
      if (!library.empty()) {
        text_ += "deps = [" + Quoted(library) + "]\n";
      } else {
        WriteLibraries(libraries);
      }
    }
    return Ok();
  }

  void WriteLibraries(const std::vector<std::string>& libraries) {
    if (!libraries.empty()) text_ += "libs = " + ListOf(libraries) + "\n";
  }

  void WriteTail() {
    text_ +=
        "\n# The profiles dev, prod and test exist; this changes them.\n"
        "# [profile.dev]\n# sanitize = [\"address\", \"undefined\"]\n"
        "# linker = [\"mold\", \"lld\"]\n";
  }

  World& world_;
  Globber globber_;
  const std::string name_;
  std::vector<Source> sources_;
  std::vector<std::string> headers_;
  std::vector<std::string> includes_;
  std::set<std::string> names_;
  std::string text_;
};

}  // namespace

bool DefinesMain(std::string_view text) {
  int depth = 0;
  bool is_line_start = true;
  for (size_t i = 0; i < text.size();) {
    const char c = text[i];
    const size_t behind = SkipQuoted(text, i);
    if (behind != i) {
      i = behind;
      continue;
    }
    if (c == '#' && is_line_start) {
      // A directive, with the lines that continue it.
      do {
        i = std::min(text.find('\n', i + 1), text.size());
      } while (i > 0 && i < text.size() && text[i - 1] == '\\');
      continue;
    }
    if (c == '{') ++depth;
    if (c == '}') depth = std::max(depth - 1, 0);
    if (c == '\n') is_line_start = true;
    if (c != ' ' && c != '\t' && c != '\n') is_line_start = false;
    if (!IsWordCharacter(c)) {
      ++i;
      continue;
    }
    size_t end = i;
    while (end < text.size() && IsWordCharacter(text[end])) ++end;
    if (depth == 0 && text.substr(i, end - i) == "main") {
      const size_t next = text.find_first_not_of(" \t\r\n", end);
      if (next != std::string_view::npos && text[next] == '(') {
        const size_t close = text.find_first_of(";{", next);
        if (close != std::string_view::npos && text[close] == '{') return true;
      }
    }
    i = end;
  }
  return false;
}

Result<std::string> DescribeDirectory(World& world, const std::string& name) {
  return Description(world, name).Write();
}

}  // namespace xb::project
