// SPDX-License-Identifier: Apache-2.0
#include "cache/tool_identity.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/path.h"
#include "base/text.h"
#include "cache/compile_command.h"
#include "os/file_tree.h"
#include "os/input_file.h"
#include "os/names.h"

namespace xb {
namespace {

constexpr int kMaxLinks = 40;
constexpr uint32_t kExecutable = 0111;
// A script that runs a script that ...
constexpr int kMaxScripts = 4;
constexpr uint64_t kMaxScript = 64 << 10;

bool IsProgram(const std::string& path) {
  const auto stat = RealDisk().Stat(path);
  return stat.ok() && stat.value().is_regular() &&
         (stat.value().mode & kExecutable) != 0;
}

// Follows the links of the last component.
std::string Follow(std::string path) {
  for (int i = 0; i < kMaxLinks; ++i) {
    auto target = ReadLink(path);
    if (!target.ok() || !target.value()) return path;
    path = target.value()->starts_with("/")
               ? *target.value()
               : std::string(PathDirectory(path)) + "/" + *target.value();
  }
  return path;
}

// The names in a directory, sorted.
std::vector<std::string> NamesIn(const std::string& directory) {
  std::vector<std::string> names;
  const auto entries = ListDirectory(directory);
  if (!entries.ok()) return names;
  for (const DirectoryEntry& entry : entries.value()) {
    names.push_back(entry.name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

void AddIfFile(const std::string& path, std::vector<std::string>* files) {
  const auto stat = RealDisk().Stat(path);
  if (stat.ok() && stat.value().is_regular()) files->push_back(path);
}

// What clang reads before its options: it goes by the names of the program and
// of the target, of which it has many.
void AddConfigurations(const std::string& directory,
                       std::vector<std::string>* files) {
  for (const std::string& name : NamesIn(directory)) {
    if (!name.ends_with(".cfg")) continue;
    std::string file = directory;
    AddIfFile(file.append("/").append(name), files);
  }
}

bool IsOfVersion(std::string_view number, std::string_view version) {
  if (!number.starts_with(version)) return false;
  return version.empty() || number.size() == version.size() ||
         number[version.size()] == '.';
}

// `lib/gcc/TARGET/VERSION/cc1plus` and its kind.
void AddGccParts(const std::string& prefix, std::string_view version,
                 std::vector<std::string>* files) {
  std::vector<std::string> own_assemblers;
  for (const char* folder : {"/lib/gcc/", "/libexec/gcc/", "/lib64/gcc/"}) {
    const std::string top = prefix + folder;
    for (const std::string& target : NamesIn(top)) {
      std::string assembler = prefix + "/";
      assembler.append(target).append("/bin/as");
      AddIfFile(assembler, &own_assemblers);
      std::string directory = top;
      directory.append(target).append("/");
      for (const std::string& number : NamesIn(directory)) {
        if (!IsOfVersion(number, version)) continue;
        for (const char* part : {"/cc1", "/cc1plus", "/specs"}) {
          std::string file = directory;
          file.append(number).append(part);
          AddIfFile(file, files);
        }
      }
    }
  }
  files->insert(files->end(), own_assemblers.begin(), own_assemblers.end());
}

void AddClangParts(const std::string& prefix, std::vector<std::string>* files) {
  for (const char* folder : {"/lib/", "/lib64/"}) {
    const std::string directory = prefix + folder;
    for (const std::string& name : NamesIn(directory)) {
      const bool is_part =
          name.starts_with("libLLVM") || name.starts_with("libclang-cpp");
      if (is_part && name.find(".so") != std::string::npos) {
        AddIfFile(directory + name, files);
      }
    }
  }
}

// `12` of `g++-12`.
std::string_view VersionOf(std::string_view name) {
  const size_t dash = name.rfind('-');
  if (dash == std::string_view::npos) return {};
  const std::string_view version = name.substr(dash + 1);
  return version.find_first_not_of("0123456789.") == std::string_view::npos
             ? version
             : std::string_view();
}

// The beginning of what is at `path`, when that is a script.
std::optional<std::string> ScriptAt(const std::string& path) {
  const auto opened = InputFile::Open(path);
  if (!opened.ok() || !opened.value()) return std::nullopt;
  const auto size = static_cast<uint64_t>(opened.value()->stat().size);
  std::string text;
  if (size < 2 ||
      !opened.value()
           ->ReadAt(0, static_cast<size_t>(std::min(size, kMaxScript)), &text)
           .ok() ||
      !text.starts_with("#!")) {
    return std::nullopt;
  }
  return text;
}

bool IsOfProgramName(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '/' ||
         c == '+' || c == '-';
}

}  // namespace

std::vector<std::string> PartsOfCompiler(const std::string& program) {
  std::vector<std::string> files;
  const std::string_view name = PathName(program);
  if (!IsCompilerName(name)) return files;
  const std::string prefix = std::string(PathDirectory(program)) + "/..";
  if (name.find("clang") != std::string_view::npos) {
    AddClangParts(prefix, &files);
    for (const std::string& directory :
         {std::string(PathDirectory(program)), std::string("/etc/clang")}) {
      AddConfigurations(directory, &files);
    }
  } else if (!name.starts_with("cc1")) {
    AddGccParts(prefix, VersionOf(name), &files);
  }
  return files;
}

std::optional<std::string> ToolIdentities::Search(const std::string& name,
                                                  bool accepts_launcher) const {
  for (const std::string_view directory : Split(search_path_, ':')) {
    const std::string path =
        (directory.empty() ? std::string(".") : std::string(directory)) + "/" +
        name;
    if (!IsProgram(path)) continue;
    if (accepts_launcher || !IsLauncherName(Follow(path))) return path;
  }
  return std::nullopt;
}

std::optional<std::string> ToolIdentities::Resolve(
    const std::string& tool) const {
  const std::string name(PathName(tool));
  const bool is_path = tool.find('/') != std::string::npos;
  std::optional<std::string> path = tool;
  if (!is_path) {
    path = Search(name, true);
  } else if (!IsProgram(tool)) {
    path.reset();
  }
  if (!path) return std::nullopt;
  std::string file = Follow(*path);
  if (!IsLauncherName(file) || IsLauncherName(name)) return file;
  // `/usr/lib/ccache/g++` stands for the next `g++`.
  path = Search(name, false);
  if (!path) return std::nullopt;
  return Follow(*path);
}

std::string ToolIdentities::DescribePrograms(const std::string& path,
                                             int64_t now_ns, int depth) {
  const auto text = ScriptAt(path);
  if (!text || depth == kMaxScripts) return {};
  std::set<std::string> words;
  std::string word;
  for (const char c : *text + "\n") {
    if (IsOfProgramName(c)) {
      word += c;
    } else if (!word.empty()) {
      words.insert(std::move(word));
      word.clear();
    }
  }
  std::string programs;
  for (const std::string& program : words) {
    const auto identity = Describe(program, now_ns, depth + 1);
    if (identity) programs.append(1, ' ').append(*identity);
  }
  return programs;
}

bool ToolIdentities::IsUnclearScript(const std::string& path) {
  const auto text = ScriptAt(path);
  if (!text) return false;
  if (text->size() == kMaxScript) return true;
  // `$@`, `$?` and their kind are no names of programs.
  for (size_t at = text->find_first_of("$`"); at != std::string::npos;
       at = text->find_first_of("$`", at + 1)) {
    const std::string_view rest = std::string_view(*text).substr(at);
    const bool is_plain =
        rest[0] == '$' && rest.size() > 1 &&
        std::string_view("@*#?").find(rest[1]) != std::string_view::npos;
    if (!is_plain && !rest.starts_with("${1+\"$@\"}")) return true;
  }
  return false;
}

std::optional<std::string> ToolIdentities::Describe(const std::string& tool,
                                                    int64_t now_ns, int depth) {
  const auto path = Resolve(tool);
  if (!path) return std::nullopt;
  const auto facts = digests_.Get(*path, now_ns);
  if (!facts) return std::nullopt;
  // Compilers look at how they are called.
  std::string identity(PathName(tool));
  identity += ' ';
  identity += facts->digest.ToText();
  identity += DescribePrograms(*path, now_ns, depth);
  std::vector<std::string> parts = PartsOfCompiler(*path);
  // A compiler finds its own headers from where it lies.
  const bool is_compiler =
      IsCompilerName(PathName(*path)) || IsCompilerName(PathName(tool));
  if (is_compiler && !ScriptAt(*path)) {
    const std::string directory(PathDirectory(*path));
    identity += ' ';
    identity += RealPath(directory).value_or(directory);
  }
  const bool is_gcc =
      !parts.empty() && parts[0].find("/cc1") != std::string::npos;
  if (is_gcc) {
    if (const auto assembler = Search("as", true)) {
      parts.push_back(Follow(*assembler));
    }
  }
  for (const std::string& part : parts) {
    const auto known = digests_.Get(part, now_ns);
    if (!known) continue;
    identity += ' ';
    identity += PathName(part);
    identity += ' ';
    identity += known->digest.ToText();
  }
  return identity;
}

std::optional<std::string> ToolIdentities::Of(const std::string& tool,
                                              int64_t now_ns) {
  auto known = known_.With([&](const auto& map) -> std::optional<Known> {
    const auto found = map.find(tool);
    return found == map.end() ? std::nullopt : std::optional(found->second);
  });
  if (known) return std::move(known->identity);
  Known anew{.identity = Describe(tool, now_ns, 0)};
  const auto path = Resolve(tool);
  anew.is_script = path && ScriptAt(*path);
  anew.is_unclear = anew.is_script && IsUnclearScript(*path);
  known_.With([&](auto& map) { map.insert_or_assign(tool, anew); });
  return std::move(anew.identity);
}

bool ToolIdentities::IsUnclear(const std::string& tool) {
  return known_.With([&](const auto& map) {
    const auto found = map.find(tool);
    return found != map.end() && found->second.is_unclear;
  });
}

bool ToolIdentities::IsScript(const std::string& tool) {
  return known_.With([&](const auto& map) {
    const auto found = map.find(tool);
    return found != map.end() && found->second.is_script;
  });
}

std::string ToolIdentities::Processor() {
  const auto read = RealDisk().Read("/proc/cpuinfo");
  if (!read.ok() || !read.value()) return "unknown";
  std::string kind;
  for (const std::string_view line : Split(*read.value(), '\n')) {
    // An empty line ends the first of them.
    if (line.empty() && !kind.empty()) break;
    for (const std::string_view name :
         {"vendor_id", "cpu family", "model", "stepping", "cache size", "flags",
          "Features", "CPU "}) {
      if (line.starts_with(name)) kind.append(line).append("\n");
    }
  }
  return kind.empty() ? "unknown" : DigestOf(kind).ToText();
}

}  // namespace xb
