// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/toolchain.h"

#include <optional>
#include <string_view>
#include <utility>

#include "base/text.h"

namespace xb::project {
namespace {

// The program of a command: words before it may be `ccache`.
std::string FirstWord(const std::string& command) {
  return std::string(Split(command, ' ')[0]);
}

std::vector<std::string> WordsOf(const std::string& command) {
  std::vector<std::string> words;
  for (const std::string_view word : Split(command, ' ')) {
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

}  // namespace

Text Toolchain::OrVariable(const Text& text, const char* variable,
                           const char* usual) const {
  if (text.is_set()) return text;
  const std::optional<std::string> value = world_.GetEnv(variable);
  if (value && !value->empty() && value->find('\n') == std::string::npos) {
    return {*value, {}};
  }
  return {usual, {}};
}

Text Toolchain::CcText(const Profile& profile) const {
  return OrVariable(profile.cc.is_set() ? profile.cc : project_.cc, "CC", "cc");
}

Text Toolchain::CxxText(const Profile& profile) const {
  return OrVariable(profile.cxx.is_set() ? profile.cxx : project_.cxx, "CXX",
                    "c++");
}

std::string Toolchain::Cc(const Profile& profile) const {
  return CcText(profile).value;
}

std::string Toolchain::Cxx(const Profile& profile) const {
  return CxxText(profile).value;
}

Status Toolchain::CheckCompiler(const Profile& profile, bool is_cxx,
                                Place user) {
  const Text text = is_cxx ? CxxText(profile) : CcText(profile);
  const std::string program = FirstWord(text.value);
  if (world_.FindProgram(program)) return Ok();
  const Place place = text.is_set() ? text.place : user;
  return project_.ErrorAt(
      place,
      std::string("the compiler of ") + (is_cxx ? "C++" : "C") + ", `" +
          program + "`, is not there",
      is_cxx ? "`cxx` of `[project]` or the variable CXX names another"
             : "`cc` of `[project]` or the variable CC names another");
}

Result<CompilerFamily> Toolchain::FamilyOf(const Profile& profile) {
  // Only one of both may be there.
  std::string command = Cc(profile);
  if (!world_.FindProgram(FirstWord(command))) command = Cxx(profile);
  const auto known = families_.find(command);
  if (known != families_.end()) return known->second;
  CompilerFamily family = CompilerFamily::kGcc;
  if (world_.FindProgram(FirstWord(command))) {
    std::vector<std::string> words = WordsOf(command);
    words.emplace_back("--version");
    XB_ASSIGN(const ToolAnswer answer, world_.Run(words));
    if (answer.output.find("clang") != std::string::npos) {
      family = CompilerFamily::kClang;
    }
  }
  families_.emplace(std::move(command), family);
  return family;
}

Result<std::string> Toolchain::Ar(const Profile& profile) {
  const Text& own = profile.ar.is_set() ? profile.ar : project_.ar;
  if (own.is_set()) return own.value;
  const std::optional<std::string> variable = world_.GetEnv("AR");
  if (variable && !variable->empty()) return *variable;
  if (profile.lto.is_set() && profile.lto.value != "off") {
    XB_ASSIGN(const CompilerFamily family, FamilyOf(profile));
    const char* name = family == CompilerFamily::kClang ? "llvm-ar" : "gcc-ar";
    if (world_.FindProgram(name)) return std::string(name);
  }
  return std::string("ar");
}

Result<std::string> Toolchain::Gcov(const Profile& profile) {
  XB_ASSIGN(const CompilerFamily family, FamilyOf(profile));
  const bool is_clang = family == CompilerFamily::kClang;
  const std::string_view compiler = is_clang ? "clang" : "gcc";
  const std::string reader = is_clang ? "llvm-cov" : "gcov";
  // That of `gcc-12` is `gcov-12`.
  std::string own = FirstWord(Cc(profile));
  const size_t at = own.rfind(compiler);
  if (at == std::string::npos) {
    own = reader;
  } else {
    own.replace(at, compiler.size(), reader);
    if (!world_.FindProgram(own)) own = reader;
  }
  return is_clang ? own + " gcov" : own;
}

std::string Toolchain::Linker(const Profile& profile) {
  for (const Text& linker : profile.linker) {
    if (linker.value == "default") return {};
    const std::string program =
        linker.value == "mold" ? "mold" : "ld." + linker.value;
    if (world_.FindProgram(program)) return linker.value;
  }
  return {};
}

}  // namespace xb::project
