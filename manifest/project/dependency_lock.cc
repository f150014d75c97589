// SPDX-License-Identifier: Apache-2.0
// xb.lock: hashes that a project file leaves open.
#include <algorithm>
#include <utility>

#include "manifest/project/dependency_section.h"
#include "manifest/project/project.h"

namespace xb::project {
namespace {

// Addresses and names have no control characters, which TOML would escape.
std::string LockQuoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

bool IsHash(std::string_view text) {
  return (text.size() == 64 || text.size() == 40) &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Result<std::string> LockText(const TomlDocument& document,
                             const TomlNode& section, const char* key) {
  const TomlNode* node = section.Find(key);
  if (node != nullptr && node->kind == TomlNode::Kind::kText) return node->text;
  return document.ErrorAt(section, "`" + std::string(key) + "` is missing",
                          "`xb lock` writes this file");
}

}  // namespace

Result<std::vector<LockEntry>> ReadLock(std::string text) {
  XB_ASSIGN(const TomlDocument document, ParseToml(kLockFile, std::move(text)));
  std::vector<LockEntry> entries;
  for (const TomlNode& node : document.root.items) {
    if (node.key != "dependency" || node.kind != TomlNode::Kind::kTable) {
      return document.ErrorAt(node, "unknown key `" + node.key + "`",
                              "`xb lock` writes this file");
    }
    for (const TomlNode& section : node.items) {
      LockEntry entry{.name = section.key, .from = {}, .hash = {}};
      XB_ASSIGN(entry.from, LockText(document, section, "from"));
      XB_ASSIGN(entry.hash, LockText(document, section, "hash"));
      if (!IsHash(entry.hash)) {
        return document.ErrorAt(section, "`hash` is none",
                                "`xb lock` writes this file");
      }
      entries.push_back(std::move(entry));
    }
  }
  return entries;
}

std::string WriteLock(const std::vector<LockEntry>& entries) {
  std::string text = "# Written by `xb lock`: what was behind each address.\n";
  for (const LockEntry& entry : entries) {
    text += "\n[dependency." + LockQuoted(entry.name) +
            "]\nfrom = " + LockQuoted(entry.from) +
            "\nhash = " + LockQuoted(entry.hash) + "\n";
  }
  return text;
}

std::string LockedFrom(const Dependency& dependency) {
  const DependencySource& source = dependency.source;
  if (!source.urls.empty()) return source.urls[0];
  if (source.git.empty()) return {};
  return source.git + "#" + dependency.ref;
}

Status ApplyLock(const Project& project, const std::vector<LockEntry>& lock,
                 std::vector<Dependency>* dependencies) {
  for (Dependency& dependency : *dependencies) {
    const auto entry =
        std::find_if(lock.begin(), lock.end(), [&](const LockEntry& one) {
          return one.name == dependency.name.value &&
                 one.from == LockedFrom(dependency);
        });
    if (entry == lock.end()) continue;
    std::string& hash = dependency.source.git.empty()
                            ? dependency.source.sha256
                            : dependency.source.commit;
    if (hash.empty()) hash = entry->hash;
    if (hash == entry->hash) continue;
    return project.ErrorAt(dependency.name.place,
                           "`dependency." + dependency.name.value +
                               "` has another hash in " + kLockFile,
                           "`xb lock` writes it anew");
  }
  return Ok();
}

}  // namespace xb::project
