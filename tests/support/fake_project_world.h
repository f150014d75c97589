// SPDX-License-Identifier: Apache-2.0
// A machine for project files: the files of a FakeDisk, and every program.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "manifest/project/world.h"
#include "support/fake_disk.h"

namespace xb {

class FakeProjectWorld final : public project::World {
 public:
  Disk& disk() override { return disk_; }

  Result<std::optional<std::vector<project::DirectoryName>>> List(
      const std::string& directory) override {
    using project::DirectoryName;
    const std::string prefix = directory == "." ? "" : directory + "/";
    std::map<std::string, DirectoryName::Kind> names;
    for (const std::string& path : files) {
      if (!path.starts_with(prefix)) continue;
      const std::string rest = path.substr(prefix.size());
      const size_t slash = rest.find('/');
      names.emplace(rest.substr(0, slash),
                    slash == std::string::npos
                        ? DirectoryName::Kind::kFile
                        : DirectoryName::Kind::kDirectory);
    }
    ++lists;
    if (names.empty()) return std::optional<std::vector<DirectoryName>>();
    std::vector<DirectoryName> all;
    for (const auto& [name, kind] : names) all.push_back({name, kind});
    return std::optional(std::move(all));
  }
  std::optional<std::string> GetEnv(const std::string& name) override {
    const auto found = environment.find(name);
    if (found == environment.end()) return std::nullopt;
    return found->second;
  }
  std::optional<std::string> FindProgram(const std::string& name) override {
    if (missing.count(name) != 0) return std::nullopt;
    return "/bin/" + name;
  }
  Result<project::ToolAnswer> Run(
      const std::vector<std::string>& words) override {
    return project::ToolAnswer{.output = answers[words[0]], .exit_status = 0};
  }
  void Depend(const std::string&) override {}
  int64_t NowNs() override { return now_ns; }

  void Add(const std::string& path, const std::string& text = "") {
    files.insert(path);
    disk_.Tick();
    disk_.Create(path, text);
  }

  std::set<std::string> files;
  std::map<std::string, std::string> environment;
  std::set<std::string> missing;  // programs
  std::map<std::string, std::string> answers;
  int64_t now_ns = int64_t{1} << 60;
  int lists = 0;

 private:
  FakeDisk disk_;
};

}  // namespace xb
