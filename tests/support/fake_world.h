// SPDX-License-Identifier: Apache-2.0
// FakeWorld is a machine for Makefiles without a machine: files of a FakeDisk,
// a shell that is a table, and strings for what is printed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/make/world.h"
#include "support/fake_disk.h"

namespace xb::make {

class FakeWorld final : public World {
 public:
  // --- What a test arranges ---

  void Create(const std::string& path, std::string_view contents = {}) {
    disk_.Create(path, contents);
    names_.push_back(path);
  }
  // By the last word of what is run.
  void Answer(const std::string& command, std::string output) {
    answers_[command] = std::move(output);
  }

  // --- What a test looks at ---

  const std::string& out() const { return out_; }
  const std::string& err() const { return err_; }

  // --- World ---

  Disk& disk() override { return disk_; }
  std::vector<std::string> List(const std::string& directory) override {
    const std::string prefix = directory == "." ? "" : directory;
    std::vector<std::string> found;
    for (const std::string& name : names_) {
      if (!name.starts_with(prefix)) continue;
      const std::string rest = name.substr(prefix.size());
      if (rest.find('/') == std::string::npos) found.push_back(rest);
    }
    return found;
  }
  bool ExistsAsName(const std::string& path) override {
    return disk_.Exists(path);
  }
  bool MayExist(const std::string& path) override { return disk_.Exists(path); }
  void ForgetListings(Forget /*forget*/) override {}
  std::optional<std::string> RealPath(const std::string& path) override {
    if (!disk_.Exists(path)) return std::nullopt;
    return "/real/" + path;
  }
  std::optional<std::string> HomeOf(const std::string& user) override {
    return "/home/" + (user.empty() ? "me" : user);
  }
  Status AppendTo(const std::string& path, std::string_view text) override {
    const std::string before =
        disk_.Exists(path) ? disk_.Contents(path) : std::string();
    return disk_.Write(path, before + std::string(text));
  }
  ShellAnswer Run(const std::vector<std::string>& arguments,
                  const EnvironmentList& /*environment*/) override {
    ShellAnswer answer;
    const auto found = answers_.find(arguments.back());
    if (found == answers_.end()) {
      answer.exit_status = 127;
    } else {
      answer.output = found->second;
    }
    return answer;
  }
  void Out(std::string_view text) override { out_ += text; }
  void Err(std::string_view text) override { err_ += text; }

 private:
  FakeDisk disk_;
  std::vector<std::string> names_;
  std::map<std::string, std::string> answers_;
  std::string out_;
  std::string err_;
};

}  // namespace xb::make
