// SPDX-License-Identifier: Apache-2.0
#include "cache/action_key.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/hash.h"
#include "base/path.h"
#include "base/text.h"
#include "cache/include_names.h"
#include "cache/relevant_environment.h"
#include "os/disk.h"

namespace xb {
namespace {

// Another number for every change of what a key means.
constexpr std::string_view kKeyVersion = "xb action 4";
// Parts of their own for so many inputs; the others share one.
constexpr size_t kMaxInputParts = 24;

std::string ValueIn(const ActionKeys::Environment& environment,
                    std::string_view name) {
  for (const auto& [variable, value] : environment) {
    if (variable == name) return value;
  }
  return {};
}

CommandFacts Analyze(const CommandQuestion& question,
                     const std::string& directory) {
  const auto read = [](const std::string& path) {
    auto text = RealDisk().Read(path);
    return text.ok() ? text.Take() : std::nullopt;
  };
  const auto is_file = [](const std::string& path) {
    const auto stat = RealDisk().Stat(path);
    return stat.ok() && stat.value().is_regular();
  };
  return AnalyzeCommand(question, directory, read, is_file);
}

// Where compilers look for headers in the end.
constexpr std::array<std::string_view, 2> kSystemDirectories = {
    "/usr/local/include", "/usr/include"};

std::vector<std::string> CommonDirectories(
    const ActionKeys::Environment& environment) {
  std::vector<std::string> directories;
  const auto add = [&](std::string_view name, char separator) {
    const std::string value = ValueIn(environment, name);
    if (value.empty()) return;
    for (const std::string_view directory : Split(value, separator)) {
      directories.emplace_back(directory.empty() ? "." : directory);
    }
  };
  for (const std::string_view name :
       {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "OBJC_INCLUDE_PATH",
        "OBJCPLUS_INCLUDE_PATH"}) {
    add(name, ':');
  }
  for (const std::string_view name : {"INCLUDE", "EXTERNAL_INCLUDE"}) {
    add(name, ';');
  }
  directories.insert(directories.end(), kSystemDirectories.begin(),
                     kSystemDirectories.end());
  return directories;
}

// What could be found is a part of what a file is.  The hash stays one that
// nobody can make for another content.
void MixIn(uint64_t found, Digest* digest) {
  auto& bytes = digest->hash;
  for (size_t i = 0; i < sizeof found; ++i) {
    bytes[bytes.size() - 1 - i] ^= static_cast<uint8_t>(found >> (8 * i));
  }
}

// They hand the name of a file on as it is, for a message: whoever looks for
// it in the output finds it.
bool IsPlainAboutPaths(std::string_view path) {
  return path.starts_with("/usr/") &&
         (path.ends_with("/assert.h") ||
          path.find("/c++/") != std::string_view::npos);
}

// CommandFacts::words, or names with a NUL behind each, as a line.
std::string AsLine(std::string_view words, bool are_marked) {
  std::string line;
  for (const std::string_view word : Split(words, '\0')) {
    if (word.empty()) continue;
    if (!line.empty()) line += ' ';
    line += word.substr(are_marked ? 1 : 0);
  }
  return line;
}

// `/a/b` of `/a/b/c`, and not of `/a/bc`.
bool IsDirectoryAbove(std::string_view directory, std::string_view path) {
  if (!path.starts_with(directory)) return false;
  return path.size() == directory.size() || directory.ends_with('/') ||
         path[directory.size()] == '/';
}

}  // namespace

KeyBuilder::KeyBuilder() { Feed(kKeyVersion); }

void KeyBuilder::Feed(std::string_view text) {
  // The size in front keeps "ab" + "c" apart from "a" + "bc".
  const uint64_t size = text.size();
  char bytes[8];
  for (int i = 0; i < 8; ++i) bytes[i] = static_cast<char>(size >> (8 * i));
  sha_.Update({bytes, sizeof bytes});
  sha_.Update(text);
  size_ += sizeof bytes + text.size();
}

void KeyBuilder::Add(std::string name, std::string_view value,
                     std::string text) {
  Feed(name);
  Feed(value);
  if (parts_.size() == ActionRecord::kMaxParts) {
    // All that follow share the last.
    parts_.back().name = "others";
    parts_.back().text.clear();
    parts_.back().hash = parts_.back().hash * 31 + Xxh3(value);
    return;
  }
  if (name.size() > ActionRecord::kMaxText) name.resize(ActionRecord::kMaxText);
  if (text.size() > ActionRecord::kMaxPartText) {
    text.resize(ActionRecord::kMaxPartText);
  }
  parts_.push_back(
      {.name = std::move(name), .hash = Xxh3(value), .text = std::move(text)});
}

Digest KeyBuilder::Finish() { return {.hash = sha_.Finish(), .size = size_}; }

ActionKeys::ActionKeys(FileDigests& digests, Options options)
    : digests_(digests),
      options_(std::move(options)),
      base_dirs_(options_.working_directory, options_.base_dirs),
      directories_(CommonDirectories(options_.environment)),
      search_(options_.working_directory),
      tools_(digests, ValueIn(options_.environment, "PATH")),
      processor_(tools_.Processor()),
      alias_(FindAlias()) {}

std::string ActionKeys::FindAlias() const {
  const std::string pwd = ValueOf("PWD");
  if (!pwd.starts_with("/") || pwd == options_.working_directory) return {};
  const auto named = RealDisk().Stat(pwd);
  const auto here = RealDisk().Stat(".");
  const bool is_here = named.ok() && here.ok() && here.value().exists() &&
                       named.value().inode == here.value().inode &&
                       named.value().device == here.value().device;
  return is_here ? pwd : std::string();
}

std::string ActionKeys::ObjectionTo(const CommandFacts& facts,
                                    std::string_view path,
                                    SourceWords words) const {
  if (!facts.is_compilation) return {};
  // A source in C may hand `.include` to the assembler.
  SourceWords against = kIncbinWord | kAssemblerInclude;
  if (!options_.allowed.clock_macros) {
    if (path.ends_with(".gch") && (words & kClockMacros) != 0) {
      return "nobody can tell whether there is `__DATE__` in `" +
             std::string(path) + "`";
    }
    against = static_cast<SourceWords>(against | kClockMacros);
  }
  if (!IsOfSystem(facts, path)) {
    against = static_cast<SourceWords>(against | kOtherQuestions | kAsksAge);
  }
  const std::string_view word =
      NameOfFirst(static_cast<SourceWords>(words & against));
  if (word.empty()) return {};
  return "`" + std::string(path) + "` holds `" + std::string(word) + "`";
}

ActionKeys::Prepared ActionKeys::Prepare(const ActionFacts& action,
                                         int64_t now_ns) {
  Prepared prepared;
  std::string& because = prepared.not_cached_because;
  const CommandQuestion question{.command = action.command,
                                 .outputs = action.outputs,
                                 .depfile = action.depfile,
                                 .rspfile = action.rspfile,
                                 .rspfile_content = action.rspfile_content,
                                 .tells_includes = action.tells_includes};
  prepared.facts = Analyze(question, options_.working_directory);
  const CommandFacts& facts = prepared.facts;
  because = facts.not_cached_because;
  if (!because.empty()) return prepared;
  // `-DSTAMP=__TIME__`
  for (const std::string_view text : {action.command, action.rspfile_content}) {
    because = ObjectionTo(facts, "the command", FindSourceWords(text));
    if (!because.empty()) return prepared;
  }
  if (facts.omits_system_headers && !options_.allowed.missing_system_headers) {
    because = action.tells_includes
                  ? "it does not tell the headers of the system "
                    "(`/showIncludes:user`)"
                  : "its depfile leaves out the headers of the system (`-MMD`)";
    return prepared;
  }
  for (const std::string_view name : WritingVariables()) {
    if (facts.is_compilation && !ValueOf(name).empty()) {
      because = "`" + std::string(name) + "` is set";
      return prepared;
    }
  }
  for (const std::string_view name : OptionVariables()) {
    if (facts.has_more_options && !ValueOf(name).empty()) {
      because = "`" + std::string(name) + "` is set";
      return prepared;
    }
  }
  std::vector<std::string> tools;
  because = IdentifyTools(now_ns, &prepared, &tools);
  if (!because.empty()) return prepared;
  prepared.outputs.assign(action.outputs.begin(), action.outputs.end());
  for (const std::string& output : facts.outputs) {
    prepared.outputs.push_back(output);
  }
  prepared.inputs.assign(action.inputs.begin(), action.inputs.end());
  for (std::string input : facts.inputs) {
    CanonicalizePath(&input);
    prepared.inputs.push_back(std::move(input));
  }
  for (const std::string& input : prepared.inputs) {
    const auto known = digests_.Get(input, now_ns);
    if (!known) {
      because = "`" + input + "` is no file that can be read";
      return prepared;
    }
    because = ObjectionTo(facts, input, known->words);
    if (!because.empty()) return prepared;
    prepared.digests.push_back(known->digest);
  }
  because = PrepareSearch(action.tells_includes, &prepared);
  if (!because.empty()) return prepared;
  if (CanMove(facts)) {
    prepared.hides_paths = HidesPaths(facts);
    prepared.asks_path = ((FindSourceWords(action.command) |
                           FindSourceWords(action.rspfile_content)) &
                          (kPathMacro | kCallerPath)) != 0;
    Key key = MakeKey(action, prepared, tools, true);
    if (key.is_movable) prepared.keys.push_back(std::move(key));
  }
  prepared.keys.push_back(MakeKey(action, prepared, tools, false));
  return prepared;
}

std::string ActionKeys::IdentifyTools(int64_t now_ns, Prepared* prepared,
                                      std::vector<std::string>* identities) {
  const CommandFacts& facts = prepared->facts;
  prepared->may_edit = facts.runs_script;
  for (const std::string& tool : facts.tools) {
    auto identity = tools_.Of(tool, now_ns);
    if (!identity) return "the program `" + tool + "` is not found";
    // A script that only stands beside a compilation is a program like others.
    if (facts.is_compilation && tools_.IsUnclear(tool)) {
      return "what the script `" + tool + "` runs is not clear";
    }
    prepared->may_edit |= !facts.is_compilation && tools_.IsScript(tool);
    identities->push_back(std::move(*identity));
  }
  return {};
}

std::string ActionKeys::PrepareSearch(bool tells_includes, Prepared* prepared) {
  const CommandFacts& facts = prepared->facts;
  if (!facts.is_compilation) return {};
  std::vector<std::string> directories = facts.directories;
  directories.insert(directories.end(), directories_.begin(),
                     directories_.end());
  prepared->view = search_.ViewOf(directories);
  if (tells_includes) {
    // What is told are headers: the sources are not among them.
    for (const std::string& input : prepared->inputs) {
      const uint64_t found =
          search_.Look(prepared->view, input, digests_.IncludesOf(input));
      prepared->searched = prepared->searched * 31 + found;
    }
  }
  if (facts.forced.empty()) return {};
  std::string names;
  for (const std::string& name : facts.forced) {
    names.append(1, '"').append(name).append(1, '\n');
  }
  const HeaderSearch::Found found =
      search_.LookAnew(prepared->view, "", names, 0, 0);
  prepared->searched += found.number;
  const std::vector<std::string>& inputs = prepared->inputs;
  for (const std::string& file : found.precompiled) {
    if (std::find(inputs.begin(), inputs.end(), file) == inputs.end()) {
      return "it may take `" + file + "`";
    }
  }
  return {};
}

bool ActionKeys::IsOfSystem(const CommandFacts& facts,
                            std::string_view path) const {
  const auto is_above = [path](std::string_view directory) {
    return IsDirectoryAbove(directory, path);
  };
  return is_above("/usr") ||
         std::any_of(facts.system_directories.begin(),
                     facts.system_directories.end(), is_above);
}

std::optional<FileDigests::Facts> ActionKeys::Search(const Prepared& prepared,
                                                     std::string_view path,
                                                     int64_t now_ns) {
  if (prepared.view.list == 0) return digests_.Get(path, now_ns);
  auto facts = digests_.GetSearched(path, now_ns, search_, prepared.view);
  if (facts) MixIn(facts->found, &facts->digest);
  return facts;
}

std::string ActionKeys::SearchAnew(const Prepared& prepared,
                                   std::string_view path,
                                   const SearchTimes& times, Digest* digest,
                                   std::vector<std::string>* headers) {
  if (prepared.view.list == 0) return {};
  HeaderSearch::Found found =
      search_.LookAnew(prepared.view, path, digests_.IncludesOf(path),
                       times.started_ns, times.now_ns);
  MixIn(found.number, digest);
  headers->insert(headers->end(), found.headers.begin(), found.headers.end());
  const std::vector<std::string>& inputs = prepared.inputs;
  for (const std::string& file : found.precompiled) {
    if (std::find(inputs.begin(), inputs.end(), file) == inputs.end()) {
      return "it may have taken `" + file + "`";
    }
  }
  return {};
}

// `#include MACRO` may ask for any of the files that were read.
std::string ActionKeys::ObjectionToMacros(const Prepared& prepared,
                                          std::span<const std::string> paths) {
  if (prepared.view.list == 0) return {};
  std::map<std::string_view, std::string_view> asking;  // by directory
  for (const std::string& path : paths) {
    if (IsOfSystem(prepared.facts, path)) continue;
    const std::string names = digests_.IncludesOf(path);
    if (names.find(kMacroName) == std::string::npos) continue;
    asking.try_emplace(PathDirectory(path), path);
  }
  for (const auto& [directory, asks] : asking) {
    for (const std::string& path : paths) {
      if (!search_.MayBeHidden(prepared.view, path, directory)) continue;
      return "`" + std::string(asks) + "` may ask for another `" + path +
             "` by a macro";
    }
  }
  return {};
}

std::vector<std::string> ActionKeys::NamesOf(
    const Key& key, std::vector<std::string> outputs) const {
  if (!key.is_movable) return outputs;
  for (std::string& output : outputs) {
    if (auto name = base_dirs_.Encode(output)) output = std::move(*name);
  }
  return outputs;
}

void ActionKeys::SetMade(const std::string& path, uint32_t number) {
  digests_.SetMade(path, number);
  search_.SetMade(path);
}

bool ActionKeys::CanMove(const CommandFacts& facts) const {
  if (base_dirs_.empty() || facts.packs_text) return false;
  if (facts.names_directory && !facts.directory_is_replaced) return false;
  const auto has_path = [this](const std::string& text) {
    return base_dirs_.Changes(text);
  };
  // A macro, a seed, a name that is made from it.
  if (std::any_of(facts.texts.begin(), facts.texts.end(), has_path)) {
    return false;
  }
  // `/home/a=x` makes another name of `/home/ann` than of `/home/adam`.
  return std::all_of(
      facts.prefix_maps.begin(), facts.prefix_maps.end(),
      [this](const PrefixMap& map) {
        return !options_.working_directory.starts_with(map.from) ||
               base_dirs_.IsMoved(map.from);
      });
}

bool ActionKeys::HidesPaths(const CommandFacts& facts) const {
  const auto is_hidden = [&](const std::string& path) {
    if (!base_dirs_.Changes(path)) return true;
    bool is_mapped = false;
    for (const PrefixMap& map : facts.prefix_maps) {
      const bool counts =
          map.of == PrefixMap::Of::kAll || map.of == PrefixMap::Of::kMacros;
      if (!counts || !path.starts_with(map.from)) continue;
      if (!IsDirectoryAbove(map.from, path) || base_dirs_.Changes(map.to)) {
        return false;
      }
      is_mapped = true;
    }
    return is_mapped;
  };
  return std::all_of(facts.paths.begin(), facts.paths.end(), is_hidden);
}

bool ActionKeys::MayMove(const Prepared& prepared, std::string_view path,
                         SourceWords words) {
  if (prepared.hides_paths) return true;
  if (prepared.asks_path) return false;
  // Whom it tells may be anybody.
  if ((words & kCallerPath) != 0) return false;
  return (words & kPathMacro) == 0 || IsPlainAboutPaths(path);
}

std::string ActionKeys::ValueOf(std::string_view name) const {
  return ValueIn(options_.environment, name);
}

void ActionKeys::AddEnvironment(const CommandFacts& facts,
                                KeyBuilder* key) const {
  const auto add = [&](std::string_view name) {
    for (const auto& [variable, value] : options_.environment) {
      if (variable == name) key->Add("variable " + variable, value);
    }
  };
  if (!alias_.empty()) key->Add("variable PWD", alias_);
  for (const std::string_view name : CompilerVariables()) add(name);
  if (!facts.is_compilation) {
    for (const std::string_view name : ProgramVariables()) add(name);
  }
  if (facts.has_launcher) {
    for (const std::string_view name : LauncherVariables()) add(name);
  }
  for (const std::string& name : options_.more_variables) add(name);
}

// Not movable when nothing in it could be moved, or cannot be told so.
ActionKeys::Key ActionKeys::MakeKey(const ActionFacts& action,
                                    const Prepared& prepared,
                                    const std::vector<std::string>& tools,
                                    bool is_movable) {
  const CommandFacts& facts = prepared.facts;
  bool is_moved = false;
  bool is_sound = true;
  const auto told = [&](std::string_view text) -> std::string {
    if (!is_movable) return std::string(text);
    auto encoded = base_dirs_.Encode(text);
    if (!encoded) {
      is_sound = false;
      return {};
    }
    is_moved |= *encoded != text;
    return std::move(*encoded);
  };
  KeyBuilder key;
  const std::string words = told(facts.words);
  const bool are_marked = words.find('\0') != std::string::npos;
  key.Add("command", words, AsLine(words, are_marked));
  const std::string directory =
      facts.names_directory ? told(facts.directory) : "any";
  key.Add("directory", directory, directory);
  for (size_t i = 0; i < tools.size(); ++i) {
    const std::string& tool = facts.tools[i];
    key.Add("program " + tool.substr(tool.rfind('/') + 1), told(tools[i]));
  }
  AddEnvironment(facts, &key);
  if (facts.asks_processor) key.Add("processor", processor_, processor_);
  std::string names;
  for (const std::string& output : prepared.outputs) {
    names += told(output);
    names += '\0';
  }
  key.Add("outputs", names, AsLine(names, false));
  if (!action.rspfile.empty()) {
    const std::string content = told(action.rspfile_content);
    key.Add("response file", content, content);
  }
  if (prepared.searched != 0) {
    key.Add("search", std::to_string(prepared.searched));
  }
  std::string others;
  for (size_t i = 0; i < prepared.inputs.size(); ++i) {
    const std::string name = told(prepared.inputs[i]);
    const std::string digest = prepared.digests[i].ToText();
    if (i < kMaxInputParts) {
      key.Add("input " + name, digest);
    } else {
      others.append(name).append(1, '\0').append(digest).append(1, '\n');
    }
  }
  if (!others.empty()) key.Add("more inputs", others);
  return {.digest = key.Finish(),
          .parts = key.TakeParts(),
          .is_movable = is_movable && is_moved && is_sound};
}

}  // namespace xb
