// SPDX-License-Identifier: Apache-2.0
// Toolchain: which compilers a profile means, and of which family they are,
// which decides some flags.  Programs that are missing are errors at the place
// that names them.  Loop thread only.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "manifest/project/project.h"
#include "manifest/project/world.h"

namespace xb::project {

enum class CompilerFamily { kGcc, kClang };

class Toolchain {
 public:
  Toolchain(const Project& project, World& world)
      : project_(project), world_(world) {}

  // As a command names it: `cc`, `ccache gcc` are words of the shell.
  std::string Cc(const Profile& profile) const;
  std::string Cxx(const Profile& profile) const;
  // With link time optimisation the one that knows the compiler's objects.
  Result<std::string> Ar(const Profile& profile);

  // Fails if the program is not there.  `user`: who needs it.
  Status CheckCompiler(const Profile& profile, bool is_cxx, Place user);
  Result<CompilerFamily> FamilyOf(const Profile& profile);
  // What reads the counts of its compiler: words of the shell.
  Result<std::string> Gcov(const Profile& profile);
  // The first of its `linker` that is there, or empty.
  std::string Linker(const Profile& profile);

 private:
  Text CcText(const Profile& profile) const;
  Text CxxText(const Profile& profile) const;
  Text OrVariable(const Text& text, const char* variable,
                  const char* usual) const;

  const Project& project_;
  World& world_;
  std::map<std::string, CompilerFamily, std::less<>> families_;
};

}  // namespace xb::project
