// SPDX-License-Identifier: Apache-2.0
// What pkg-config knows.  Its answers are asked for when the manifest is made,
// and again when the files they come from have changed.
#include <utility>

#include "base/text.h"
#include "manifest/project/lowering.h"

namespace xb::project {
namespace {

constexpr char kProgram[] = "pkg-config";

Result<std::string> AskPkgConfig(Lowering& lowering, const Text& package,
                                 const std::string& what) {
  World& world = lowering.world;
  if (!world.FindProgram(kProgram)) {
    return lowering.project.ErrorAt(package.place,
                                    "`" + package.value + "` needs pkg-config",
                                    "which is not on PATH");
  }
  for (const char* name :
       {"PKG_CONFIG_PATH", "PKG_CONFIG_LIBDIR", "PKG_CONFIG_SYSROOT_DIR"}) {
    // Noted as a fact.
    [[maybe_unused]] const auto value = world.GetEnv(name);
  }
  XB_ASSIGN(const ToolAnswer answer,
            world.Run({kProgram, "--errors-to-stdout", "--print-errors", what,
                       "--", package.value}));
  std::string output = answer.output;
  while (!output.empty() && (output.back() == '\n' || output.back() == ' ')) {
    output.pop_back();
  }
  if (answer.exit_status != 0) {
    return lowering.project.ErrorAt(
        package.place, "`" + package.value + "` is not known to pkg-config",
        std::string(Split(output, '\n')[0]));
  }
  if (output.find('\n') != std::string::npos) {
    return lowering.project.ErrorAt(
        package.place,
        "pkg-config answers for `" + package.value + "` with several lines");
  }
  return output;
}

// The file that tells of it.
Status NotePackageFile(World& world, const std::string& package) {
  XB_ASSIGN(const ToolAnswer answer,
            world.Run({kProgram, "--variable=pcfiledir", "--", package}));
  const std::string_view directory = Split(answer.output, '\n')[0];
  if (answer.exit_status == 0 && !directory.empty()) {
    world.Depend(std::string(directory) + "/" + package + ".pc");
  }
  return Ok();
}

}  // namespace

Result<Words> Lowering::PackageWords(const Texts& packages,
                                     const std::string& what) {
  Words words;
  for (const Text& package : packages) {
    auto known = package_words_.find(what + package.value);
    if (known == package_words_.end()) {
      XB_ASSIGN(std::string answer, AskPkgConfig(*this, package, what));
      XB_TRY(NotePackageFile(world, package.value));
      known =
          package_words_.emplace(what + package.value, std::move(answer)).first;
    }
    // They are quoted for the shell already.
    for (const std::string_view word : Split(known->second, ' ')) {
      if (!word.empty()) words.push_back(EscapeValue(word));
    }
  }
  return words;
}

}  // namespace xb::project
