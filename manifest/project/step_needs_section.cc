// SPDX-License-Identifier: Apache-2.0
// [secret.NAME] and [cache-dir.NAME]
#include <charconv>
#include <system_error>
#include <utility>

#include "manifest/project/lower_parts.h"
#include "manifest/project/read_project.h"

namespace xb::project {
namespace {

constexpr uint32_t kMostMode = 07777;

std::string UpperCase(std::string_view name) {
  std::string upper;
  for (const char c : name) {
    const bool is_small = c >= 'a' && c <= 'z';
    const bool is_kept = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    upper += is_small ? static_cast<char>(c - 'a' + 'A') : is_kept ? c : '_';
  }
  return upper;
}

bool IsVariable(std::string_view name) {
  return !name.empty() && (name[0] < '0' || name[0] > '9') &&
         name.find_first_not_of(
             "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
             "abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

Result<std::string> VariableOf(const TomlDocument& document,
                               const TableReader& table,
                               const std::string& usual) {
  const Text own = table.GetText("variable");
  if (!own.is_set()) return usual;
  if (IsVariable(own.value)) return own.value;
  return ErrorAt(document, own.place,
                 "`" + own.value + "` is no name of a variable");
}

template <typename Thing>
const Thing* FindThing(const std::vector<Thing>& all, std::string_view name) {
  for (const Thing& one : all) {
    if (one.name == name) return &one;
  }
  return nullptr;
}

template <typename Thing>
Error UnknownThing(const Project& project, const std::vector<Thing>& all,
                   const Text& name, std::string_view what) {
  std::vector<std::string_view> known;
  known.reserve(all.size());
  for (const Thing& one : all) known.push_back(one.name);
  return project.ErrorAt(name.place,
                         "`" + name.value + "` is no " + std::string(what),
                         NearestKey(name.value, known));
}

}  // namespace

Status ReadSecret(const TomlDocument& document, const TomlNode& node,
                  Project* project) {
  XB_TRY(CheckName(document, node, "a secret"));
  const TableReader table(document, node, "secret." + node.key, "secret.NAME");
  XB_TRY(table.Check());
  Secret secret;
  secret.name = node.key;
  struct Origin {
    const char* key;
    SecretOrigin origin;
  };
  int origins = 0;
  for (const Origin& one : {Origin{"env", SecretOrigin::kEnvironment},
                            Origin{"file", SecretOrigin::kFile},
                            Origin{"command", SecretOrigin::kCommand}}) {
    if (!table.Has(one.key)) continue;
    ++origins;
    secret.origin = one.origin;
    secret.source = table.GetText(one.key).value;
  }
  if (origins != 1 || secret.source.empty()) {
    return document.ErrorAt(node, "`" + table.name() +
                                      "` needs one of `env`, `file` and "
                                      "`command`");
  }
  if (secret.origin == SecretOrigin::kEnvironment &&
      !IsVariable(secret.source)) {
    return document.ErrorAt(*table.Find("env"), "`" + secret.source +
                                                    "` is no name of a "
                                                    "variable");
  }
  if (secret.source.find('\n') != std::string::npos) {
    return document.ErrorAt(node, "`" + table.name() + "` has several lines");
  }
  secret.as_file = table.GetText("as").value == "file";
  XB_ASSIGN(secret.variable,
            VariableOf(document, table,
                       secret.origin == SecretOrigin::kEnvironment
                           ? secret.source
                           : UpperCase(secret.name)));
  project->secrets.push_back(std::move(secret));
  return Ok();
}

Status ReadCacheDir(const TomlDocument& document, const TomlNode& node,
                    Project* project) {
  XB_TRY(CheckName(document, node, "a cache directory"));
  const TableReader table(document, node, "cache-dir." + node.key,
                          "cache-dir.NAME");
  XB_TRY(table.Check());
  CacheDir directory;
  directory.name = node.key;
  directory.path = table.GetText("path").value;
  const std::string sharing = table.GetText("sharing").value;
  for (const CacheDirSharing one :
       {CacheDirSharing::kShared, CacheDirSharing::kLocked,
        CacheDirSharing::kPrivate}) {
    if (NameOf(one) == sharing) directory.sharing = one;
  }
  const Text mode = table.GetText("mode");
  if (mode.is_set()) {
    const char* const end = mode.value.data() + mode.value.size();
    const auto parsed =
        std::from_chars(mode.value.data(), end, directory.mode, 8);
    if (parsed.ec != std::errc() || parsed.ptr != end || directory.mode == 0 ||
        directory.mode > kMostMode) {
      return ErrorAt(document, mode.place,
                     "`" + mode.value + "` is no mode of a directory",
                     "it has octal digits, as `\"0750\"`");
    }
  }
  directory.owner = table.GetText("owner").value;
  if (directory.owner.find('/') != std::string::npos) {
    return document.ErrorAt(*table.Find("owner"),
                            "`" + directory.owner + "` is no owner",
                            "it is written as `USER` or `USER:GROUP`");
  }
  XB_ASSIGN(directory.variable,
            VariableOf(document, table, UpperCase(directory.name) + "_DIR"));
  project->cache_dirs.push_back(std::move(directory));
  return Ok();
}

Status CheckStepNeeds(const Project& project) {
  for (const Step& step : project.steps) {
    for (const Text& name : step.secrets) {
      if (FindThing(project.secrets, name.value) != nullptr) continue;
      return UnknownThing(project, project.secrets, name, "secret");
    }
    for (const Text& name : step.cache_dirs) {
      if (FindThing(project.cache_dirs, name.value) != nullptr) continue;
      return UnknownThing(project, project.cache_dirs, name, "cache directory");
    }
  }
  return Ok();
}

std::string WithNeeds(const Lowering& lowering, const Step& step,
                      const std::string& command) {
  const Project& project = lowering.project;
  if (step.secrets.empty() && step.cache_dirs.empty()) return command;
  std::string text = lowering.program + " -t step";
  for (const Text& name : step.secrets) {
    const Secret* secret = FindThing(project.secrets, name.value);
    text += " --secret=" + QuoteWord(EscapeValue(SecretWord(*secret)));
  }
  for (const Text& name : step.cache_dirs) {
    const CacheDir* directory = FindThing(project.cache_dirs, name.value);
    text += " --cache-dir=" + QuoteWord(EscapeValue(CacheDirWord(*directory)));
  }
  return text + " -- " + QuoteWord(command);
}

std::string WithheldVariables(const Project& project) {
  std::string names;
  for (const Secret& secret : project.secrets) {
    if (secret.origin != SecretOrigin::kEnvironment) continue;
    names.append(names.empty() ? "" : " ").append(secret.source);
  }
  return names;
}

}  // namespace xb::project
