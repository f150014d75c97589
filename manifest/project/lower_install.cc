// SPDX-License-Identifier: Apache-2.0
// What `xb install` does: one command for each directory that gets files.
#include <utility>

#include "manifest/project/lower_parts.h"

namespace xb::project {
namespace {

class Installation {
 public:
  explicit Installation(Lowering& lowering)
      : lowering_(lowering), section_(lowering.project.install) {}

  Status Lower() {
    for (const Target& target : lowering_.project.targets) {
      if (target.is_installed) XB_TRY(AddTarget(target));
    }
    for (const InstallFiles& files : section_.files) XB_TRY(AddFiles(files));
    Write();
    return Ok();
  }

 private:
  Status AddTarget(const Target& target) {
    const bool is_program = target.type == TargetType::kExecutable ||
                            target.type == TargetType::kTest;
    if (target.type == TargetType::kObject) {
      return lowering_.project.ErrorAt(target.name.place,
                                       "objects cannot be installed",
                                       "they are not one file");
    }
    const Text& own = is_program ? section_.bin : section_.lib;
    XB_ASSIGN(
        std::string directory,
        lowering_.ExpandValue(target.install.is_set() ? target.install : own));
    if (directory.empty()) directory = is_program ? "bin" : "lib";
    const std::string output = OutputOf(target);
    std::string file = QuoteWord(output.substr(output.rfind('/') + 1));
    inputs_.push_back(output);
    const bool is_shared = target.type == TargetType::kShared;
    const char* mode = is_program || is_shared ? "755" : "644";
    const std::string to = Place(directory);
    Add("install -d " + to);
    if (!is_shared || !target.version.is_set()) {
      Add(std::string("install -m ") + mode + " " + QuoteWord(output) + " " +
          to);
      return Ok();
    }
    const std::string& version = target.version.value;
    const std::string major = version.substr(0, version.find('.'));
    const std::string real = file + "." + version;
    Add("install -m 755 " + QuoteWord(output) + " " + to + "/" + real);
    if (major != version) {
      Add("ln -sf " + real + " " + to + "/" + file + "." + major);
    }
    Add("ln -sf " + real + " " + to + "/" + file);
    return Ok();
  }

  Status AddFiles(const InstallFiles& files) {
    std::string directory = section_.include.value;
    if (files.to.is_set()) {
      XB_ASSIGN(directory, lowering_.ExpandValue(files.to));
    }
    if (directory.empty()) directory = "include";
    XB_ASSIGN(const Words paths, lowering_.Files(files.files, {}, false));
    std::string command = "install -m 644";
    for (const std::string& path : paths) {
      command += " " + QuoteWord(path);
      inputs_.push_back(path);
    }
    const std::string to = Place(directory);
    Add("install -d " + to);
    Add(command + " " + to);
    return Ok();
  }

  // Quoted; absolute ones are not below the prefix.
  static std::string Place(const std::string& directory) {
    return "\"$$DESTDIR\"" + (directory.starts_with('/')
                                  ? QuoteWord(directory)
                                  : "$prefix/" + QuoteWord(directory));
  }

  void Add(const std::string& command) {
    if (!command_.empty()) command_ += " && ";
    command_ += command;
  }

  void Write() {
    if (command_.empty()) return;
    ManifestText& text = lowering_.text;
    text.Rule("xb.install");
    text.Binding("command", command_);
    text.Binding("description", "INSTALL to $prefix");
    text.Binding("cache", "0");
    // Nothing makes it, so that it runs each time.
    const std::string output = "$builddir/installed";
    text.Build({.outputs = {output}, .rule = "xb.install", .inputs = inputs_});
    text.Phony("install", {output});
    text.Blank();
  }

  Lowering& lowering_;
  const InstallSection& section_;
  Words inputs_;
  std::string command_;
};

}  // namespace

Status LowerInstall(Lowering& lowering) {
  return Installation(lowering).Lower();
}

}  // namespace xb::project
